/** Every call that writes with every fault: `npm run faults`. `npm test` tries each call once. */
process.env.FAULTS = 'all';
module.exports = {
  ...require('./jest.config.js'),
  testMatch: ['<rootDir>/test/faults/**/*.test.ts'],
};
