// Who may import whom: docs/architecture.md, as rules. Imports go downwards only.
// Tests may reach anywhere they need to; nothing may reach into tests.

const tests = '\\.test\\.tsx?$|/testing/';
const contracts = '^src-main/contracts/';
const history = '^src-main/history/';
const storeInterface = '^src-main/store/[^/]+\\.ts$';
const slicing = '^src-main/store/slicing/';
const threads = '^src-main/threads/';
const git = '^src-main/git/';
const ipc = '^src-main/ipc/';
const storeProcess = '^src-main/store-process/';
const fixtures = '^src-main/fixtures/';
const rendererTests = '^src-renderer/test/';

// Threads speak in the types and errors of the store interface, so whoever calls threads may name them too.

/** Files of `from` may import their own folder and `allowed`, of what is ours. */
function layer(name, comment, from, allowed) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: [tests, rendererTests] },
    to: { path: '^src-', pathNot: [from, ...allowed] },
  };
}

/** Files of `from` must not import packages or Node modules that match `to`. */
function never(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

/** A package by its name, wherever it was found. */
const packageNamed = (name) => `(^|/)node_modules/(@types/)?${name}/`;
const electron = [packageNamed('electron')];
const sqlite = [packageNamed('better-sqlite3')];
const koffi = [packageNamed('koffi')];
const zod = packageNamed('zod');

module.exports = {
  forbidden: [
    layer('contracts', 'Contracts are what all sides share: they know only each other.', contracts, []),
    layer('history', 'History turns records into turns; it knows contracts.', history, [contracts]),
    layer('store-interface', 'The store interface is made of contracts.', storeInterface, [contracts]),
    layer(
      'store-slicing',
      'All stores cut their answers to pages and slices alike; no store is known here.',
      slicing,
      [contracts, history, storeInterface],
    ),
    layer(
      'store-local',
      'The local store knows history and its interface, and no app.',
      '^src-main/store/local/',
      [contracts, history, storeInterface, slicing],
    ),
    layer(
      'store-memory',
      'The memory store knows history and its interface, and no app.',
      '^src-main/store/memory/',
      [contracts, history, storeInterface, slicing],
    ),
    layer(
      'threads',
      'Threads know the store by its interface only, and from history what records mean.',
      threads,
      [contracts, history, storeInterface],
    ),
    layer('git', 'Git evidence knows contracts and, of history, what a credential in an address is.', git, [
      contracts,
      '^src-main/history/redact-url\\.ts$',
    ]),
    layer('ipc', 'IPC carries calls to threads and holds no logic.', ipc, [
      contracts,
      threads,
      storeInterface,
    ]),
    layer(
      'store-process',
      'The store process serves a store; it knows no threads and no face.',
      storeProcess,
      [contracts, storeInterface, '^src-main/store/local/'],
    ),
    layer('app', 'The app is a face: contracts, threads, and what it composes them with.', '^src-main/app/', [
      contracts,
      threads,
      git,
      ipc,
      storeProcess,
      storeInterface,
    ]),
    layer('cli', 'The CLI is a face; one file of it opens the local store.', '^src-main/cli/', [
      contracts,
      threads,
      git,
      storeInterface,
      '^src-main/store/local/',
    ]),
    never(
      'cli-store',
      'Only open-store.ts chooses the store of the CLI.',
      { path: '^src-main/cli/', pathNot: [tests, '^src-main/cli/open-store\\.ts$'] },
      { path: '^src-main/store/local/' },
    ),
    layer('preload', 'The bridge knows contracts.', '^src-preload/', [contracts]),
    never(
      'preload-values',
      'The preload is one small file without a schema library: of contracts it takes types and the channel names.',
      { path: '^src-preload/', pathNot: tests },
      {
        path: contracts,
        pathNot: '^src-main/contracts/channel-names\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    layer('renderer', 'Of the main side the renderer knows contracts only.', '^src-renderer/', [contracts]),
    never(
      'renderer-node',
      'The renderer is sandboxed: there is no Node and no Electron in it.',
      { path: '^src-renderer/', pathNot: [tests, rendererTests] },
      { dependencyTypes: ['core'] },
    ),
    never(
      'renderer-electron',
      'The renderer knows its bridge only.',
      { path: '^src-renderer/' },
      { path: electron },
    ),
    never(
      'contracts-packages',
      'Contracts are imported by every side: zod and nothing else.',
      { path: contracts, pathNot: tests },
      { pathNot: [zod, '^src-main/'] },
    ),
    never(
      'history-pure',
      'History does no I/O: no Node module but buffer, no package but zod.',
      { path: history, pathNot: tests },
      { pathNot: ['^src-main/', '^(node:)?buffer$', zod] },
    ),
    never(
      'threads-no-io',
      'Threads open no path and know no Electron.',
      { path: threads, pathNot: tests },
      { path: ['^(node:)?(fs|fs/promises|child_process|worker_threads)$', ...electron] },
    ),
    never(
      'electron-at-the-edge',
      'Stores, history, threads and the CLI run without Electron.',
      {
        path: '^src-main/',
        pathNot: [tests, '^src-main/app/', ipc, '^src-main/store-process/launch-store-process\\.ts$'],
      },
      { path: electron },
    ),
    never(
      'sqlite-in-the-store',
      'SQLite is synchronous: only the store, which never runs in main, may use it.',
      { path: '^src-', pathNot: [tests, '^src-main/store/', fixtures] },
      { path: sqlite },
    ),
    never(
      'codex-databases',
      'Codex databases are opened in one place for reading and in one for writing; the others hold data of our own.',
      {
        path: '^src-main/store/',
        pathNot: [
          tests,
          '^src-main/store/local/state-db/with-database\\.ts$',
          '^src-main/store/local/write/write-database\\.ts$',
          '^src-main/store/local/(index|journal)/',
          '/fixture\\.ts$',
        ],
      },
      { path: sqlite, dependencyTypesNot: ['type-only'] },
    ),
    never(
      'native-calls',
      'Calls into the C library are for the writer lock alone.',
      { path: '^src-', pathNot: [tests, '^src-main/store/local/locks/'] },
      { path: koffi },
    ),
    never(
      'no-tests-in-code',
      'What ships does not reach into tests and their fixtures.',
      { path: '^src-', pathNot: [tests, fixtures, rendererTests] },
      { path: [tests, fixtures, rendererTests] },
    ),
    never(
      'no-cycles',
      'What imports each other is one module in several files.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    never(
      'resolvable',
      'An import that cannot be followed would hide from every other rule.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.web.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.d.ts'],
    },
  },
};
