/** What a shell completes an argument with: names that the current folder's fleet has, or paths. */
export type Completion =
  | 'file'
  | 'folder'
  | 'cluster'
  | 'consumer'
  | 'clusterSet'
  | 'namespace'
  | 'function'
  | 'kind'
  | readonly string[];

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** What the value is called in the help. */
  readonly value?: string;
  /** The option may be given several times. */
  readonly repeats?: boolean;
  /** One or two sentences for the help. */
  readonly about: string;
  readonly completes?: Completion;
}

export type Options = Readonly<Record<string, Option>>;

/** What the command line says, read by the names that the command has declared. */
export interface Given<Name extends string = string> {
  readonly positionals: readonly string[];
  flag(name: Name): boolean;
  text(name: Name): string | undefined;
  texts(name: Name): readonly string[];
}

/** The command line is used in a wrong way: one sentence. */
export interface WrongUsage {
  readonly fault: string;
}

/** The exit code, or what is wrong with the command line. */
export type Outcome = number | WrongUsage;

export interface Example {
  readonly command: string;
  readonly does: string;
}

/** One command of the program. Its help, its completion and its page in the documentation are made from this. */
export interface Command {
  readonly name: string;
  /** The positional arguments, as in `[PATH...]`. */
  readonly takes: string;
  readonly summary: string;
  /** The help's paragraphs. */
  readonly about: string;
  readonly options: Options;
  readonly examples: readonly Example[];
  readonly completes?: Completion;
  run(given: Given): Outcome | Promise<Outcome>;
}

/** A command whose code reads only options that it declares. */
export function defineCommand<const Declared extends Options>(
  command: Omit<Command, 'options' | 'run'> & {
    readonly options: Declared;
    run(given: Given<Extract<keyof Declared, string>>): Outcome | Promise<Outcome>;
  },
): Command {
  return command;
}
