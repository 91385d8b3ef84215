import { isNewEnough, oldestNode } from './oldest-node';

if (!isNewEnough(process.versions.node)) {
  process.stderr.write(`skein: needs Node ${oldestNode} or newer; this is ${process.version}\n`);
  process.exitCode = 1;
} else {
  // Loaded only now: an older Node would stop at the first import that it does not know.
  const { main } = await import('./main');
  // The exit code is set rather than the process ended: what is still to be written is written first.
  process.exitCode = await main();
}
