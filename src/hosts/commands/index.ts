import type { Command } from './command';
import { fnCommand } from './fn';
import { kustomizePluginCommand } from './kustomize-plugin';
import { parametersCommand } from './parameters';
import { renderCommand } from './render';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [renderCommand, fnCommand, parametersCommand, kustomizePluginCommand];
