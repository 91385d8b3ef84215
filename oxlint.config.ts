import { defineConfig } from 'oxlint';

/** What an import may not name, and why. */
interface Restriction {
  name: string;
  importNames?: string[];
  message: string;
}

const readline: Restriction[] = [
  'readline',
  'node:readline',
  'readline/promises',
  'node:readline/promises',
].map((name) => ({
  name,
  message: 'It also splits at U+2028, inside JSON strings. Split bytes at 0x0A.',
}));
const sqlite: Restriction = {
  name: 'better-sqlite3',
  message: 'SQLite is synchronous and belongs to the store (src-main/store).',
};
const electronParts = (importNames: string[], message: string): Restriction => ({
  name: 'electron',
  importNames,
  message,
});
const shell = electronParts(
  ['shell'],
  'Only src-main/app/shell.ts leaves the app, after the checks of open-external.ts.',
);
const ipcMain = electronParts(
  ['ipcMain'],
  'Calls are registered through src-main/ipc, which checks sender and input.',
);
const ipcRenderer = electronParts(
  ['ipcRenderer'],
  'Only the preload talks to main; it exposes one frozen bridge.',
);

/** Functions of node:fs that change something, or can; synchronous ones have a rule of their own. */
const changing = [
  ...['appendFile', 'chmod', 'chown', 'copyFile', 'cp', 'createWriteStream', 'lchmod', 'lchown', 'link'],
  ...['lutimes', 'mkdir', 'mkdtemp', 'open', 'rename', 'rm', 'rmdir', 'symlink', 'truncate', 'unlink'],
  ...['utimes', 'writeFile', 'promises', 'default'],
];
const writing: Restriction[] = ['fs', 'node:fs', 'fs/promises', 'node:fs/promises'].map((name) => ({
  name,
  importNames: changing,
  message:
    'Below a Codex home only src-main/store/local/write changes anything. A place for data of our own is named in oxlint.config.ts.',
}));
/** Where data of our own is written, or a file is opened for reading only. */
const ownPlaces = {
  store: [
    'src-main/store/local/bin/bin.ts',
    'src-main/store/local/codec/decoded-cache.ts',
    'src-main/store/local/home/file-system.ts',
    'src-main/store/local/index/open-{database,index}.ts',
    'src-main/store/local/journal/open-journal-database.ts',
    'src-main/store/local/listing/open-recorded.ts',
    'src-main/store/local/rollouts/rollout-reader.ts',
    'src-main/store/local/scratch-folder.ts',
    'src-main/store/local/state-db/private-copy.ts',
  ],
  faces: [
    'src-main/app/{demo-home,json-file,log,take-screenshot,write-atomically}.ts',
    'src-main/cli/edit/read-findings.ts',
    'src-main/git/allowed-folders.ts',
  ],
};

const imports = (...paths: Restriction[]): ['error', { paths: Restriction[] }] => [
  'error',
  { paths: [...readline, ...paths] },
];

const tests = [
  '**/testing/**',
  '**/*.test.{ts,tsx,mjs}',
  '**/*.e2e.ts',
  'src-main/fixtures/**',
  'src-renderer/test/**',
  'e2e/**',
  'bench/**',
];

export default defineConfig({
  plugins: [
    'eslint',
    'typescript',
    'unicorn',
    'oxc',
    'import',
    'node',
    'promise',
    'react',
    'jsx-a11y',
    'vitest',
  ],
  categories: { correctness: 'error' },
  options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
  ignorePatterns: [
    'out',
    'dist',
    '.tools',
    'test-results',
    'playwright-report',
    'coverage',
    '**/fixtures/homes/**',
  ],
  rules: {
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'no-console': 'error',
    'no-eval': 'error',
    'no-proto': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'no-restricted-imports': imports(sqlite, shell, ipcMain, ipcRenderer),
    'no-restricted-properties': [
      'error',
      ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'dangerouslySetInnerHTML'].map((property) => ({
        property,
        message: 'Text from a rollout must never become markup.',
      })),
    ],
    'react/no-danger': 'error',
    'react/react-in-jsx-scope': 'off',
    // Advice, not faults: there are places where each of these is the plain way.
    'react/no-did-update-set-state': 'off',
    'react/set-state-in-effect': 'off',
    'jsx-a11y/prefer-tag-over-role': 'off',
    'react/incompatible-library': 'off',
    'react/immutability': 'off',
    'react/refs': 'off',
    // Lists and trees keep one focus and take their keys at the container; scroll areas must be focusable.
    // These rules look at single elements; axe, in the end-to-end tests, looks at the whole.
    'jsx-a11y/click-events-have-key-events': 'off',
    'jsx-a11y/interactive-supports-focus': 'off',
    'jsx-a11y/no-noninteractive-element-interactions': 'off',
    'jsx-a11y/no-noninteractive-tabindex': 'off',
    'jsx-a11y/no-static-element-interactions': 'off',
    // TypeScript knows what a bundler's query imports give.
    'import/default': 'off',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/consistent-type-imports': 'error',
    'unicorn/prefer-node-protocol': 'error',
    // Text that may hold control characters is our subject.
    'no-control-regex': 'off',
    'no-misleading-character-class': 'off',
    // A copied list of listeners may change while they are called.
    'unicorn/no-useless-spread': 'off',
    'unicorn/no-new-array': 'off',
    // Interfaces here declare functions in method style; none of them uses this.
    'typescript/unbound-method': 'off',
    'typescript/no-misused-spread': 'off',
    'typescript/no-redundant-type-constituents': 'off',
    'typescript/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
    // A property holds for every input, whichever branch it takes.
    'vitest/no-conditional-expect': 'off',
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    'vitest/require-mock-type-parameters': 'off',
    'vitest/require-to-throw-message': 'off',
    'vitest/valid-title': 'off',
    'import/no-default-export': 'error',
  },
  overrides: [
    {
      files: ['src-main/**', 'src-preload/**'],
      rules: { 'node/no-sync': 'error' },
    },
    {
      files: ['src-main/**'],
      rules: { 'no-restricted-imports': imports(sqlite, shell, ipcMain, ipcRenderer, ...writing) },
    },
    {
      files: ownPlaces.faces,
      rules: { 'no-restricted-imports': imports(sqlite, shell, ipcMain, ipcRenderer) },
    },
    // SQLite's own API is synchronous, and it runs in a process that shows nothing.
    {
      files: ['src-main/store/**'],
      rules: { 'no-restricted-imports': imports(shell, ipcMain, ipcRenderer, ...writing) },
    },
    {
      files: ['src-main/store/local/write/**', ...ownPlaces.store],
      rules: { 'no-restricted-imports': imports(shell, ipcMain, ipcRenderer) },
    },
    {
      files: ['src-main/ipc/**'],
      rules: { 'no-restricted-imports': imports(sqlite, shell, ipcRenderer, ...writing) },
    },
    {
      files: ['src-main/app/shell.ts'],
      rules: { 'no-restricted-imports': imports(sqlite, ipcMain, ipcRenderer, ...writing) },
    },
    { files: ['src-preload/**'], rules: { 'no-restricted-imports': imports(sqlite, shell, ipcMain) } },
    { files: ['src-main/cli/**', 'scripts/**', 'bench/**'], rules: { 'no-console': 'off' } },
    { files: ['*.config.ts', 'scripts/**', '.*.cjs'], rules: { 'import/no-default-export': 'off' } },
    {
      files: tests,
      rules: {
        'no-restricted-imports': imports(),
        'node/no-sync': 'off',
        'typescript/no-non-null-assertion': 'off',
      },
    },
  ],
});
