/** The plain way to read an input and write a result that is known already. */
const { readFileSync, writeSync } = require('node:fs');

readFileSync(0);
const output = readFileSync(process.argv[2]);
for (let at = 0; at < output.length; ) at += writeSync(1, output, at);
