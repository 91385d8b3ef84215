import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, tools } from './paths.mjs';
import { step } from './progress.mjs';
import { lastLines, runCommand } from './run-command.mjs';

const folder = join(root, 'node_modules', 'electron');
const memo = join(tools, 'electron-download-failed.json');
const retryAfter = 24 * 60 * 60 * 1000;
const stallAfter = 30_000;

/**
 * The official Electron runtime of package.json's version: what is there, else a download by Electron's own installer.
 * A failed download is remembered for a day, so that the next start does not wait for it again.
 * @param {string} node executable that runs the installer
 * @returns {Promise<{ dist: string, version: string } | { failure: string, isNews: boolean }>}
 */
export async function officialElectron(node) {
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const dist = join(folder, 'dist');
  if (await isWhole(dist, version)) return { dist, version };
  const remembered = await rememberedFailure(version);
  if (remembered) return { failure: remembered, isNews: false };
  const failure = await step(`Downloading Electron ${version} from its official place`, (update) =>
    download(node, update),
  ).catch((error) => error.message);
  if (!failure && (await isWhole(dist, version))) return { dist, version };
  const reason = failure ?? 'the installer left no runtime';
  await mkdir(tools, { recursive: true });
  await writeFile(memo, JSON.stringify({ version, at: Date.now(), reason }));
  return { failure: reason, isNews: true };
}

/** The installer writes path.txt last. */
async function isWhole(dist, version) {
  const written = await readFile(join(dist, 'version'), 'utf8').catch(() => '');
  return written.trim().replace(/^v/, '') === version && existsSync(join(folder, 'path.txt'));
}

async function rememberedFailure(version) {
  try {
    const { version: tried, at, reason } = JSON.parse(await readFile(memo, 'utf8'));
    return tried === version && Date.now() - at < retryAfter ? reason : undefined;
  } catch {
    return undefined;
  }
}

/** Throws when the download failed or stood still. The installer shows nothing, so the arriving bytes are measured. */
async function download(node, update) {
  const work = join(tools, 'electron.partial');
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  const stalled = new AbortController();
  let seen = 0;
  let moved = Date.now();
  const look = async () => {
    const bytes = (await bytesUnder(work)) + (await bytesUnder(join(folder, 'dist')));
    if (bytes !== seen) moved = Date.now();
    seen = bytes;
    if (bytes > 0) update(`${Math.round(bytes / 1e6)} MB`);
    if (Date.now() - moved > stallAfter) stalled.abort();
  };
  const watch = setInterval(() => void look(), 1000);
  try {
    const env = { ...process.env, TMPDIR: work, TEMP: work, TMP: work };
    delete env.ELECTRON_OVERRIDE_DIST_PATH;
    const { code, output } = await runCommand(node, [join(folder, 'install.js')], {
      env,
      signal: stalled.signal,
    });
    if (stalled.signal.aborted) throw new Error(`no byte arrived in ${stallAfter / 1000} s`);
    if (code !== 0) throw new Error(reasonIn(output));
  } finally {
    clearInterval(watch);
    await rm(work, { recursive: true, force: true });
  }
}

/** An installer's stack trace has its reason in the line that names an error; frames help nobody here. */
function reasonIn(output) {
  const lines = output.split('\n').filter((line) => /\b(\w*Error|E[A-Z]{4,})\b/.test(line));
  const reason = (lines.at(-1) ?? lastLines(output, 1)).trim();
  return reason.includes('fetch failed') ? `the download place could not be reached (${reason})` : reason;
}

async function bytesUnder(path) {
  const entries = await readdir(path, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map((entry) =>
      stat(join(path, entry)).then(
        (info) => (info.isFile() ? info.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
