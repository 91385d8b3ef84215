import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { exclusively } from './exclusively.mjs';
import { tools } from './paths.mjs';
import { step } from './progress.mjs';
import { fetchRegistryPackage } from './registry-package.mjs';

/**
 * Releases of the real Codex that judge what Skein writes, by the hash that the registry gives for their Linux
 * package. For tests only: never a dependency, never shipped.
 */
const pins = {
  '0.169.0':
    'sha512-o05NyAOCDygSPRo1yinzxvkRSdmsZyBD9E7mbpmjRanSfM8lypqWtQgEo4XfNkwhuCR2aFu8mlGOsQGFXVbVww==',
  '0.150.0':
    'sha512-yWkFNr2ztdDHWHjY2SXQ3uWKzpE2aZ5HlDRMZ7PpMUP8LB9Wd6ZWyxWELAgDLucVWa4OYwHv5fJYzHSlEQtjHg==',
  '0.133.0':
    'sha512-9YfyqrfUj/UZ2+aXE4zBz47t6RXbVni95ZorGsNh857vxYK/asVpUtR2cymo9lB3JaI4mQaKFfV/t7IRItqkuA==',
};

/** Newest first. */
export const codexReleases = Object.keys(pins);

/** Whether the pinned programs run on this machine. */
export const codexRunsHere = process.platform === 'linux' && process.arch === 'x64';

/**
 * Fetches a release from the npm registry, once, into `.tools/codex-<version>`, where the tests look for it.
 * @param {string} version one of `codexReleases`
 */
export async function fetchCodex(version) {
  const folder = join(tools, `codex-${version}`);
  if (existsSync(folder)) return;
  await exclusively(`codex-${version}`, async () => {
    if (existsSync(folder)) return;
    const pin = { name: '@openai/codex', version: `${version}-linux-x64`, integrity: pins[version] };
    await step(`Fetching Codex ${version} from the npm registry (for tests only)`, () =>
      fetchRegistryPackage(pin, folder, restoreRunBit),
    );
  });
}

async function restoreRunBit(folder) {
  const vendor = join(folder, 'vendor', 'x86_64-unknown-linux-musl');
  const places = ['bin', 'codex'].map((part) => join(vendor, part, 'codex'));
  await Promise.all(places.filter(existsSync).map((path) => chmod(path, 0o755)));
}
