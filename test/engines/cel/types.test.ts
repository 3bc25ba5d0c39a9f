import { EITHER, FUNCTIONS, METHODS, partsOf, TYPE_NAMES } from '../../../src/engines/cel/types';

/** What CEL's functions take and give (github.com/google/cel-spec, the list of standard definitions); `-` is nothing. */
const each = (types: string, write: (type: string) => string) => types.split(' ').map(write);
const LINES = [
  ...each(
    'bool int uint double string bytes timestamp duration list(int) map(string,int) null dyn',
    (type) => `_==_ ${type} ${type} → bool`,
  ),
  '_==_ int string → -',
  '_==_ null timestamp → bool',
  '_==_ duration null → bool',
  '_==_ null int → -',
  '_==_ int int int → -',
  '_==_ dyn int → bool',
  '_==_ list(int) list(string) → -',
  '_==_ list(dyn) list(int) → bool',
  '_==_ list(int) map(int,int) → -',
  '_==_ list(int) int → -',
  '_==_ map(string,int) map(string,string) → -',
  '_==_ map(list(int),int) map(list(int),int) → bool',
  '_==_ map(list(int),int) map(list(string),int) → -',
  '_!=_ int int → bool',
  '_!=_ int string → -',
  ...each('_<_ _<=_ _>_ _>=_', (name) => `${name} int int → bool`),
  ...each('bool uint double string bytes timestamp duration dyn', (type) => `_<_ ${type} ${type} → bool`),
  '_<_ int string → -',
  '_<_ list(int) list(int) → -',
  ...each('int uint double string bytes duration', (type) => `_+_ ${type} ${type} → ${type}`),
  '_+_ timestamp duration → timestamp',
  '_+_ duration timestamp → timestamp',
  '_+_ timestamp timestamp → -',
  '_+_ bool bool → -',
  '_+_ int string → -',
  '_+_ dyn dyn → dyn',
  '_+_ int dyn → int',
  '_+_ list(int) list(int) → list(int)',
  '_+_ list(int) list(dyn) → dyn',
  '_+_ list(int) list(string) → -',
  '_+_ list(int) dyn → dyn',
  '_+_ dyn list(int) → dyn',
  '_+_ list(int) int → -',
  '_+_ int list(int) → -',
  '_+_ list(int) list(int) list(int) → -',
  ...each('int uint double duration', (type) => `_-_ ${type} ${type} → ${type}`),
  '_-_ timestamp timestamp → duration',
  '_-_ timestamp duration → timestamp',
  '_-_ duration timestamp → -',
  '_-_ string string → -',
  ...each('int uint double', (type) => `_*_ ${type} ${type} → ${type}`),
  ...each('int uint double', (type) => `_/_ ${type} ${type} → ${type}`),
  ...each('int uint', (type) => `_%_ ${type} ${type} → ${type}`),
  '_*_ string string → -',
  '_/_ string string → -',
  '_%_ double double → -',
  '-_ int → int',
  '-_ double → double',
  '-_ uint → -',
  '!_ bool → bool',
  '!_ int → -',
  ...each('_&&_ _||_', (name) => `${name} bool bool → bool`),
  ...each('_&&_ _||_', (name) => `${name} bool int → -`),
  '@not_strictly_false bool → bool',
  '@not_strictly_false int → -',
  '_?_:_ bool int int → int',
  '_?_:_ dyn int int → int',
  '_?_:_ bool dyn int → dyn',
  '_?_:_ bool int string → -',
  '_?_:_ int int int → -',
  '_[_] list(int) int → int',
  '_[_] list(int) dyn → int',
  '_[_] list(int) string → -',
  '_[_] map(string,int) string → int',
  '_[_] map(string,int) int → -',
  '_[_] map(map(string,int),bool) map(string,int) → bool',
  '_[_] dyn int → dyn',
  '_[_] int int → -',
  '@in int list(int) → bool',
  '@in string list(int) → -',
  '@in string map(string,int) → bool',
  '@in int map(string,int) → -',
  '@in int dyn → bool',
  '@in int int → -',
  ...each('string bytes list(int) map(string,int) dyn', (type) => `size ${type} → int`),
  'size int → -',
  ...each('contains startsWith endsWith matches', (name) => `${name} string string → bool`),
  ...each('contains startsWith endsWith matches', (name) => `${name} string int → -`),
  ...each('int uint double string timestamp duration', (type) => `int ${type} → int`),
  ...each('int uint double string', (type) => `uint ${type} → uint`),
  ...each('int uint double string', (type) => `double ${type} → double`),
  ...each('int uint double string bytes bool timestamp duration', (type) => `string ${type} → string`),
  ...each('bytes string', (type) => `bytes ${type} → bytes`),
  ...each('bool string', (type) => `bool ${type} → bool`),
  ...each('timestamp string int', (type) => `timestamp ${type} → timestamp`),
  ...each('duration string', (type) => `duration ${type} → duration`),
  ...each('int uint double', (name) => `${name} bool → -`),
  ...each('bytes bool duration', (name) => `${name} int → -`),
  'string list(int) → -',
  'timestamp double → -',
  ...each('dyn type', (name) => `${name} int → ${name}`),
  ...each('dyn type', (name) => `${name} int int → -`),
  ...each('getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear getMonth', (name) => `${name} duration → -`),
  ...each('getHours getMilliseconds getMinutes getSeconds', (name) => `${name} duration → int`),
  ...each(
    'getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear getMonth getHours getMinutes',
    (name) => `${name} timestamp → int`,
  ),
  ...each('getDate getHours', (name) => `${name} timestamp string → int`),
  ...each('getDate getHours', (name) => `${name} string → -`),
];

test.each(LINES)('%s', (line) => {
  const [call = '', result] = line.split(' → ');
  const [name = '', ...args] = call.split(' ');
  expect(FUNCTIONS[name]?.(args) ?? '-').toBe(result);
});

test('the parts of a type', () => {
  expect(partsOf('list(map(string,int))')).toEqual(['map(string,int)']);
  expect(partsOf('map(map(string,int),list(dyn))')).toEqual(['map(string,int)', 'list(dyn)']);
  expect(partsOf('int')).toBeUndefined();
});

test('which functions are called on a receiver, and which names are types', () => {
  expect([...METHODS].filter((name) => !name.startsWith('get'))).toEqual(['contains', 'startsWith', 'endsWith']);
  expect(METHODS.size).toBe(13);
  expect([...EITHER]).toEqual(['size', 'matches']);
  expect([...TYPE_NAMES].sort().join(' ')).toBe(
    'bool bytes double google.protobuf.Duration google.protobuf.Timestamp int list map null_type string type uint',
  );
});
