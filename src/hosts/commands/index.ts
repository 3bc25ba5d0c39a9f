import type { Command } from './command';
import { fnCommand } from './fn';
import { renderCommand } from './render';

/** Every command by its name, in the order of the help. Those that no host runs are files of their own in the program. */
const commands: Readonly<Record<string, () => Command>> = {
  init() {
    const { initCommand }: typeof import('./init') = require('./init');
    return initCommand;
  },
  render: () => renderCommand,
  check() {
    const { checkCommand }: typeof import('./check') = require('./check');
    return checkCommand;
  },
  list() {
    const { listCommand }: typeof import('./list') = require('./list');
    return listCommand;
  },
  explain() {
    const { explainCommand }: typeof import('./explain') = require('./explain');
    return explainCommand;
  },
  diff() {
    const { diffCommand }: typeof import('./diff') = require('./diff');
    return diffCommand;
  },
  graph() {
    const { graphCommand }: typeof import('./graph') = require('./graph');
    return graphCommand;
  },
  roll() {
    const { rollCommand }: typeof import('./roll') = require('./roll');
    return rollCommand;
  },
  snapshot() {
    const { snapshotCommand }: typeof import('./snapshot') = require('./snapshot');
    return snapshotCommand;
  },
  shards() {
    const { shardsCommand }: typeof import('./shards') = require('./shards');
    return shardsCommand;
  },
  schema() {
    const { schemaCommand }: typeof import('./schema') = require('./schema');
    return schemaCommand;
  },
  completion() {
    const { completionCommand }: typeof import('./completion') = require('./completion');
    return completionCommand({ names: commandNames, find: findCommand });
  },
  fn: () => fnCommand,
  parameters() {
    const { parametersCommand }: typeof import('./parameters') = require('./parameters');
    return parametersCommand;
  },
  'kustomize-plugin'() {
    const { kustomizePluginCommand }: typeof import('./kustomize-plugin') = require('./kustomize-plugin');
    return kustomizePluginCommand;
  },
};

export const commandNames: readonly string[] = Object.keys(commands);

export function loadCommands(): Command[] {
  return Object.values(commands).map((load) => load());
}

export function findCommand(name: string): Command | undefined {
  return Object.hasOwn(commands, name) ? commands[name]?.() : undefined;
}
