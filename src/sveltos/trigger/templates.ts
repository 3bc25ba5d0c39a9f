import type { ExtraFunction, Template, TemplateFault, TemplateOutcome } from '../../engines/go-template/render';
import { execute, parseTemplate, type TemplateData } from '../../engines/go-template/render';

/** Templates by their text: each is parsed once, however many events it is filled for. */
export class Templates {
  private readonly parsed = new Map<string, { readonly template: Template } | { readonly fault: TemplateFault }>();
  private readonly extra: ReadonlyMap<string, ExtraFunction>;

  /** @param extra functions that the templates have beside their own. */
  constructor(extra: ReadonlyMap<string, ExtraFunction> = new Map()) {
    this.extra = extra;
  }

  fill(name: string, text: string, data: TemplateData): TemplateOutcome {
    if (!text.includes('{{')) return { text };
    const key = `${name}\0${text}`;
    const known = this.parsed.get(key) ?? parseTemplate(name, text, this.extra.keys());
    this.parsed.set(key, known);
    return 'fault' in known ? known : execute(known.template, data, this.extra);
  }
}
