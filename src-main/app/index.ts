import { app } from 'electron';
import type { SecondStart } from './app-events';
import { boot } from './boot';
import { guardContents } from './guard-contents';
import { registerSchemes } from './register-schemes';

// What must precede `ready`, then everything else once the app is ready and the only one of its data folder.
// Whoever starts the app with `--no-sandbox` (root has no other way) would get no process at all with both.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerSchemes();
guardContents(app);
const start: SecondStart = { argv: process.argv, folder: process.cwd() };
if (app.requestSingleInstanceLock({ ...start })) {
  void app.whenReady().then(boot);
} else {
  app.quit();
}
