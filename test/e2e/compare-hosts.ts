import { withoutHostAnnotations } from '../../src/krm/host-annotations';
import { identityOf } from '../../src/krm/identity';
import { isObject, objectAt } from '../../src/krm/json';
import { GENERATED_BY } from '../../src/krm/ownership';
import { sortedBy } from '../../src/lists/order';
import type { Case } from './fleets';
import type { Host, Rendered } from './hosts';
import { Workspace } from './workspace';

export function render(host: Host | undefined, one: Case): Rendered {
  const workspace = new Workspace();
  try {
    return host?.render(workspace, one) ?? { code: -1, objects: [], shown: 'there is no such host' };
  } finally {
    workspace.end();
  }
}

/** The generated objects as one text each, by their identity; keys are sorted, since hosts order them as they like. */
export function generated({ objects }: Rendered): Record<string, string> {
  const own = objects
    .filter(isObject)
    .filter((object) => objectAt(object, 'metadata', 'annotations')[GENERATED_BY] !== undefined)
    .map((object) => {
      const { group, kind, namespace, name } = identityOf(object);
      return [`${group}/${kind}/${namespace}/${name}`, JSON.stringify(sortKeys(withoutHostAnnotations(object)))];
    });
  return Object.fromEntries(sortedBy(own, ([key = '']) => key));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(sortedBy(Object.entries(value), ([key]) => key).map(([key, one]) => [key, sortKeys(one)]));
}

/** What a host shows on one line, and without the files, which not every host has. */
export function withoutFiles(shown: string): string {
  return shown.replace(/\s+/g, ' ').replace(/ \((?:[\w/-]+\.yaml|standard input)\)/g, '');
}

/** The sentences of the errors that a host shows. */
export function mistakesIn({ shown }: Rendered): string[] {
  return withoutFiles(shown)
    .split(/(?=(?:error|warning|info) RC\d)/)
    .flatMap((line) => /^error RC\d+ \[.*?\] (.*?\.) [A-Z]/.exec(line)?.[1] ?? []);
}
