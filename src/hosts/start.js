#!/usr/bin/env node
/**
 * Starts the program, with the code that V8 compiled when it was built (scripts/code-cache.js). Another version of Node than
 * the build's finds no such file, and compiles the program itself.
 */
const { existsSync, readFileSync } = require('node:fs');
const { Module, wrap } = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');

const file = join(__dirname, 'program.js');
const cache = join(__dirname, `program-${process.version}-${process.arch}.cache`);

/** Runs the program's file, and registers it for the files that share its modules. */
function load() {
  const cachedData = readFileSync(cache);
  const script = new Script(wrap(readFileSync(file, 'latin1')), { filename: file, cachedData });
  const program = new Module(file, module);
  require.cache[file] = program;
  script.runInThisContext()(program.exports, require, program, file, __dirname);
  return program.exports;
}

const { start } = existsSync(cache) ? load() : require(file);
start();
