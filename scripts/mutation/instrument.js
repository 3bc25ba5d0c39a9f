/** Puts every mutant of some files into their code, each behind a switch. Stryker's instrumenter does it. */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const silent = { isDebugEnabled: () => false, debug() {}, info() {} };

const REASONS = new Set(['why', 'because']);

/** Strings that only a person reads: their wording is reviewed, not tested. */
const READ_BY_PEOPLE = {
  shouldIgnore(path) {
    const isString = path.isStringLiteral() || path.isTemplateLiteral();
    if (!isString) return undefined;
    const { parent } = path;
    if (parent.type === 'ObjectProperty' && REASONS.has(parent.key.name)) return 'why something was decided';
    if (parent.type === 'NewExpression' && /Error$/.test(parent.callee.name)) return 'the message of an exception';
    if (parent.type === 'CallExpression' && parent.callee.property?.name === 'note') return 'what a deadline stopped';
    return undefined;
  },
};

/** The instrumenter puts functions of its own into each file; the bundle gets quicker ones. */
const OWN_HEADER = /function stryNS_9fa48\(\)[\s\S]*?return isActive\(id\);\n}/;

/**
 * @param {string[]} files paths from the project's folder.
 * @returns the text of each instrumented file, and the mutants: where, what was there, what is put there instead.
 */
async function instrument(files) {
  const { Instrumenter } = await import('@stryker-mutator/instrumenter');
  const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  const result = await new Instrumenter(silent).instrument(
    files.map((name) => ({ name, content: sources.get(name), mutate: true })),
    { plugins: [], excludedMutations: [], ignorers: [READ_BY_PEOPLE], optionalChaining: true },
  );
  const texts = new Map(result.files.map(({ name, content }) => [name, content.replace(OWN_HEADER, '')]));
  const seen = new Map();
  const mutants = result.mutants
    .filter(({ status }) => status !== 'Ignored')
    .map(({ id, fileName, replacement, location: { start, end } }) => {
      const lines = sources.get(fileName).split('\n');
      const from = offsetOf(lines, start);
      const to = offsetOf(lines, end);
      const original = sources.get(fileName).slice(from, to);
      const within = lines[start.line].trim();
      // The same for as long as its line stays as it is, wherever that line is.
      const text = JSON.stringify([fileName, within, original, replacement]);
      const count = seen.get(text) ?? 0;
      seen.set(text, count + 1);
      return {
        id,
        file: fileName,
        line: start.line + 1,
        from,
        to,
        within,
        original,
        replacement,
        key: `${text}${count}`,
      };
    });
  return { texts, mutants, sources };
}

function offsetOf(lines, { line, column }) {
  return lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, column);
}

module.exports = { instrument };
