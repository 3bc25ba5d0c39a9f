/** From a commit to a cluster that obeys it, with the real programs: `npm run e2e:loop`. */
module.exports = {
  ...require('./jest.e2e.config.js'),
  testMatch: ['<rootDir>/test/e2e/loop/**/*.loop.ts'],
  testTimeout: 1_200_000,
};
