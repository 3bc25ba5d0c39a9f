/** Every call that writes with every fault, and every attack: `npm run faults`. `npm test` tries some of them. */
process.env.FAULTS = 'all';
module.exports = {
  ...require('./jest.config.js'),
  testMatch: ['<rootDir>/test/{faults,hostile}/**/*.test.ts'],
};
