import { LIMITS, type Limits } from '../../../src/engines/go-template/budget';
import { Stop } from '../../../src/engines/go-template/fault';
import { Functions } from '../../../src/engines/go-template/functions';
import { dataFormats, sprig, textTemplate } from '../../../src/engines/go-template/functions/families';
import { refused } from '../../../src/engines/go-template/functions/refused';
import { type Family, takes } from '../../../src/engines/go-template/functions/signature';
import { execute, parseTemplate, renderTemplate } from '../../../src/engines/go-template/render';
import { goInt, type TemplateData } from '../../../src/engines/go-template/value';
import { nearestOf } from '../../../src/schema/nearest';

const functions = Functions.of([...textTemplate, ...dataFormats, ...sprig], refused, nearestOf);
const NO_EXTRA: Family = {};
const render = (text: string, data: TemplateData = null, extra = NO_EXTRA, limits?: Limits) =>
  renderTemplate('main', text, data, functions.with(extra), limits);

/** What is ours and not Go's: faults, refusals, limits, functions of the caller. Everything else Go judges. */
const reasonOf = (text: string, data: TemplateData = null) => {
  const outcome = render(text, data);
  return 'fault' in outcome ? outcome.fault.reason : `no fault, but ${outcome.text.slice(0, 100)}`;
};

describe('a fault', () => {
  test('names the template, the line and the column, which count from 1', () => {
    expect(renderTemplate('secret.yaml', 'a\n  é {{ .missing }}', {}, functions)).toEqual({
      fault: { template: 'secret.yaml', line: 2, column: 8, reason: 'map has no entry for key "missing"' },
    });
  });

  test('counts characters, not bytes or UTF-16 units', () => {
    expect(render('😀é{{ .x }}', {})).toMatchObject({ fault: { line: 1, column: 6 } });
  });

  test('of a text that does not parse has a column too', () => {
    expect(render('ok\n{{ if }}', null)).toMatchObject({ fault: { line: 2, column: 7 } });
  });

  test.each([
    ['an action that does not end, where it begins', 'a\n {{ .x', { line: 2, column: 2 }],
    ['a missing end', '{{ if true }}\nx', { line: 2, column: 2 }],
    ["a function's own fault, at its call", 'x {{ fail "no" }}', { line: 1, column: 6 }],
    ['an argument of another type, at the argument', '{{ upper 1 }}', { line: 1, column: 10 }],
    [
      'a template that is called, in its own text',
      '{{ define "t" }}\n{{ .x.y }}{{ end }}{{ template "t" dict }}',
      { line: 2, column: 6 },
    ],
  ])('tells of %s', (_, text, place) => {
    expect(render(text, null)).toMatchObject({ fault: place });
  });

  test('gives the words of fail', () => {
    expect(reasonOf('{{ fail "labels are missing" }}')).toBe('error calling fail: labels are missing');
  });
});

describe('functions that are not there', () => {
  test.each([
    ['toYml', 'toYaml'],
    ['qoute', 'quote'],
    ['hasprefix', 'hasPrefix'],
  ])('%s is answered with %s', (wrong, right) => {
    expect(reasonOf(`{{ ${wrong} . }}`)).toBe(`function "${wrong}" is not defined; the nearest is "${right}"`);
  });

  test('with nothing near, nothing is proposed', () => {
    expect(reasonOf('{{ zzzzzzzzz }}')).toBe('function "zzzzzzzzz" is not defined');
  });

  test.each(['constructor', 'toLocaleString', '__proto__', 'hasOwnProperty', 'valueOf'])('%s is none', (name) => {
    expect(reasonOf(`{{ ${name} }}`)).toContain('is not defined');
    expect(reasonOf(`{{ .${name} }}`, {})).toBe(`map has no entry for key "${name}"`);
  });

  test('refused ones say why, before anything runs', () => {
    const names = refused.flatMap((one) => one.names.map((name) => ({ name, reason: one.reason })));
    expect(names.length).toBeGreaterThan(30);
    for (const { name, reason } of names) {
      expect(reason).not.toBe('');
      expect(reasonOf(`{{ if false }}{{ ${name} }}{{ end }}`)).toBe(
        `function "${name}" is not available here: ${reason}`,
      );
    }
  });

  test('dates want seconds and UTC', () => {
    expect(reasonOf('{{ dateInZone "2006" 0 "Europe/Berlin" }}')).toContain('depends on the machine');
    expect(reasonOf('{{ dateInZone "2006" "x" "UTC" }}')).toContain('a date is wanted as seconds');
    expect(reasonOf('{{ htmlDateInZone nil "UTC" }}')).toContain('a date is wanted as seconds');
  });
});

