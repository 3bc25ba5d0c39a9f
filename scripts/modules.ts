/** A folder with one reason to be. */
export interface Module {
  readonly path: string;
  readonly purpose: string;
  /** It imports no other module, so that anyone can take it out. */
  readonly isAlone?: true;
}

/** From the top down: a module imports only those below it. */
export const modules: readonly Module[] = [
  {
    path: 'src/hosts',
    purpose:
      'the command line and each host: kustomize, Argo CD, npm (kpt is `fn` itself). Only here are the process, files, the clock and the environment used; Lua scripts and credential plugins get processes of their own',
  },
  {
    path: 'src/views/page',
    purpose:
      'the browser code of the page that `graph -o html` writes; the build bundles it, so that no module imports it',
  },
  {
    path: 'src/views',
    purpose: 'what people look at, made from the record: `list`, `explain`, `check`, `diff`, `graph`',
  },
  { path: 'src/run', purpose: 'one run: configure, call the function, check the outputs, reconcile' },
  { path: 'src/config', purpose: 'the functionConfig: defaults, ConfigMaps, the parameters of Argo CD' },
  {
    path: 'functions',
    purpose: 'one folder for each function: its schema, its README, and the steps from a fleet to a plan',
  },
  {
    path: 'src/sveltos',
    purpose: 'the event framework: which objects are events (`select`), what an EventTrigger makes of them (`trigger`)',
  },
  {
    path: 'src/roll',
    purpose:
      'the Roll: taken from a render, written, read, compared, and why somebody left or joined. It is no view, since it must be able to stop a render on every host',
  },
  { path: 'src/outputs', purpose: 'the objects that a render makes' },
  {
    path: 'src/inventory',
    purpose:
      'the decisions, as pure functions: which Cluster is which ClusterProfile, which credentials (`credentials`), which consumers, what a hub holds (`managed-clusters`)',
  },
  { path: 'src/schema', purpose: 'the fields of the configurations, how to walk a schema, the nearest known name' },
  { path: 'src/api', purpose: 'one file for each kind: its schema, its type, its labels' },
  {
    path: 'src/krm',
    purpose: 'bytes in and out: ResourceLists and documents (`list`), YAML (`yaml`), marks of ownership',
  },
  { path: 'src/diagnostics', purpose: 'the catalogue of findings, a file for each module that reports them' },
  { path: 'src/lists', purpose: 'the order of bytes, and lists in groups', isAlone: true },
  { path: 'src/engines/go-template', purpose: 'Go’s text/template with sprig’s functions', isAlone: true },
  { path: 'src/engines/lua', purpose: 'Lua 5.1, as gopher-lua has it', isAlone: true },
  { path: 'src/engines/cel', purpose: 'rules in CEL', isAlone: true },
];

/** The module that a path belongs to. */
export function moduleOf(path: string): Module | undefined {
  return modules.find((one) => path === one.path || path.startsWith(`${one.path}/`));
}
