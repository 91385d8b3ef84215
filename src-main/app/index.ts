import { app, dialog } from 'electron';
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
  app.whenReady().then(boot).catch(giveUp);
} else {
  app.quit();
}

/** Without services or window there is nothing that could go on. */
function giveUp(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Skein could not start: ${reason}\n`);
  // Where a picture was asked for, nobody is there to close a dialog.
  if (!app.commandLine.hasSwitch('screenshot')) dialog.showErrorBox('Skein could not start', reason);
  app.exit(1);
}
