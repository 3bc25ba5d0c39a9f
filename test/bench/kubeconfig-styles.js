/** One kubeconfig in the forms that tools and people write. */
const { stringify } = require('yaml');
const { credentialsOf, writeBlock } = require('./fleet');

function configOf(name) {
  const { server, ca, certificate, key } = credentialsOf(name);
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { 'certificate-authority-data': ca, server } }],
    contexts: [{ name: `${name}-admin@${name}`, context: { cluster: name, user: `${name}-admin` } }],
    'current-context': `${name}-admin@${name}`,
    preferences: {},
    users: [{ name: `${name}-admin`, user: { 'client-certificate-data': certificate, 'client-key-data': key } }],
  };
}

/** Long data in double quotes over many lines, each but the last with a backslash at its end: as Rancher writes it. */
function writeContinued(name) {
  const continued = (data) => `"${data.match(/.{1,64}/g).join('\\\n      ')}"`;
  return writeBlock(name).replace(/(-data: )(.*)$/gm, (_line, key, data) => key + continued(data));
}

/** Maps without maps inside on one line: as PyYAML writes with `default_flow_style=None`. */
function writeFlow(name) {
  const { server, ca, certificate, key } = credentialsOf(name);
  return `apiVersion: v1
clusters:
- cluster: {certificate-authority-data: ${ca}, server: '${server}'}
  name: ${name}
contexts:
- context: {cluster: ${name}, user: ${name}-admin}
  name: ${name}-admin@${name}
current-context: ${name}-admin@${name}
kind: Config
preferences: {}
users:
- name: ${name}-admin
  user: {client-certificate-data: ${certificate}, client-key-data: ${key}}
`;
}

function writeCommented(name) {
  return `# ${name}: made by hand
${writeBlock(name)
  .replace('clusters:', 'clusters: # one')
  .replace('  name:', '  # its name\n  name:')
  .replace('kind: Config', 'kind: Config # of client-go')}`;
}

/** By the name of the style, what writes it. */
const styles = {
  'block style': writeBlock,
  'block style, with comments': writeCommented,
  'block style behind ---': (name) => `---\n${writeBlock(name)}`,
  'block style without a last line break': (name) => writeBlock(name).trimEnd(),
  'block style with line breaks of Windows': (name) => writeBlock(name).replaceAll('\n', '\r\n'),
  'every string and key in quotes (Terraform)': (name) =>
    stringify(configOf(name), { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE', lineWidth: 0 }),
  'data over several lines in quotes (Rancher)': writeContinued,
  'inner maps in flow style (PyYAML)': writeFlow,
  'JSON on one line': (name) => JSON.stringify(configOf(name)),
  'JSON with indentation': (name) => JSON.stringify(configOf(name), null, 4),
};

module.exports = { styles };
