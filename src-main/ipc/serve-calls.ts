import { ipcMain } from 'electron';
import { type Services, registerAll } from './handlers';
import type { IpcParts } from './register';

/** Lets Electron's windows call. */
export function serveCalls(parts: Omit<IpcParts, 'ipcMain'>, services: Services): void {
  registerAll({ ...parts, ipcMain }, services);
}
