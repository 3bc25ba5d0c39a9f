/**
 * Bundles a program whose source says what few runs need: whatever it loads with `require` inside a function becomes a
 * file of its own, which is read when that function runs. Each of Rollcall's modules is in one file only: what such a file
 * shares with the program it takes from the program, and what several of them share alone is in shared.js.
 */
const { join, relative, sep } = require('node:path');
const { build } = require('esbuild');

const root = join(__dirname, '..');
const options = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  // A script that comes from the code cache cannot import.
  supported: { 'dynamic-import': false },
  absWorkingDir: root,
};
const TAKEN = 'taken:';
const PROGRAM = 'program.js';
const SHARED = 'shared.js';

/** The module's path without its ending: `src/krm/item`. */
const keyOf = (path) =>
  relative(root, path)
    .split(sep)
    .join('/')
    .replace(/\.[tj]s$/, '');

const modulesOf = ({ inputs }) =>
  Object.keys(inputs)
    .map((path) => keyOf(join(root, path)))
    .filter(isOurs);

const isOurs = (key) => /^(?:src|functions)\//.test(key);

const isLibrary = (path) => !path.startsWith('.');
const anything = () => true;

/** `views.js`, `hosts-output-folder-write.js`, `bufbuild-cel.js`. */
function fileOf(name) {
  const short = name.replace(/^(?:src|generated)\/|^@/, '').replace(/\/index$/, '');
  return `${short.replaceAll('/', '-')}.js`;
}

/**
 * Leaves what is loaded with `require` out, and notes it.
 * @param late what was left out: by the name of its file, the module that it starts from.
 * @param mayLeave whether a module may be left out, by its path in the source.
 * @param standIn gives the code that stands for a module of another file, where the module is one.
 */
const leaveOut = (late, mayLeave, standIn) => ({
  name: 'leave-out',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /./, namespace: 'taken' }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: /./, namespace: 'file' }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (pluginData === 'resolving' || path.startsWith('node:') || path.startsWith('fengari/')) return undefined;
      const isLate = kind === 'require-call' && isOurs(keyOf(importer)) && mayLeave(path);
      if (!isLate && (kind !== 'import-statement' || isLibrary(path))) return undefined;
      const found = await resolve(path, { kind, importer, resolveDir, pluginData: 'resolving' });
      const key = keyOf(found.path);
      if (isLate) {
        const file = fileOf(isLibrary(path) ? path : key);
        late.set(file, found.path);
        return { path: `./${file}`, external: true };
      }
      return standIn?.(key);
    });
    onLoad({ filter: /./, namespace: 'taken' }, ({ path, pluginData: from }) => ({
      contents: `module.exports = require('./${from}').modules[${JSON.stringify(path)}]`,
    }));
  },
});

/** Bundles a program that shares nothing with others: its own modules in one file, and the libraries that it may not need. */
async function bundleAlone(entry, file, folder) {
  const late = new Map();
  await build({ ...options, entryPoints: [entry], outfile: join(folder, file), plugins: [leaveOut(late, isLibrary)] });
  for (const [name, from] of late) await build({ ...options, entryPoints: [from], outfile: join(folder, name) });
}

/** What a file takes from modules of other files: the names, or `*`. */
function readImports(text) {
  return [...text.matchAll(/import(?:\{([^}]*)\}|\*as [\w$]+ )from"taken:([^"]*)"/g)].map(([, names, key]) => ({
    key,
    names: names === undefined ? ['*'] : names.split(',').map((name) => name.split(' as ')[0]),
  }));
}

/**
 * Bundles the program, and beside it everything that is left out.
 * @param entry the program's first module.
 * @param parts more files that share the program's modules: by the name of the file, the first module of each.
 */