describe('limits', () => {
  const nested = (count: number) => '(list '.repeat(count) + ')'.repeat(count);
  const deep = 'nested deeper than';
  const size = 'a value is longer than';
  const work = 'the template does more than';

  test.each([
    ['a template that calls itself', '{{ define "t" }}{{ template "t" }}{{ end }}{{ template "t" }}', deep],
    [
      'the same through branches',
      '{{ define "t" }}{{ if true }}{{ range list 1 }}{{ with 1 }}{{ template "t" }}{{ end }}{{ end }}{{ end }}{{ end }}{{ template "t" }}',
      deep,
    ],
    [
      'the same with deep arguments',
      `{{ define "t" }}{{ template "t" ${nested(60)} }}{{ end }}{{ template "t" }}`,
      deep,
    ],
    ['parentheses', `{{ ${'('.repeat(100_000)}`, deep],
    ['blocks', '{{ if true }}'.repeat(100_000), deep],
    ['else if', `{{ if 0 }}${'{{ else if 0 }}'.repeat(10_000)}{{ end }}`, deep],
    ['a map in itself, printed', '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ $d }}', deep],
    ['a map in itself, as JSON', '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ toJson $d }}', deep],
    ['a map in itself, as YAML', '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ toYaml $d }}', deep],
    ['a map in itself, as TOML', '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ toToml $d }}', deep],
    ['a map in itself, copied', '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ deepCopy $d }}', 'nested too deeply'],
    ['a map in itself, merged', '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ merge $d $d }}', 'nested too deeply'],
    [
      'maps in themselves, compared',
      '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ $e := dict }}{{ $_ := set $e "d" $e }}{{ deepEqual $d $e }}',
      'nested too deeply',
    ],
    ['JSON', '{{ mustFromJson (print (repeat 5000 "[") (repeat 5000 "]")) }}', 'nested too deeply'],
    ['repeat', '{{ repeat 1000000000 "x" }}', size],
    ['indent', '{{ indent 1000000 (repeat 1000000 "\\n") }}', size],
    ['replace', '{{ replace "" (repeat 1000000 "x") (repeat 1000000 "y") }}', size],
    ['join', '{{ join (repeat 1000000 "x") (until 1000) }}', size],
    ['wrapWith', '{{ wrapWith 1 (repeat 100000 "x") (repeat 1000000 "y") }}', size],
    ['regexReplaceAll', '{{ regexReplaceAll "y" (repeat 2000 "y") (repeat 100000 "x") }}', size],
    ['a text that doubles', '{{ $x := "xx" }}{{ range 60 }}{{ $x = print $x $x }}{{ end }}', size],
    ['until', '{{ until 1000000000 }}', work],
    ['seq', '{{ seq 1000000000 }}', work],
    ['uniq', '{{ uniq (until 100000) }}', work],
    ['a list that doubles', '{{ $x := list 1 2 }}{{ range 60 }}{{ $x = concat $x $x }}{{ end }}', work],
    ['output', '{{ range 100 }}{{ printf "%1000000d" 1 }}{{ end }}', 'the output is longer than'],
  ])('%s is stopped', (_, text, reason) => {
    expect(reasonOf(text)).toContain(reason);
  });

  test('a search that begins again at each character is stopped', () => {
    const text = '{{ regexFindAll "a*b|a" (repeat 10000 "a") -1 | len }}';
    expect(render(text, null, NO_EXTRA, { ...LIMITS, work: 100_000 })).toMatchObject({
      fault: { reason: expect.stringContaining('the template does more than 100000 steps') },
    });
  });

  test('what is deep, but not too deep, runs', () => {
    expect(render(`{{ len ${nested(190)} }}`, null)).toEqual({ text: '1' });
    const blocks = `${'{{ if true }}'.repeat(199)}x${'{{ end }}'.repeat(199)}`;
    expect(render(blocks, null)).toEqual({ text: 'x' });
    const counting =
      '{{ define "t" }}{{ if . }}{{ template "t" rest . }}{{ else }}end{{ end }}{{ end }}{{ template "t" until 100 }}';
    expect(render(counting.replace('rest .', '(rest .)').replace('until 100', '(until 100)'), null)).toEqual({
      text: 'end',
    });
  });
});

