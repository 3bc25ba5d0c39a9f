import type { Refusal } from '../functions';

/** Functions that sprig has and that are not here, since the same input must give the same output. */
export const refused: readonly Refusal[] = [
  {
    family: 'dates',
    reason: 'it depends on when the template runs',
    names: ['now', 'ago'],
  },
  {
    family: 'dates',
    reason: 'it depends on the time zone of the machine that it runs on; dateInZone with UTC does not',
    names: ['date', 'htmlDate', 'toDate', 'mustToDate'],
  },
  {
    family: 'dates',
    reason: 'it takes a time, which only functions give that depend on when or where a template runs',
    names: ['date_modify', 'dateModify', 'must_date_modify', 'mustDateModify', 'unixEpoch'],
  },
  {
    family: 'random',
    reason: 'it gives something else in every run',
    names: ['randAlphaNum', 'randAlpha', 'randAscii', 'randNumeric', 'randBytes', 'randInt', 'shuffle', 'uuidv4'],
  },
  {
    family: 'secrets',
    reason: 'it makes a key, a certificate or a salted hash, which is another one in every run',
    names: [
      'bcrypt',
      'htpasswd',
      'genPrivateKey',
      'genCA',
      'genCAWithKey',
      'genSelfSignedCert',
      'genSelfSignedCertWithKey',
      'genSignedCert',
      'genSignedCertWithKey',
      'encryptAES',
    ],
  },
  {
    family: 'secrets',
    reason: 'keys and passwords are not handled in templates here',
    names: ['derivePassword', 'buildCustomCert', 'decryptAES'],
  },
  {
    family: 'outside',
    reason: 'it reads the environment of the machine that it runs on',
    names: ['env', 'expandenv'],
  },
  {
    family: 'outside',
    reason: 'it asks the network',
    names: ['getHostByName'],
  },
];
