#!/usr/bin/env node
/**
 * Stands for SOPS where only the way to it and back is tested: it "encrypts" in base64, and differently each time, as SOPS
 * does. What it was called with goes to the file in FAKE_SOPS_LOG.
 */
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const { parseAllDocuments, stringify } = require('yaml');

const args = process.argv.slice(2);
const option = (name) => args[args.indexOf(name) + 1];
if (process.env.FAKE_SOPS_LOG) appendFileSync(process.env.FAKE_SOPS_LOG, `${JSON.stringify(args)}\n`);
// With --in-place, the file comes last, and the rules are those of the folder.
const file = args.includes('--in-place') ? args.at(-1) : undefined;
const documents = parseAllDocuments(readFileSync(file ?? 0, 'utf8')).map((one) => one.toJS());

const seal = (value) => `ENC[AES256_GCM,data:${Buffer.from(value).toString('base64')},iv:${Math.random()},type:str]`;
const open = (value) => Buffer.from(/data:([^,]*),/.exec(value)[1], 'base64').toString();
const change = (value, by) => Object.fromEntries(Object.entries(value).map(([key, one]) => [key, by(one)]));

if (args.includes('decrypt')) {
  if (process.env.FAKE_SOPS_KEY !== 'yes') {
    process.stderr.write(`no key for ${JSON.stringify(documents)}\n`);
    process.exit(128);
  }
  for (const one of documents) {
    delete one.sops;
    for (const field of ['data', 'stringData']) if (one[field]) one[field] = change(one[field], open);
  }
} else {
  const rules = readFileSync(file === undefined ? option('--config') : '.sops.yaml', 'utf8');
  if (rules.includes('path_regex: none')) process.exit(1);
  for (const one of documents) {
    if (!rules.includes('encrypted_regex: other')) one.data = change(one.data, seal);
    const age = [{ recipient: /age: (\w+)/.exec(rules)?.[1] ?? '', enc: 'x' }];
    one.sops = { age, mac: seal('mac'), version: '3.13.3' };
  }
}
const text = documents.map((one) => stringify(one, { lineWidth: 0 })).join('---\n');
if (file === undefined) process.stdout.write(text);
else writeFileSync(file, text);