async function bundleProgram(entry, parts, folder) {
  const late = new Map();
  const { metafile } = await build({
    ...options,
    entryPoints: [entry],
    write: false,
    outdir: folder,
    metafile: true,
    plugins: [leaveOut(late, anything)],
  });
  const inProgram = new Set(
    Object.keys(metafile.inputs)
      .map((path) => keyOf(join(root, path)))
      .filter(isOurs),
  );
  for (const [file, from] of Object.entries(parts)) late.set(file, from);

  // What two of these files need is in one file for all of them: two copies of a class would be two classes. Schemas are data.
  const inShared = new Set();
  const homeOf = (key) => (inProgram.has(key) ? PROGRAM : inShared.has(key) ? SHARED : undefined);
  let taken;
  for (let doubled = [undefined]; doubled.length > 0; ) {
    const found = await readFiles(late, parts, inShared, homeOf);
    taken = found.taken;
    doubled = [...found.homes].filter(([key, files]) => files > 1 && !key.includes('schema')).map(([key]) => key);
    for (const key of doubled) inShared.add(key);
  }
  const standIn = (key) => {
    const home = homeOf(key);
    return home && { path: key, namespace: 'taken', pluginData: home };
  };
  for (const [file, from] of late) {
    await build({
      ...options,
      entryPoints: [from],
      outfile: join(folder, file),
      plugins: [leaveOut(late, anything, standIn)],
    });
  }
  const takenFrom = (home) => [...taken].filter(([key]) => homeOf(key) === home).sort();
  const outOfProgram = (key) => (inProgram.has(key) ? standIn(key) : undefined);
  for (const [file, contents, plugin] of [
    [SHARED, writeModules(takenFrom(SHARED)), leaveOut(late, anything, outOfProgram)],
    [PROGRAM, writeProgram(entry, takenFrom(PROGRAM)), leaveOut(late, anything)],
  ]) {
    await build({
      ...options,
      stdin: { contents, resolveDir: root, sourcefile: file.replace('.js', '.ts'), loader: 'ts' },
      outfile: join(folder, file),
      plugins: [plugin],
    });
  }
}

/**
 * Bundles what was left out, and what several of these files share, without writing it; whatever that leaves out in its turn
 * is added.
 * @returns what these files take of modules of other files, and in how many files each other module is.
 */
async function readFiles(late, parts, inShared, homeOf) {
  const taken = new Map();
  const homes = new Map();
  const external = (key) => (homeOf(key) ? { path: `${TAKEN}${key}`, external: true } : undefined);
  const within = (key) => (inShared.has(key) ? undefined : external(key));
  const read = async (file, entry, standIn) => {
    const { outputFiles, metafile } = await build({
      ...options,
      ...entry,
      write: false,
      outdir: root,
      format: 'esm',
      legalComments: 'none',
      metafile: true,
      plugins: [leaveOut(late, anything, standIn)],
    });
    for (const { key, names } of readImports(outputFiles[0].text)) {
      taken.set(key, new Set([...(taken.get(key) ?? []), ...names]));
    }
    for (const key of file in parts ? [] : modulesOf(metafile)) {
      if (!inShared.has(key)) homes.set(key, (homes.get(key) ?? 0) + 1);
    }
  };
  for (const [file, from] of late) await read(file, { entryPoints: [from] }, external);
  const contents = writeModules([...inShared].map((key) => [key, new Set(['*'])]));
  await read(SHARED, { stdin: { contents, resolveDir: root, loader: 'ts' } }, within);
  return { taken, homes };
}

/** The program's first module, and the modules that other files take from it. */
function writeProgram(entry, taken) {
  return `${writeModules(taken)}\nexport * from ${JSON.stringify(`./${keyOf(entry)}`)};`;
}

/** Modules that other files take. */
function writeModules(taken) {
  const imports = [];
  const entries = [];
  for (const [at, [key, names]] of taken.entries()) {
    const from = JSON.stringify(`./${key}`);
    if (names.has('*')) {
      imports.push(`import * as m${at} from ${from};`);
      entries.push(`${JSON.stringify(key)}: m${at}`);
    } else {
      const list = [...names].sort().map((name) => [name, `m${at}_${name}`]);
      imports.push(`import { ${list.map(([name, local]) => `${name} as ${local}`).join(', ')} } from ${from};`);
      entries.push(`${JSON.stringify(key)}: { ${list.map(([name, local]) => `${name}: ${local}`).join(', ')} }`);
    }
  }
  return [...imports, `export const modules = { ${entries.join(', ')} };`].join('\n');
}

module.exports = { bundleAlone, bundleProgram };
