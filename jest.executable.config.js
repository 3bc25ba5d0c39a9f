/** Every test that starts the program, on the standalone executable: `npm run test:executable`. */
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const startsProgram = (file) =>
  /\/(?:support\/program|workspace|attack)'/.test(readFileSync(join(__dirname, 'test', file), 'utf8'));
const files = readdirSync(join(__dirname, 'test'), { recursive: true }).filter((file) => file.endsWith('.test.ts'));

process.env.ROLLCALL_PROGRAM ??= join(__dirname, 'executable', `rollcall-${process.platform}-${process.arch}`);
module.exports = {
  ...require('./jest.e2e.config.js'),
  testMatch: files.filter(startsProgram).map((file) => `<rootDir>/test/${file}`),
};
