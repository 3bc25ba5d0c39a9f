import { isProviderFile, type Provider } from '../../api/provider-file';
import { explainShape } from '../../api/shape';
import * as access from '../../diagnostics/access';
import type { Finding } from '../../diagnostics/finding';
import { readYaml } from '../../krm/yaml/read';
import type { Capabilities } from '../capabilities';

/** Where providers may come from. */
export interface ProviderSources {
  readonly providers?: readonly Provider[] | undefined;
  readonly providerFile?: string | undefined;
}

/** The providers of the configuration, of the file that it names, or of the file that the command line names. */
export function readProviders(
  { providers, providerFile }: ProviderSources,
  { providerFile: onCommandLine, readFile }: Pick<Capabilities, 'providerFile' | 'readFile'>,
): { providers: readonly Provider[]; findings: Finding[] } {
  const sources = [
    ...(providers === undefined ? [] : ['spec.providers']),
    ...(providerFile === undefined ? [] : ['spec.providerFile']),
    ...(onCommandLine === undefined ? [] : ['the command line']),
  ];
  if (sources.length > 1) return { providers: [], findings: [access.providersTwice({}, sources)] };
  if (onCommandLine !== undefined) return readFrom(onCommandLine.path, onCommandLine.read());
  if (providerFile !== undefined) return readFrom(providerFile, readFile(providerFile));
  return checkNames(providers ?? [], undefined);
}

function readFrom(path: string, read: ReturnType<Capabilities['readFile']>) {
  const file = { path, index: 0 };
  if ('reason' in read) return fail(access.providerFileUnreadable({ file }, path, read.reason));
  const reading = readYaml(read.text);
  if ('fault' in reading) {
    return fail(
      access.providerFileUnreadable({ file }, path, `at its line ${reading.fault.line}, ${reading.fault.reason}`),
    );
  }
  const { value } = reading;
  if (!isProviderFile(value)) {
    const faults = explainShape(isProviderFile.errors, value);
    return fail(
      ...faults.map(({ field, expected, found }) => access.providerFileWrong({ file, field }, field, expected, found)),
    );
  }
  return checkNames(value.providers ?? [], path);
}

function checkNames(providers: readonly Provider[], path: string | undefined) {
  const names = providers.map(({ name }) => name);
  const twice = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
  const place = path === undefined ? { field: 'spec.providers' } : { file: { path, index: 0 }, field: 'providers' };
  return { providers, findings: twice.map((name) => access.providerTwice(place, name)) };
}

function fail(...findings: Finding[]) {
  return { providers: [], findings };
}
