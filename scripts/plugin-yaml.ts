import { stringify } from 'yaml';
import { defaultFunction } from '../functions';
import { announceFields, isShared } from '../src/config/parameters';

/**
 * plugin.yaml, with which Argo CD's sidecar knows how to run Rollcall. It has no version: with one, every Application would
 * have to name `rollcall-<version>`.
 */
export function pluginYaml(): string {
  const plugin = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ConfigManagementPlugin',
    metadata: { name: 'rollcall' },
    spec: {
      discover: { fileName: 'rollcall.yaml' },
      generate: { command: ['rollcall', 'render'] },
      parameters: {
        static: announceFields(defaultFunction.schema, {}).filter(isShared),
        dynamic: { command: ['rollcall', 'parameters'] },
      },
    },
  };
  return `# Argo CD's config management plugin, made from the schemas in functions/ (npm run docs).\n${stringify(plugin, { lineWidth: 100 })}`;
}
