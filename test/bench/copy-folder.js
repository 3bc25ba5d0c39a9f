/** The plain copy of a folder: reads every file, and writes that until there are as many bytes as a render writes. */
const { readdirSync, readFileSync, writeSync } = require('node:fs');
const { join } = require('node:path');

const [folder = '.', bytes = '0'] = process.argv.slice(2);
const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
let left = Number(bytes);
while (left > 0) {
  for (const file of files) {
    for (let at = 0; at < file.length && left > 0; ) {
      try {
        const written = writeSync(1, file, at, Math.min(file.length - at, left, 1 << 20));
        at += written;
        left -= written;
      } catch (error) {
        if (error.code !== 'EAGAIN') throw error;
      }
    }
  }
}
