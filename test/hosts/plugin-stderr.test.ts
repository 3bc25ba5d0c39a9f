import { stderrInWords } from '../../src/hosts/stderr-in-words';
import type { PluginCall } from '../../src/inventory/credentials/exec-plugin';
import { profile } from '../support/objects';

/** What is shown of a plugin's stderr: its end, and nothing that the plugin was given or answered. */
const SECRET = 'planted-secret';
const call = (args: readonly string[] = [], environment: Record<string, string> = {}): PluginCall => ({
  key: 'key',
  place: profile().at(),
  profile: 'default/alpha',
  provider: 'plugin',
  command: 'plugin',
  args,
  environment,
  installHint: '',
});
const words = (stderr: string, given = call(), stdout = '') => stderrInWords(stderr, given, stdout);

test.each<[string, PluginCall, string]>([
  ['in a variable', call([], { TOKEN: SECRET }), ''],
  ['after an option', call(['login', '--token', SECRET]), ''],
  ['in an option', call(['--token=a', `--token=${SECRET}`]), ''],
  ['in an option on several lines', call([`-t=${SECRET}\nmore`]), ''],
  ['as the token of its answer', call(), JSON.stringify({ status: { token: SECRET } })],
  ['as the key of its answer', call(), JSON.stringify({ status: { clientKeyData: SECRET } })],
  ['as the certificate of its answer', call(), JSON.stringify({ status: { clientCertificateData: SECRET } })],
  ['as a word of an answer that is no JSON', call(), `first\n${SECRET} last`],
  ['as a word after many spaces', call(), `${' '.repeat(150)}${SECRET}`],
])('what was given or answered is not shown: %s', (_where, given, stdout) => {
  const whole = given.args.some((arg) => arg.includes('\n')) ? `${SECRET}\nmore` : SECRET;
  const told = words(`denied for ${whole}, really ${whole}.`, given, stdout);
  expect(told).not.toContain(SECRET);
  expect(told).toMatch(/^denied for \(.*\), really \(.*\)$/);
});

test('of two secrets the longer one is hidden whole', () => {
  const given = call(['--a=password', '--b=password-and-more']);
  expect(words('was password-and-more', given)).not.toContain('and-more');
});

test('short words, arguments that follow no option, and options themselves are shown', () => {
  const given = call(
    ['get-credentials', '--verbose', '--region', 'eu-1', 'positional-argument', 'user-name=somebody'],
    { HOME: '/root' },
  );
  const line = 'get-credentials --verbose --region eu-1 positional-argument somebody /root';
  expect(words(line, given)).toBe(line);
  expect(words('seven77 eight888', call([], { A: 'seven77', B: 'eight888' }))).toMatch(/^seven77 \(.*\)$/);
});

test('one line without colours and control characters, without its last full stop', () => {
  expect(words('\u001b[1;31mError:\u001b[0m it\n\tfailed\u0007  twice.\r\n')).toBe('Error: it failed twice');
  expect(words(' \n ')).toBe('');
  expect(words('a. b')).toBe('a. b');
});

test('the end of what is long', () => {
  const longest = `z${' ab'.repeat(133)}`;
  expect(words(longest)).toBe(longest);
  expect(words(`b${longest}`)).toBe(`… ${longest}`);
  const begunBySpace = ' abcd'.repeat(80);
  expect(words(`x${begunBySpace}`)).toBe(`… ${begunBySpace.trimStart()}`);
});
