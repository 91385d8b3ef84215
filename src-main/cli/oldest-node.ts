/** The first Node with zstd (CLI and store read compressed rollouts) and with Node-API 10 (the SQLite module). */
export const oldestNode = '22.15.0';

/** Whether a version of Node is `oldestNode` or newer. */
export function isNewEnough(version: string): boolean {
  const [have, need] = [version, oldestNode].map((one) => one.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (have?.[i] ?? 0) - (need?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
