/** What earlier runs found, in .cache/mutation: a mutant is tried again only if something that it depends on has changed. */
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const digest = (text) => createHash('sha256').update(text).digest('base64url').slice(0, 16);

const digests = new Map();
function digestOf(file) {
  if (!digests.has(file)) digests.set(file, existsSync(join(root, file)) ? digest(readFileSync(join(root, file))) : '');
  return digests.get(file);
}

function openCache(name) {
  const folder = join(root, '.cache', 'mutation', name.replaceAll('/', '-'));
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'results.json');

  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};

  /** @param inputs every file that the tests are made from. */
  function read(inputs) {
    const all = digest(inputs.map((input) => `${input} ${digestOf(input)}`).join('\n'));
    return {
      hints: new Map(Object.entries(kept).map(([key, { by }]) => [key, by])),
      /** One that was killed stays so while its file and the test that killed it are the same; others while everything is. */
      resultOf({ key, file: source }) {
        const result = kept[key];
        if (result === undefined || result.source !== digestOf(source)) return undefined;
        if (result.all === all || result.status === 'does not compile') return result;
        return result.test !== undefined && result.testIs === digestOf(result.test) ? result : undefined;
      },
      keep({ key, file: source }, result, test) {
        kept[key] = { ...result, all, source: digestOf(source), test, testIs: test && digestOf(test) };
      },
    };
  }

  const write = () => writeFileSync(file, JSON.stringify(kept));

  return { folder, read, write };
}

module.exports = { openCache };
