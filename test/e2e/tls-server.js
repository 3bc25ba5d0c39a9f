/**
 * A cluster's API server as far as access to it goes: TLS on 127.0.0.1, `/version` for whoever has the token or the client
 * certificate that it is started for. Prints its port, and ends with its parent's stdin.
 */
const { readFileSync } = require('node:fs');
const { createServer } = require('node:https');
const { join } = require('node:path');

const [token] = process.argv.slice(2);
const read = (file) => readFileSync(join(__dirname, '..', 'support', 'certificates', file));
const options = {
  key: read('server.key'),
  cert: read('server.crt'),
  ca: read('ca.crt'),
  requestCert: true,
  rejectUnauthorized: false,
};

const server = createServer(options, (request, response) => {
  const byToken = request.headers.authorization === `Bearer ${token}`;
  const byCertificate = request.socket.authorized && request.socket.getPeerCertificate().subject?.CN === 'test-client';
  const served = { gitVersion: 'v1.33.0', byToken, byCertificate };
  response.writeHead(byToken || byCertificate ? 200 : 401, { 'content-type': 'application/json' });
  response.end(JSON.stringify(served));
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.resume().on('end', () => process.exit());
