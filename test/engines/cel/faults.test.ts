import { readRule, variablesOf } from '../../../src/sveltos/select/rules';

/** What is said of a rule that fails: what the rule says itself, and no value of an object. */
const variables = variablesOf({
  a: 'hunter2',
  c: 'hunter2: x',
  m: { k: 'hunter2' },
  l: [1],
  n: 3,
  f: 'hunter2, got x',
});
test.each([
  ['int(resource.a) > 1', 'the value cannot be made a int'],
  ['int(resource.c) > 1', 'the value cannot be made a int'],
  ['duration(resource.a) > duration("1s")', 'the value cannot be made a duration'],
  ['timestamp(resource.c) > timestamp("2020-01-01T00:00:00Z")', 'the value cannot be made a timestamp'],
  ['resource.a.startsWith(resource.n)', 'it cannot be evaluated'],
  ['resource.l[resource.a] == 1', 'field not found'],
  ['resource.l[5] == 1', 'index 5 out of bounds'],
  ['resource.a + 1 == 2', `found no matching overload for '_+_' applied to '(string, int)'`],
  ['resource.a.matches(resource.a + "[")', 'error parsing regexp'],
  ['resource.m[resource.a] == 1', 'field not found'],
  ['resource.m[resource.c] == 1', 'field not found'],
  ['resource[resource.f] == 1', 'field not found'],
  ['resource.a.b == 1', 'field not found: b'],
  ['resource.a', 'it gives something else than true or false'],
  ['resource.a.all(x, x)', 'type mismatch: iterable vs string'],
  ['dyn(resource.a) && true', 'type mismatch: expected bool, got string'],
  ['-resource.a == 1', `found no matching overload for '-_' applied to '(string)'`],
  ['resource.a ? true : false', 'it cannot be evaluated'],
  ['{resource.a: 1, resource.a: 2} == {}', 'map key conflict'],
  ['1 / (resource.n - 3) == 1', 'int divide by zero'],
  ['resource.a ==', 'it cannot be read at line 1, column 12'],
  ['resource.a\n  == ==', 'it cannot be read at line 2, column 3'],
])('%s', (rule, fault) => {
  expect(readRule(rule).judge(variables)).toEqual({ fault });
});
