#!/usr/bin/env node
/**
 * Starts the program, with the code that V8 compiled when it was built (scripts/code-cache.js). Another version of Node than
 * the build's finds no such code, and compiles the program itself.
 */
const { existsSync, readFileSync } = require('node:fs');
const { Module, wrap } = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');

const file = join(__dirname, 'program.js');
const cacheOf = (name) => name.replace(/\.js$/, `-${process.version}-${process.arch}.cache`);

/** Runs a file with its compiled code, and registers it for the files that share its modules. */
function load(name) {
  const cachedData = readFileSync(cacheOf(name));
  const script = new Script(wrap(readFileSync(name, 'latin1')), { filename: name, cachedData });
  const loaded = new Module(name, module);
  require.cache[name] = loaded;
  script.runInThisContext()(loaded.exports, requireWithCode, loaded, name, __dirname);
  return loaded.exports;
}

function requireWithCode(path) {
  const name = join(__dirname, path);
  const hasCode = path.startsWith('./') && require.cache[name] === undefined && existsSync(cacheOf(name));
  return hasCode ? load(name) : require(path);
}

const { start } = existsSync(cacheOf(file)) ? load(file) : require(file);
start();
