import { consumerFormats } from '../../src/schema/fields/publish';
import { sveltosFormats } from '../../src/schema/fields/register';

/** The two formats that `format` names, in one word or a list; what it does not name has its default. */
export function chooseFormats(format: string | readonly string[]): {
  consumers: (typeof consumerFormats)[number];
  sveltos: (typeof sveltosFormats)[number];
} {
  const named = typeof format === 'string' ? [format] : format;
  return {
    consumers: consumerFormats.find((one) => named.includes(one)) ?? 'Sveltos',
    sveltos: sveltosFormats.find((one) => named.includes(one)) ?? 'SveltosController',
  };
}
