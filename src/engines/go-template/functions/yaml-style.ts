import { asRead } from './yaml-text';

/** How a version of go-yaml writes. */
export interface Style {
  readonly version: 2 | 3;
  /** Where it begins to look for a space to break a long scalar at. */
  readonly width: number;
  /** What stands at the beginning of a line is indented by a multiple of it, but for the entries of a list's item. */
  readonly step: 2 | 4;
  /** Whether a list stands deeper than the key that it belongs to. */
  readonly indentsLists: boolean;
  /** Whether a block may hold tabs. */
  readonly takesTabs: boolean;
  /** What it makes of a text before it is written; `undefined` where the text cannot pass. */
  readonly pass: (text: string) => string | undefined;
}

export const GO_YAML_2: Style = { version: 2, width: 80, step: 2, indentsLists: false, takesTabs: false, pass: asRead };
export const GO_YAML_3: Style = {
  version: 3,
  width: Number.POSITIVE_INFINITY,
  step: 4,
  indentsLists: true,
  takesTabs: true,
  pass: (text) => text,
};
