// Stands where Electron's own default app stands: opens the app that is named on the command line.
// It only exists inside the pinned development runtime, whose own default app was replaced by a packaged one.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const require = createRequire(import.meta.url);
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });

const preloads = [];
let target;
for (let index = 1; index < process.argv.length && target === undefined; index += 1) {
  const argument = process.argv[index];
  if (argument === '-r' || argument === '--require') {
    index += 1;
    preloads.push(process.argv[index]);
  } else if (!argument.startsWith('-')) {
    target = resolve(argument);
  }
}

for (const module of preloads) require(resolve(module));

if (target === undefined) {
  console.error('Name the folder of an app to open.');
  app.exit(2);
} else {
  await open(target);
}

async function open(path) {
  const manifestPath = join(path, 'package.json');
  let manifest;
  try {
    manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  } catch {
    // A script was named, not a folder with a manifest.
  }
  if (manifest) {
    app.name = manifest.productName ?? manifest.name;
    app.setVersion(manifest.version ?? '0.0.0');
    app.setAppPath(path);
  } else {
    app.setAppPath(dirname(path));
  }
  const entry = manifest ? require.resolve(path) : path;
  // Awaited at the top level: Electron must not become ready before the app has been loaded.
  await import(pathToFileURL(entry).href);
}
