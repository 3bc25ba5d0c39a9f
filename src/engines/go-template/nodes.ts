/** What the parser makes of a template. `at` is the offset that a fault there is reported at. */
export type Statement = Text | Action | Branch | Range | Call | Leave;

export interface Text {
  readonly kind: 'text';
  readonly text: string;
  readonly at: number;
}

export interface Action {
  readonly kind: 'action';
  readonly pipe: Pipe;
  readonly at: number;
}

export interface Branch {
  readonly kind: 'if' | 'with';
  readonly pipe: Pipe;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[] | undefined;
  readonly at: number;
}

export interface Range {
  readonly kind: 'range';
  readonly pipe: Pipe;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[] | undefined;
  readonly at: number;
}

/** `template` and `block`. */
export interface Call {
  readonly kind: 'template';
  readonly name: string;
  readonly pipe: Pipe | undefined;
  readonly at: number;
}

export interface Leave {
  readonly kind: 'break' | 'continue';
  readonly at: number;
}

export interface Pipe {
  readonly kind: 'pipe';
  readonly assigns: boolean;
  readonly variables: readonly string[];
  readonly commands: readonly Command[];
  readonly at: number;
}

export interface Command {
  readonly kind: 'command';
  readonly first: Operand;
  readonly args: readonly Operand[];
  readonly at: number;
}

export type Operand =
  | { readonly kind: 'bool'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'dot'; readonly at: number }
  | { readonly kind: 'nil'; readonly at: number }
  | NumberNode
  | { readonly kind: 'string'; readonly value: string; readonly at: number }
  | { readonly kind: 'field'; readonly names: readonly string[]; readonly at: number }
  | { readonly kind: 'variable'; readonly name: string; readonly names: readonly string[]; readonly at: number }
  | { readonly kind: 'identifier'; readonly name: string; readonly at: number }
  | { readonly kind: 'chain'; readonly node: Operand; readonly names: readonly string[]; readonly at: number }
  | Pipe;

/** A constant takes the type that is asked for: `3` serves as a float, `3.0` as an integer. */
export interface NumberNode {
  readonly kind: 'number';
  readonly text: string;
  readonly integer: bigint | undefined;
  readonly float: number | undefined;
  /** Whether it is a float64 where any type will do. */
  readonly looksFloat: boolean;
  readonly at: number;
}
