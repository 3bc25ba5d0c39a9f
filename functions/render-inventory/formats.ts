import { consumerFormats, sveltosFormats } from '../../src/config/fields';
import * as configuration from '../../src/diagnostics/configuration';
import type { Finding } from '../../src/diagnostics/finding';

type ConsumerFormat = (typeof consumerFormats)[number];
type SveltosFormat = (typeof sveltosFormats)[number];

/** The two formats that `format` names, in one word or a list; what it does not name has its default. */
export function chooseFormats(format: string | readonly string[]): {
  consumers: ConsumerFormat;
  sveltos: SveltosFormat;
  findings: Finding[];
} {
  const named = typeof format === 'string' ? [format] : format;
  const consumers = consumerFormats.filter((one) => named.includes(one));
  const sveltos = sveltosFormats.filter((one) => named.includes(one));
  const findings = [consumers, sveltos]
    .filter(({ length }) => length > 1)
    .map((several) =>
      configuration.wrongValue({}, 'spec.format', 'at most one format of each sort', several.join(' and ')),
    );
  return { consumers: consumers[0] ?? 'Sveltos', sveltos: sveltos[0] ?? 'SveltosController', findings };
}
