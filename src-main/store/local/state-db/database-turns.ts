const queues = new Map<string, Promise<unknown>>();

/**
 * Runs work on a database file while nobody else in this process does. Closing any descriptor of a file drops every
 * POSIX lock that the process has on it, so a copy that is being made would take a transaction's locks away.
 */
export function inDatabaseTurn<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const before = queues.get(path) ?? Promise.resolve();
  const turn = before.then(work);
  const settled = turn.catch(() => undefined);
  queues.set(path, settled);
  void settled.then(() => {
    if (queues.get(path) === settled) queues.delete(path);
  });
  return turn;
}
