/** The real argocd-cmp-server, which takes minutes to build: `npm run e2e:argocd`. */
module.exports = {
  ...require('./jest.e2e.config.js'),
  testMatch: ['<rootDir>/test/e2e/argo-cd/*.argocd.ts'],
};
