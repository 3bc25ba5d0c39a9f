/**
 * Starts the program as one file that needs no Node (scripts/executable.js). The name that it is started by says which of
 * the package's programs it is: a link `rollcall-fn` is what kustomize starts, and so is a link of any name that kustomize
 * starts as a legacy plugin.
 */
const { basename } = require('node:path');

const name = basename(process.argv0);
if (name === 'rollcall-scripts') require('./scripts.js');
else if (name === 'rollcall-fn') require('./rollcall-fn');
else if (process.env.KUSTOMIZE_PLUGIN_CONFIG_ROOT !== undefined && !name.startsWith('rollcall'))
  require('./rollcall-fn');
else require('./program.js').start();
