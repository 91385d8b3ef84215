import { join } from 'node:path';
import * as z from 'zod';
import { type Place, type Settings, place, settings } from '../contracts/settings';
import type { SettingsService } from '../ipc/settings';
import { JsonFile } from './json-file';

/** A place belongs to one home: in another one its thread does not exist. */
const placeFile = z.object({ home: z.string(), place });

export interface SettingsParts {
  /** The app's data folder. */
  folder: string;
  /** Path of the Codex home that is open now. */
  home(): string;
  /** Called with the settings when they were read and after every change. */
  changed(settings: Settings): void;
  notice(message: string): void;
}

/** Settings and place in the app's data folder. A value that cannot be saved still counts until the app ends. */
export class SettingsStore implements SettingsService {
  readonly #settingsFile: JsonFile<typeof settings>;
  readonly #placeFile: JsonFile<typeof placeFile>;
  readonly #parts: SettingsParts;
  #settings: Settings = settings.parse({});
  #place: z.output<typeof placeFile> = { home: '', place: place.parse({}) };

  constructor(parts: SettingsParts) {
    const { folder, notice } = parts;
    this.#parts = parts;
    this.#settingsFile = new JsonFile({
      path: join(folder, 'settings-1.json'),
      schema: settings,
      fallback: this.#settings,
      notice,
    });
    this.#placeFile = new JsonFile({
      path: join(folder, 'place-1.json'),
      schema: placeFile,
      fallback: this.#place,
      notice,
    });
  }

  /** Reads both files; to be awaited once, before anything else. */
  async load(): Promise<void> {
    this.#settings = await this.#settingsFile.read();
    this.#place = await this.#placeFile.read();
    this.#parts.changed(this.#settings);
  }

  async read(): Promise<{ settings: Settings; place: Place }> {
    return { settings: this.#settings, place: this.#currentPlace() };
  }

  async writeSettings(change: Partial<Settings>): Promise<Settings> {
    this.#settings = { ...this.#settings, ...change };
    this.#parts.changed(this.#settings);
    await this.#settingsFile.write(this.#settings).catch((error: Error) => this.#parts.notice(error.message));
    return this.#settings;
  }

  async writePlace(change: Partial<Place>): Promise<void> {
    this.#place = { home: this.#parts.home(), place: { ...this.#currentPlace(), ...change } };
    await this.#placeFile.write(this.#place).catch((error: Error) => this.#parts.notice(error.message));
  }

  /** Settles when everything is on disk. */
  async settled(): Promise<void> {
    await Promise.all([this.#settingsFile.settled(), this.#placeFile.settled()]);
  }

  #currentPlace(): Place {
    return this.#place.home === this.#parts.home() ? this.#place.place : place.parse({});
  }
}
