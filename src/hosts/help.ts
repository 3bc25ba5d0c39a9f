import { functions } from '../../functions';

const list = functions.map(({ name, kind, summary }) => `  ${name.padEnd(26)}${kind.padEnd(25)}${summary}`).join('\n');

export const HELP = `rollcall renders a fleet's cluster inventory: SveltosClusters, kubeconfig Secrets and per-consumer credentials.

  rollcall fn [FUNCTION]      as a KRM function: a ResourceList on stdin, a ResourceList on stdout
  rollcall render [PATH...]   by hand: files and folders in, plain documents out
  rollcall parameters         what an Argo CD application can set, for plugin.yaml
  rollcall kustomize-plugin   as a legacy plugin of kubectl kustomize
  rollcall COMMAND --help     more about a command
  rollcall --version

Exit codes: 0 rendered; 1 the input or configuration is wrong, with every finding listed; 2 wrong usage;
70 a defect of Rollcall.
`;

const ACCESS_HELP = `  --allow-outside-inputs  let spec.inputs name files outside the configuration's folder
  --provider-file FILE    the credential plugins, as clusterinventory-controller's --clusterprofile-provider-file has
                          them (that name works too)
  --allow-exec-plugins    run them; without it a ClusterProfile that needs one is an error. Where the configuration
                          and not --provider-file names them, whoever may change it chooses what runs here
  --now[=TIME]            judge by the clock, or by a time (RFC 3339), what has expired or expires soon`;

export const FN_HELP = `rollcall fn [FUNCTION] [OPTION...]

Reads a ResourceList (config.kubernetes.io/v1) from stdin and writes it to stdout with what the function makes. kpt and
kustomize run it like this. Objects that are not its own come back as the text that came in.

FUNCTION, and the kind of functionConfig that it takes (apiVersion rollcall.dev/v1alpha1):
${list}

Without FUNCTION the functionConfig's kind picks it; with a ConfigMap, or with none, it is render-inventory.

When nothing but the configuration comes in, as in a kustomize generator, the fleet is read from the files that
spec.inputs names, relative to the current folder, and only what is generated goes out.

${ACCESS_HELP}

When something is wrong it writes a ResourceList with no items and the results, tells every finding on stderr, and
exits 1: the host then leaves every file as it is.

Example, in a Kptfile:
  pipeline:
    mutators:
      - exec: rollcall fn
        configPath: rollcall.yaml
`;

export const RENDER_HELP = `rollcall render [PATH...] [OPTION...]

Reads the fleet from files, folders or - (stdin): YAML, JSON, several documents, or a List as kubectl prints it. Without
PATH it reads what spec.inputs of the configuration names, else the current folder. Writes what it generates as YAML
documents to stdout.

  --config FILE           the configuration; else rollcall.yaml in the first PATH; else render-inventory, with defaults
  --output DIR            write each object to a file of its own in DIR instead, named as kpt names it; update and
                          remove what an earlier render left there
  --include-inputs        write the input's objects too, without local-config and without the configuration
${ACCESS_HELP}

In an Argo CD plugin the application's parameters (ARGOCD_APP_PARAMETERS) count over the configuration's spec.

Folders are read with everything inside but dot-files, node_modules, Kptfile, kustomization.yaml and what .krmignore
hides. When something is wrong it writes nothing, tells every finding on stderr, and exits 1.

Example:
  rollcall render examples/fleet --output rendered
`;

export const PLUGIN_HELP = `rollcall kustomize-plugin CONFIG

What dist/rollcall-fn runs when kustomize starts it as a legacy exec plugin: the configuration is a file, the objects come
as plain documents on stdin (none for a generator, which reads spec.inputs), and plain documents go out.
`;

export const PARAMETERS_HELP = `rollcall parameters

Writes a JSON list to stdout: the parameters that an Argo CD application may set for the current folder, which are the
fields of the function that its rollcall.yaml is for, by their paths, with their values. Argo CD runs it
(spec.parameters.dynamic of plugin.yaml); the fields that every function has stand in plugin.yaml itself.
`;
