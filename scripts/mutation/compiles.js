/** Whether the compiler takes a mutant. One that it refuses can never be merged, so no test has to notice it. */
const { join } = require('node:path');
const ts = require('typescript');

const root = join(__dirname, '..', '..');

function openCompiler() {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(
    { ...config, include: ['src', 'functions'] },
    ts.sys,
    root,
  );
  let mutated = { file: '', text: '', version: 0 };
  const service = ts.createLanguageService({
    getScriptFileNames: () => fileNames,
    getScriptVersion: (file) => (file === mutated.file ? String(mutated.version) : '0'),
    getScriptSnapshot(file) {
      const text = file === mutated.file ? mutated.text : ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    // A mutant often uses less than the original did.
    getCompilationSettings: () => ({
      ...options,
      allowUnreachableCode: true,
      noUnusedLocals: false,
      noUnusedParameters: false,
    }),
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });

  return function compiles({ file, from, to, replacement }) {
    const path = join(root, file);
    const source = ts.sys.readFile(path) ?? '';
    const text = source.slice(0, from) + replacement + source.slice(to);
    mutated = { file: path, text, version: mutated.version + 1 };
    return service.getSyntacticDiagnostics(path).length + service.getSemanticDiagnostics(path).length === 0;
  };
}

let compiler;

function compiles(mutant) {
  compiler ??= openCompiler();
  return compiler(mutant);
}

module.exports = { compiles };
