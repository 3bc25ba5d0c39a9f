/** Mutants that no test can kill, each with its reason: test/mutation/equivalent.yaml. */
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');

const file = join(__dirname, '..', '..', 'test', 'mutation', 'equivalent.yaml');
const listed = existsSync(file) ? (parse(readFileSync(file, 'utf8')) ?? {}) : {};
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();

/** By what is written there, so that a line may move. */
function isEquivalent({ file: path, within, original, replacement }) {
  return (listed[path] ?? []).some(
    (one) =>
      oneLine(one.was) === oneLine(original) &&
      oneLine(one.is) === oneLine(replacement) &&
      (one.in === undefined || within.includes(one.in)),
  );
}

module.exports = { isEquivalent };
