import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { root } from '../setup/paths.mjs';

const folders = ['src-main', 'src-preload', 'src-renderer'];

/**
 * Follows every import below a root folder and holds it against .dependency-cruiser.cjs.
 * @param {string} baseDir the project, or a tree of the same shape
 * @param {number} leastModules fewer files than this mean that the check itself is broken (with a TypeScript
 *   it does not know, dependency-cruiser reads nothing and calls that clean)
 * @returns {Promise<{ modules: number, violations: string[] }>}
 */
export async function checkArchitecture(baseDir, leastModules) {
  const { forbidden, options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
  const tsConfig = join(baseDir, options.tsConfig.fileName);
  const { output } = await cruise(
    folders,
    { ...options, tsConfig: { fileName: tsConfig }, baseDir, ruleSet: { forbidden }, validate: true },
    {},
    { tsConfig: extractTsConfig(tsConfig) },
  );
  const modules = output.modules.filter(({ source }) =>
    folders.some((folder) => source.startsWith(`${folder}/`)),
  ).length;
  const violations = output.summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} imports ${to}`,
  );
  if (modules < leastModules) {
    violations.push(`empty-check: only ${modules} files were read, at least ${leastModules} were expected`);
  }
  return { modules, violations };
}
