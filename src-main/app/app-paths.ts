import { join } from 'node:path';

/** Files that ship with the app. `root` is the folder of its package.json, or the archive that holds it. */
export function appPaths(root: string, resources: string) {
  return {
    renderer: join(root, 'out', 'renderer'),
    preload: join(root, 'out', 'preload', 'index.cjs'),
    storeProcess: join(root, 'out', 'main', 'store-process.js'),
    demoHome: join(resources, 'demo-home'),
    icon: join(resources, 'icon.png'),
  };
}
