import type * as Yaml from 'yaml';
import { objectAt } from '../../krm/json';

/** A host's file with the lines that run Rollcall. */
export type HostEdit =
  | { readonly text: string; readonly added: string }
  | { readonly isThere: true }
  | { readonly fault: string };

/** The Kptfile with Rollcall as the last function of its pipeline. */
export function editKptfile(text: string): HostEdit {
  return edit(text, 'Kptfile', (document, { isSeq, isMap }) => {
    const mutators = document.getIn(['pipeline', 'mutators']);
    if (document.getIn(['pipeline']) !== undefined && !isMap(document.getIn(['pipeline'], true)))
      return 'pipeline is no map';
    if (mutators !== undefined && !isSeq(mutators)) return 'pipeline.mutators is no list';
    if (/\brollcall\b/.test(String(mutators ?? ''))) return undefined;
    const step = document.createNode({ exec: 'rollcall fn', configPath: 'rollcall.yaml' });
    if (isSeq(mutators)) mutators.add(step);
    else document.setIn(['pipeline', 'mutators'], [step]);
    return { added: 'rollcall fn in pipeline.mutators' };
  });
}

/** How kustomize runs Rollcall: on its resources, or, where the fleet is not among these, on files. */
export type KustomizeField = 'transformers' | 'generators';

/** @param inputs the fleet's files and directories, beside the kustomization. */
export function chooseField(text: string, inputs: readonly string[]): KustomizeField {
  const { parse }: typeof Yaml = require('yaml');
  const resources = [objectAt(parse(text)).resources ?? []].flat().map((one) => String(one).replace(/^\.\//, ''));
  const isInput = (path: string) => inputs.some((input) => path === input || path.startsWith(`${input}/`));
  return resources.some(isInput) ? 'transformers' : 'generators';
}

/** The kustomization with Rollcall's configuration in one of its lists. */
export function editKustomization(text: string, field: KustomizeField): HostEdit {
  return edit(text, 'Kustomization', (document, { isSeq }) => {
    const isThere = (['generators', 'transformers'] as const).some((one) =>
      /\brollcall\.yaml\b/.test(String(document.get(one) ?? '')),
    );
    if (isThere) return undefined;
    const list = document.get(field) ?? undefined;
    if (list !== undefined && !isSeq(list)) return `${field} is no list`;
    if (isSeq(list)) list.add('rollcall.yaml');
    else document.set(field, document.createNode(['rollcall.yaml']));
    return { added: `rollcall.yaml in ${field}` };
  });
}

/** Changes a document and nothing else of the text: comments and order stay. */
function edit(
  text: string,
  kind: string,
  change: (document: Yaml.Document, yaml: typeof Yaml) => { added: string } | string | undefined,
): HostEdit {
  const yaml: typeof Yaml = require('yaml');
  const document = yaml.parseDocument(text);
  if (document.errors.length > 0 || !yaml.isMap(document.contents))
    return { fault: `it is no YAML map, as a ${kind} is` };
  const changed = change(document, yaml);
  if (changed === undefined) return { isThere: true };
  if (typeof changed === 'string') return { fault: changed };
  return { text: document.toString({ lineWidth: 0, flowCollectionPadding: false }), added: changed.added };
}

/** A Kptfile of its own, where kpt is chosen and there is none. */
export function newKptfile(name: string): string {
  return `apiVersion: kpt.dev/v1
kind: Kptfile
metadata:
  name: ${name}
pipeline:
  mutators:
    - exec: rollcall fn
      configPath: rollcall.yaml
`;
}

/** A kustomization of its own, where kustomize is chosen and there is none. */
export function newKustomization(): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
generators:
  - rollcall.yaml
`;
}
