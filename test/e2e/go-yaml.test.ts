import { collectText } from '../../src/krm/sink';
import { writeBlock } from '../../src/krm/yaml/write';
import { trickyStrings } from '../support/yaml-texts';
import { has, Workspace } from './workspace';

/** Go's YAML reader is what every Kubernetes tool reads us with; kubectl has it, and converts without a cluster. */
const kubectl = has('kubectl') ? describe : describe.skip;

kubectl(has('kubectl') ? 'kubectl' : 'kubectl: skipped, since there is none on this machine', () => {
  test('reads every string as the string that was written, as a key and as a value', () => {
    const data = Object.fromEntries(trickyStrings.map((text, at) => [`key-${at}`, text]));
    const keys = Object.fromEntries(trickyStrings.filter((text) => text !== '').map((text) => [text, 'value']));
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', annotations: keys }, data };
    const text = `${collectText((sink) => writeBlock(sink, object))}\n`;
    const workspace = new Workspace();
    workspace.write('a.yaml', text);
    const { code, stdout, stderr } = workspace.run('kubectl', [
      'label',
      '--local',
      '-f',
      'a.yaml',
      'a=b',
      '-o',
      'json',
    ]);
    workspace.end();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const read = JSON.parse(stdout);
    expect(read.data).toEqual(data);
    expect(read.metadata.annotations).toEqual(keys);
  });
});
