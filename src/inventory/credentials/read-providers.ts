import { spellFieldsAsGo } from '../../api/go-field-names';
import { loadProviderFileCheck, type Provider, providerFileSchema } from '../../api/provider-file';
import { explainShape, fieldPath, type ShapeFault } from '../../api/shape';
import * as access from '../../diagnostics/access';
import type { FilePlace, Finding } from '../../diagnostics/finding';
import { withheld } from '../../diagnostics/withheld';
import { readYaml } from '../../krm/yaml/read';
import { repeatedIn } from '../../lists/repeated';
import type { Capabilities } from '../capabilities';

/** Where providers may come from. */
export interface ProviderSources {
  readonly providers?: readonly Provider[] | undefined;
  readonly providerFile?: string | undefined;
}

/** `undefined` where they could not be read: which there would be nobody knows then. */
export type KnownProviders = readonly Provider[] | undefined;

/** The providers of the configuration, of the file that it names, or of the file that the command line names. */
export function readProviders(
  { providers, providerFile }: ProviderSources,
  { providerFile: onCommandLine, readFile }: Pick<Capabilities, 'providerFile' | 'readFile'>,
): { providers: KnownProviders; findings: Finding[] } {
  const sources = [
    ...(providers === undefined ? [] : ['spec.providers']),
    ...(providerFile === undefined ? [] : ['spec.providerFile']),
    ...(onCommandLine === undefined ? [] : ['the command line']),
  ];
  if (sources.length > 1) return fail(access.providersTwice({}, sources));
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
  const spelt = spellFieldsAsGo(reading.value, providerFileSchema);
  if ('twice' in spelt) return fail(access.providerFieldTwice({ file, field: spelt.twice }, path, spelt.twice));
  const { value } = spelt;
  const isProviderFile = loadProviderFileCheck();
  if (!isProviderFile(value)) {
    const faults = explainShape(isProviderFile.errors, value);
    return fail(...faults.map((fault) => tellFault(file, fault)));
  }
  return checkNames(value.providers ?? [], path);
}

/** What a file holds is not shown, whether it is a value or the name of a field that is not known. */
function tellFault(file: FilePlace, { keyword, path, field, expected, found }: ShapeFault): Finding {
  if (keyword === 'additionalProperties') {
    const map = fieldPath(path.slice(0, -1));
    const unknown = `a map with an unknown field (name of ${withheld(path.at(-1) ?? '')})`;
    return access.providerFileWrong({ file, field: map }, map, 'a map of known fields', unknown);
  }
  const value = keyword === 'enum' ? /^"(.*)"$/s.exec(found)?.[1] : undefined;
  const shown = value === undefined ? found : `another string (${withheld(value)})`;
  return access.providerFileWrong({ file, field }, field, expected, shown);
}

function checkNames(providers: readonly Provider[], path: string | undefined) {
  const place = path === undefined ? { field: 'spec.providers' } : { file: { path, index: 0 }, field: 'providers' };
  const twice = repeatedIn(providers.map(({ name }) => name));
  const contested = providers.flatMap(({ name, execConfig }) =>
    repeatedIn((execConfig?.env ?? []).map((one) => one.name)).map((variable) =>
      access.providerVariableTwice(place, name, variable),
    ),
  );
  return { providers, findings: [...twice.map((name) => access.providerTwice(place, name)), ...contested] };
}

function fail(...findings: Finding[]) {
  return { providers: undefined, findings };
}
