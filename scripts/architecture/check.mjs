// The architecture check by itself; `npm run check:architecture` runs it with the right Node.
import { root } from '../setup/paths.mjs';
import { checkArchitecture } from './check-architecture.mjs';

const { modules, violations } = await checkArchitecture(root, 50);
for (const violation of violations) console.log(violation);
console.log(`${modules} files, ${violations.length} violations`);
process.exitCode = violations.length > 0 ? 1 : 0;