describe('a parsed template', () => {
  test('runs on any number of values, and each run sees the data as given', () => {
    const outcome = parseTemplate('main', '{{ $_ := set .m "seen" true }}{{ len .m }}{{ .n }}', functions);
    if ('fault' in outcome) throw new Error(outcome.fault.reason);
    const data = { m: { a: 1 }, n: 1 };
    expect(execute(outcome.template, data)).toEqual({ text: '21' });
    expect(execute(outcome.template, data)).toEqual({ text: '21' });
    expect(execute(outcome.template, { m: {}, n: 2 })).toEqual({ text: '12' });
    expect(data).toEqual({ m: { a: 1 }, n: 1 });
  });

  test('takes whole numbers for int64 and others for float64', () => {
    const data = { whole: 3, big: 2 ** 53, part: 0.5, huge: 1e30, negative: -0 };
    const text = '{{ range $k, $v := . }}{{ $k }}:{{ typeOf $v }} {{ end }}';
    expect(render(text, data)).toEqual({
      text: 'big:int64 huge:float64 negative:int64 part:float64 whole:int64 ',
    });
  });

  test('does not reach into JavaScript by data', () => {
    const data = JSON.parse('{"__proto__": {"x": 1}, "constructor": "mine"}');
    expect(render('{{ .constructor }} {{ index . "__proto__" "x" }}', data)).toEqual({
      text: 'mine 1',
    });
    const made = '{{ $d := dict "__proto__" (dict "y" 1) "a" 2 }}{{ $d.a }}{{ hasKey $d "y" }}{{ toJson $d }}';
    expect(render(made, null)).toEqual({ text: '2false{"__proto__":{"y":1},"a":2}' });
  });
});

describe('functions that the caller adds', () => {
  const extra: Family = {
    double: takes(['int'], (args) => goInt(args.int(0) * 2)),
    upper: takes([], () => 'mine'),
    refuse: takes([], () => {
      throw new Stop('there is no such object');
    }),
  };

  test('take and give what they declare', () => {
    expect(render('{{ double 4 | typeOf }} {{ add (double 2) 1 }}', null, extra)).toEqual({ text: 'int 5' });
  });

  test('beat those of their name', () => {
    expect(render('{{ upper }}', null, extra)).toEqual({ text: 'mine' });
  });

  test('have faults of their own', () => {
    expect(render('a {{ refuse }}', null, extra)).toEqual({
      fault: { template: 'main', line: 1, column: 6, reason: 'error calling refuse: there is no such object' },
    });
  });

  test('are proposed like others', () => {
    expect(render('{{ doubel 1 }}', null, extra)).toMatchObject({
      fault: { reason: 'function "doubel" is not defined; the nearest is "double"' },
    });
  });
});

test('output that is no text is a fault, and halves that meet are whole again', () => {
  expect(reasonOf('{{ b64dec "/w==" }}')).toContain('not valid UTF-8');
  expect(render('{{ trunc 1 "é" }}{{ trunc -1 "é" }}', null)).toEqual({ text: 'é' });
});

test.each([
  ['made', '{{ range until 2000 }}{{ $x := dict "a" 1 "b" 2 "c" 3 "d" 4 }}{{ end }}'],
  ['copied', '{{ $d := dict "a" 1 "b" 2 "c" 3 "d" 4 }}{{ range until 2000 }}{{ $x := deepCopy $d }}{{ end }}'],
])('maps that are %s cost what they hold', (_how, text) => {
  const limits = { ...LIMITS, work: 50_000 };
  const bare = '{{ range until 2000 }}{{ $x := list 1 2 3 4 }}{{ end }}';
  expect(render(bare, null, NO_EXTRA, limits)).toEqual({ text: '' });
  expect(render(text, null, NO_EXTRA, limits)).toMatchObject({ fault: { isExhausted: true } });
});
