/** The real hosts: `npm run e2e`. */
module.exports = {
  ...require('./jest.config.js'),
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // They share one store of containers and two cores.
  maxWorkers: 1,
  testTimeout: 300_000,
};
