import { LIMITS, type Purse } from '../../engines/go-template/budget';
import type { TemplateFault } from '../../engines/go-template/fault';
import { execute, parseTemplate, type Template, type TemplateOutcome } from '../../engines/go-template/render';
import type { TemplateData } from '../../engines/go-template/value';
import { sveltosFunctions } from '../template/functions';

/** Templates by their text: each is parsed once, however many events it is filled for. */
export class Templates {
  private readonly parsed = new Map<string, { readonly template: Template } | { readonly fault: TemplateFault }>();

  /** @param purse what all templates of a render may do together. */
  constructor(
    private readonly purse: Purse,
    private readonly functions = sveltosFunctions,
  ) {}

  fill(name: string, text: string, data: TemplateData): TemplateOutcome {
    if (!text.includes('{{')) return { text };
    const key = `${name}\0${text}`;
    const known = this.parsed.get(key) ?? parseTemplate(name, text, this.functions);
    this.parsed.set(key, known);
    return 'fault' in known ? known : execute(known.template, data, LIMITS, this.purse);
  }
}
