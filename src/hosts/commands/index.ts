import { checkCommand } from './check';
import type { Command } from './command';
import { diffCommand } from './diff';
import { explainCommand } from './explain';
import { fnCommand } from './fn';
import { graphCommand } from './graph';
import { kustomizePluginCommand } from './kustomize-plugin';
import { listCommand } from './list';
import { parametersCommand } from './parameters';
import { renderCommand } from './render';
import { rollCommand } from './roll';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  renderCommand,
  checkCommand,
  listCommand,
  explainCommand,
  diffCommand,
  graphCommand,
  rollCommand,
  fnCommand,
  parametersCommand,
  kustomizePluginCommand,
];
