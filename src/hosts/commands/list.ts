import { loadViews, readTerminal, showView } from '../view';
import { ACCESS_OPTIONS, readAccessOptions } from './access-options';
import { defineCommand } from './command';
import { formOption, readForm } from './form';
import { CONFIG_OPTION } from './render';

const FORMS = ['table', 'json', 'yaml', 'csv', 'name'] as const;

export const listCommand = defineCommand({
  name: 'list',
  takes: '[PATH...]',
  summary: 'show the clusters and what each one receives',
  about: `Renders without writing anything and shows a table: each cluster, its credentials, whether it is registered with
Sveltos, and which consumers receive it. Findings are printed on stderr.`,
  options: {
    config: CONFIG_OPTION,
    form: formOption(FORMS, 'table (default), json, yaml, csv or name.'),
    wide: { type: 'boolean', about: 'Show the namespace rule, cluster manager, version and findings too.' },
    missing: { type: 'boolean', about: 'Only clusters without credentials.' },
    consumer: {
      type: 'string',
      value: 'NAME',
      completes: 'consumer',
      about: 'Only clusters that this consumer receives.',
    },
    set: { type: 'string', value: 'NAME', completes: 'clusterSet', about: 'Only clusters of this ClusterSet.' },
    namespace: {
      type: 'string',
      short: 'n',
      value: 'NAME',
      completes: 'namespace',
      about: 'Only ClusterProfiles in this namespace.',
    },
    selector: {
      type: 'string',
      short: 'l',
      value: 'SELECTOR',
      about: 'Only clusters whose labels match, as in env=prod,tier!=test.',
    },
    property: { type: 'string', value: 'SELECTOR', about: 'Only clusters whose ClusterProfile properties match.' },
    ...ACCESS_OPTIONS,
  },
  examples: [
    { command: 'rollcall list', does: 'the clusters of the current directory' },
    { command: 'rollcall list --missing --wide fleet', does: 'the clusters without credentials' },
    { command: 'rollcall list -o json | jq .clusters', does: 'the same for a program' },
  ],
  completes: 'file',
  run(given) {
    const access = readAccessOptions(given);
    if ('fault' in access) return access;
    const form = readForm(given, FORMS);
    if (typeof form !== 'string') return form;
    const { writeList } = loadViews();
    const filter = {
      missing: given.flag('missing'),
      consumer: given.text('consumer'),
      clusterSet: given.text('set'),
      namespace: given.text('namespace'),
      selector: given.text('selector'),
      property: given.text('property'),
    };
    return showView({ paths: given.positionals, config: given.text('config'), access }, (record, findings, { hide }) =>
      writeList(record, findings, { form, wide: given.flag('wide'), filter, hide, ...readTerminal() }),
    );
  },
});
