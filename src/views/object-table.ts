import { wordsForKey } from '../krm/identity';
import type { OutputRecord } from '../run/render-record';
import type { Cell } from './columns';
import { nameCause, nameOutput } from './explain-cluster';

/** What EventTriggers make: a line an object, heads first. */
export function objectTable(outputs: readonly OutputRecord[]): Cell[][] {
  const heads = ['OBJECT', 'SOURCES', 'EVENTSOURCE', 'SELECTED BY', 'EVENTTRIGGER', 'TEMPLATE'];
  return [
    heads.map((text): Cell => ({ text, tone: 'head', isDispensable: text === 'SOURCES' })),
    ...outputs.map(rowOf),
  ];
}

function rowOf(output: OutputRecord): Cell[] {
  const { instantiated, sources } = output;
  const named = (words: string | undefined) => (words === undefined ? NONE : { text: words.replace(/^\S+ /, '') });
  return [
    { text: nameOutput(output) },
    { text: sources.length === 1 ? wordsForKey(sources[0] ?? '') : `${sources.length} objects` },
    named(instantiated?.eventSource.words),
    instantiated === undefined ? NONE : { text: instantiated.rules.map(({ words }) => words).join('; ') },
    named(instantiated?.eventTrigger.words),
    instantiated === undefined ? NONE : { text: instantiated.template.words },
  ];
}

const NONE: Cell = { text: '–', tone: 'faint' };

/** The same for programs. */
export function viewObject({ instantiated, sources, change, ...output }: OutputRecord) {
  return {
    object: nameOutput(output),
    change,
    sources,
    ...(instantiated === undefined
      ? {}
      : {
          eventSource: nameCause(instantiated.eventSource),
          rules: instantiated.rules.map(nameCause),
          eventTrigger: nameCause(instantiated.eventTrigger),
          template: nameCause(instantiated.template),
        }),
  };
}
