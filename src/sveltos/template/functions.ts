import { Functions, type NamedFamily } from '../../engines/go-template/functions';
import { dataFormats, sprig, textTemplate } from '../../engines/go-template/functions/families';
import { refused } from '../../engines/go-template/functions/refused';
import { nearestOf } from '../../schema/nearest';
import { resources } from './resources';

/** What Sveltos registers for the templates of EventTriggers, family by family. */
const families: readonly NamedFamily[] = [
  ...textTemplate,
  { family: 'resources', functions: resources },
  ...dataFormats,
  ...sprig,
];

export const sveltosFunctions = Functions.of(families, refused, nearestOf);

/** Every function known, with its family and whether it is refused and why: the documentation is made from it. */
export const functionTable: readonly {
  readonly name: string;
  readonly family: string;
  readonly support: 'supported' | 'refused';
  readonly reason?: string;
}[] = [
  ...families.flatMap(({ family, functions }) =>
    Object.keys(functions).map((name) => ({ name, family, support: 'supported' as const })),
  ),
  ...refused.flatMap(({ family, reason, names }) =>
    names.map((name) => ({ name, family, support: 'refused' as const, reason })),
  ),
];
