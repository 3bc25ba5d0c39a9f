/** The least that a Node program can do: read the input and copy a result that is known already, through one buffer. */
const { openSync, readSync, writeSync } = require('node:fs');

const buffer = Buffer.allocUnsafe(4 << 20);
while (readSync(0, buffer, 0, buffer.length, null) > 0);
const output = openSync(process.argv[2], 'r');
for (
  let read = readSync(output, buffer, 0, buffer.length, null);
  read > 0;
  read = readSync(output, buffer, 0, buffer.length, null)
) {
  for (let at = 0; at < read; ) at += writeSync(1, buffer, at, read - at);
}
