/** The folder in which the person typed the command: npm itself moves to the project's root. */
export function callerFolder() {
  const isOurs = ['app', 'skein'].includes(process.env.npm_lifecycle_event ?? '');
  return (isOurs && process.env.INIT_CWD) || process.cwd();
}
