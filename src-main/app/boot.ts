import { Menu, app, session } from 'electron';
import { GitEvidenceSource } from '../git/git-evidence';
import { serveCalls } from '../ipc/serve-calls';
import { followApp } from './app-events';
import { createAppService } from './app-service';
import { AppWindow } from './app-window';
import { readArguments } from './arguments';
import { prepareDemoHome } from './demo-home';
import { createGitService } from './git-service';
import { guardSession } from './guard-session';
import { menuTemplate } from './menu';
import { reportFaults } from './report-faults';
import { appOrigin } from './schemes';
import { serveSchemes } from './serve-schemes';
import { createServices } from './services';
import { externalLinks } from './shell';
import { resumeInTerminal } from './resume/resume-in-terminal';
import { takeScreenshot } from './take-screenshot';

/** Puts the app together once Electron is ready: services first, then rules, then handlers, then the window. */
export async function boot(): Promise<void> {
  const services = await createServices(readArguments(process.argv, process.cwd()));
  const { given, dataFolder, paths, log, remembered, windows, homes, settings } = services;
  const window = new AppWindow(services);

  const { electron, node } = process.versions;
  log.info('started', {
    version: app.getVersion(),
    electron: electron ?? '',
    node,
    platform: process.platform,
  });
  reportFaults(app, log);
  guardSession(session.defaultSession);
  await serveSchemes(services);
  serveCalls(
    { windows, origin: appOrigin, log, checkReplies: Boolean(process.env.SKEIN_CHECK_REPLIES) },
    {
      manager: homes.manager,
      git: createGitService(homes.manager, new GitEvidenceSource({ dataFolder, env: process.env })),
      settings,
      app: createAppService({
        homes,
        version: app.getVersion(),
        pickFolder: () => window.pickFolder(),
        remember: (home) => remembered.home.write({ home }).catch((error: Error) => log.warn(error.message)),
        demoHome: () => prepareDemoHome(paths.demoHome, dataFolder, app.getVersion()),
        openExternal: externalLinks(() => window.current),
        resumeInCodex: resumeInTerminal(homes, () => window.current),
      }),
    },
  );
  const command = (id: string) => windows.broadcast({ type: 'command', command: id });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(command, process.platform, app.isPackaged)));
  followApp(app, services, window);

  const opened = await window.open();
  if (given.screenshot && !(await takeScreenshot(opened, given.screenshot))) app.exit(1);
  else if (given.screenshot) app.quit();
}
