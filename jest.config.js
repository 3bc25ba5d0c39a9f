/** Unit, golden and property tests. The real hosts have their own run: jest.e2e.config.js. */
module.exports = {
  rootDir: __dirname,
  // Many tests wait for a program that they start, so a worker for each core leaves none idle.
  maxWorkers: '100%',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
  modulePathIgnorePatterns: ['<rootDir>/demo/', '<rootDir>/.cache/'],
  // Written as an ES module, which Node loads and jest does not.
  transformIgnorePatterns: [
    '/node_modules/(?!string-width/|strip-ansi/|ansi-regex/|get-east-asian-width/|emoji-regex/)',
  ],
  transform: { '\\.[tj]s$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};
