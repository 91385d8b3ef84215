import type * as z from 'zod';
import type { Place, Settings, placeWrite, settingsChannels, settingsWrite } from '../contracts/settings';
import type { HandlersOf } from './register';

/** What the user chose and where they were, kept by the app. */
export interface SettingsService {
  read(): Promise<{ settings: Settings; place: Place }>;
  /** Changes what is given, keeps the rest. */
  writeSettings(change: z.output<typeof settingsWrite.input>): Promise<Settings>;
  writePlace(change: z.output<typeof placeWrite.input>): Promise<void>;
}

/** Settings and place. */
export function settingsHandlers(settings: SettingsService): HandlersOf<typeof settingsChannels> {
  return {
    'settings:read': () => settings.read(),
    'settings:write': (change) => settings.writeSettings(change),
    'settings:place': async (change) => {
      await settings.writePlace(change);
      return null;
    },
  };
}
