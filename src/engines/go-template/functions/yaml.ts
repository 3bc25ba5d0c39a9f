import type * as Yaml from 'yaml';
import { GoMap, GoSlice } from '../value';
import { asList, asMap, type Decoded } from './json';
import { type Arguments, type Family, takes } from './signature';
import { forbidden, options, Reader, Unreadable } from './yaml-reader';
import { encodeYaml } from './yaml-writer';

let library: typeof Yaml | undefined;

/** The YAML library, loaded when a template first reads YAML. */
function yamlLibrary(): typeof Yaml {
  library ??= require('yaml');
  return library ?? failToLoad();
}

function failToLoad(): never {
  throw new Error('the YAML library did not load');
}

/** sigs.k8s.io/yaml, which reads YAML 1.1 and whose numbers are float64. */
export const yaml: Family = {
  toYaml: takes(['any'], (args) => (encodeYaml(args.any(0), args.budget) ?? '').replace(/\n$/, '')),
  fromYaml: takes(['string'], (args) => asMap(decoded(args), GoMap.of())),
  fromYamlArray: takes(['string'], (args) => asList(decoded(args), new GoSlice([]))),
};

function decoded(args: Arguments): Decoded {
  const yaml = yamlLibrary();
  const text = args.string(0).toWellFormed();
  if (forbidden.test(text)) return { error: 'the text holds a control character' };
  const [document] = yaml.parseAllDocuments(text.replace(/\r\n?|\x85/g, '\n'), options);
  if (document === undefined || !('contents' in document)) return { value: null };
  if (document.errors.length > 0) return { error: 'the text is not YAML' };
  try {
    return { value: new Reader(yaml, document, args.budget).read(document.contents, 0) };
  } catch (error) {
    if (error instanceof Unreadable) return { error: error.message };
    throw error;
  }
}
