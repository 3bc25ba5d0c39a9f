import { FORMATS } from '../../diagnostics/formats';
import type { Given, Option, WrongUsage } from './command';

/** `-o`: the forms in which a command can show what it shows. */
export function formOption(forms: readonly string[], about: string) {
  return { type: 'string', short: 'o', value: 'FORM', completes: forms, about } as const satisfies Option;
}

/** The form that is asked for; the first one, where none is. */
export function readForm<Form extends string>(
  given: Given<'form'>,
  forms: readonly [Form, ...Form[]],
): Form | WrongUsage {
  const asked = given.text('form') ?? forms[0];
  return forms.find((one) => one === asked) ?? { fault: `-o takes ${forms.join(', ')}, and got ${asked}.` };
}

/** `--format`: how findings are printed. */
export const FORMAT_OPTION = {
  type: 'string',
  value: 'FORMAT',
  completes: FORMATS,
  about:
    'How findings are printed on stderr: text (default), json, sarif (2.1.0), github (workflow commands) or gitlab (a Code Quality report).',
} as const satisfies Option;

export function readFormat(given: Given<'format'>): (typeof FORMATS)[number] | WrongUsage {
  const asked = given.text('format') ?? 'text';
  return FORMATS.find((one) => one === asked) ?? { fault: `--format is ${FORMATS.join(', ')}, not ${asked}.` };
}
