// Writes one version after the other until it is killed; run by Node itself, which strips the types.
import { writeAtomically } from '../write-atomically.ts';

const path = process.argv[2] ?? '';
for (let version = 0; ; version = (version + 1) % 10) {
  await writeAtomically(path, new TextEncoder().encode(`${String(version).repeat(20_000)}\n`));
  process.send?.('written');
}
