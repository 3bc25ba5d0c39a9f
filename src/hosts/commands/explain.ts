import { existsSync } from 'node:fs';
import { STDIN } from '../read-config';
import { loadViews, readTerminal, showView } from '../view';
import { ACCESS_OPTIONS, readAccessOptions } from './access-options';
import { defineCommand } from './command';
import { formOption, readForm } from './form';
import { CONFIG_OPTION } from './render';

const FORMS = ['text', 'json', 'yaml'] as const;

export const explainCommand = defineCommand({
  name: 'explain',
  takes: 'SUBJECT [PATH...]',
  summary: 'show why a cluster, an object or a consumer is as it is',
  about: `Renders without writing anything and explains one subject: where it comes from, which rule decided its namespace and
what lost, which credentials are used, who receives them and why, which objects result, and what would change it.

SUBJECT is a cluster (alpha, fleet-prod/alpha, Cluster/mgmt/alpha), an object of the output (Secret/argocd/NAME) or a
consumer (its name or its Namespace).`,
  options: {
    config: CONFIG_OPTION,
    form: formOption(FORMS, 'text (default), json or yaml.'),
    ...ACCESS_OPTIONS,
  },
  examples: [
    { command: 'rollcall explain alpha', does: 'why the cluster alpha is where it is' },
    { command: 'rollcall explain Secret/argocd/fleet-prod-alpha-kubeconfig', does: 'why this Secret exists' },
    { command: 'rollcall explain argocd fleet', does: 'what the consumer argocd receives, in the directory fleet' },
  ],
  completes: 'cluster',
  run(given) {
    const access = readAccessOptions(given);
    if ('fault' in access) return access;
    const form = readForm(given, FORMS);
    if (typeof form !== 'string') return form;
    const [subject, ...paths] = given.positionals;
    if (subject === undefined) return { fault: 'rollcall explain needs a cluster, an object or a consumer.' };
    const missing = paths.find((path) => path !== STDIN && !existsSync(path));
    if (missing !== undefined) return { fault: `There is no file or directory ${missing}.` };
    const { writeExplanation } = loadViews();
    return showView({ paths, config: given.text('config'), access }, (record, findings, input) =>
      writeExplanation(record, findings, subject, { form, ...input, ...readTerminal() }),
    );
  },
});
