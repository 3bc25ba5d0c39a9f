import { judgeWholeness } from '../../src/krm/half-objects';
import type { JsonObject } from '../../src/krm/json';
import { itemOf } from '../support/objects';

/** What a file may hold: an object, a part of one, or something else. */
const whole = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } };

test.each<[rule: string, object: JsonObject, want: string]>([
  ['an object', whole, 'whole'],
  ['one whose name the API server makes', { ...whole, metadata: { generateName: 'a-' } }, 'whole'],
  ['one that was cut before its name', { ...whole, metadata: {} }, 'half: metadata.name'],
  ['with an empty name', { ...whole, metadata: { name: '' } }, 'half: metadata.name'],
  ['with a name that is null', { ...whole, metadata: { name: null } }, 'half: metadata.name'],
  ['with a number for a name', { ...whole, metadata: { name: 7 } }, 'whole'],
  ['cut before metadata', { apiVersion: 'v1', kind: 'Secret' }, 'half: metadata.name'],
  ['without a kind', { ...whole, kind: '' }, 'half: kind'],
  ['with a list for a kind', { ...whole, kind: ['Secret'] }, 'half: kind'],
  ['without an apiVersion', { kind: 'Secret', metadata: { name: 'a' } }, 'half: apiVersion'],
  ['with nothing of it', { metadata: {} }, 'half: apiVersion kind metadata.name'],
  ...['apiVersion', 'Kind', 'METADATA', 'spec', 'status', 'data', 'stringData', 'items'].map(
    (field): [string, JsonObject, string] => [
      `a piece with ${field}`,
      { [field]: 7, other: 1 },
      'half: apiVersion kind metadata.name',
    ],
  ),
  ['values of Helm', { replicas: 3, image: { tag: 'x' } }, 'stranger'],
  ['nothing', {}, 'stranger'],
  ['a chart', { apiVersion: 'v2', name: 'a', version: '1.0.0' }, 'stranger'],
  ['an old chart', { apiVersion: 'v1', name: 'a', version: '1.0.0' }, 'stranger'],
  ['a chart of another version', { apiVersion: 'v3', name: 'a', version: '1.0.0' }, 'half: kind metadata.name'],
  ['a chart without a version', { apiVersion: 'v2', name: 'a' }, 'half: kind metadata.name'],
  ['a chart without a name', { apiVersion: 'v2', version: '1.0.0' }, 'half: kind metadata.name'],
  ['a chart with a kind', { apiVersion: 'v2', kind: 'A', name: 'a', version: '1' }, 'half: metadata.name'],
  ['a chart with metadata', { apiVersion: 'v2', metadata: {}, name: 'a', version: '1' }, 'half: kind metadata.name'],
])('%s', (_rule, object, want) => {
  const judged = judgeWholeness(itemOf(object));
  expect(judged.state === 'half' ? `half: ${judged.missing.join(' ')}` : judged.state).toBe(want);
});
