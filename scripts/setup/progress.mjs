/** Progress goes to stderr, so that the stdout of a command stays data. */
const stream = process.stderr;
const quietInterval = 10_000;

/** Prints one line of its own. */
export function say(line) {
  stream.write(`${line}\n`);
}

/**
 * Runs one piece of work under a title: shows that it is alive while it runs, and how long it took.
 * @template T
 * @param {string} title
 * @param {(update: (detail: string) => void) => Promise<T>} work may call update with a live detail ("230 of 465")
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = Date.now();
  let detail = '';
  const line = () => `${title}${detail && `: ${detail}`} (${Math.round((Date.now() - started) / 1000)} s)`;
  const live = stream.isTTY === true;
  if (!live) say(`- ${title} ...`);
  const draw = () => stream.write(live ? `\r\x1b[2K- ${line()}` : `  ... ${line()}\n`);
  const timer = setInterval(draw, live ? 200 : quietInterval);
  const finish = (mark) => {
    clearInterval(timer);
    stream.write(`${live ? '\r\x1b[2K' : ''}${mark} ${line()}\n`);
  };
  try {
    const result = await work((text) => {
      detail = text;
    });
    finish('✓');
    return result;
  } catch (error) {
    finish('✗');
    throw error;
  }
}
