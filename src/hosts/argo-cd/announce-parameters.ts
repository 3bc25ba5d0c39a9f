import { API_VERSION, configure } from '../../config/configure';
import { readConfigMap } from '../../config/read-config-map';
import { type Finding, hasErrors } from '../../diagnostics/finding';
import { stringsOf } from '../../krm/identity';
import { type Json, objectAt } from '../../krm/json';
import { EXIT } from '../exit';
import { findConfig, readFoundConfig } from '../read-config';
import { writeStandardOutput } from '../standard-streams';
import { tell } from '../tell';

/**
 * Announces the parameters of the current folder's application, as JSON on stdout: the fields of the function that its
 * configuration is for, with their values there. plugin.yaml announces what every function has.
 */
export function announceParameters(): number {
  const file = findConfig('.');
  const config: { value?: Json; findings: Finding[] } = file === undefined ? { findings: [] } : readFoundConfig(file);
  if (hasErrors(config.findings)) return tell(config.findings);
  const place = file === undefined ? undefined : { path: file, index: 0 };
  const reading = configure(config.value, undefined, place);
  if ('findings' in reading) return tell(reading.findings);
  const { schema } = reading.configuration.function;
  const { announceFields, isShared }: typeof import('../../config/parameters') = require('../../config/parameters');
  const isOwnKind = objectAt(config.value).apiVersion === API_VERSION;
  const spec = isOwnKind
    ? objectAt(config.value, 'spec')
    : readConfigMap(stringsOf(objectAt(config.value).data), schema, {}).spec;
  const announced = announceFields(schema, spec).filter((one) => !isShared(one));
  writeStandardOutput(Buffer.from(`${JSON.stringify(announced, null, 2)}\n`));
  return EXIT.rendered;
}
