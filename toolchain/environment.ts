export type ChildEnvironment = Readonly<Record<string, string>>;

/** What `process.env` looks like; a name may be present without a value. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface EnvironmentChoices {
  /** The CLI configuration to use. Without it Terraform reads the user's own, if there is one. */
  readonly cliConfig?: string;
  /** The Terraform or OpenTofu that cdktf is to run. */
  readonly terraform?: string;
  /** Added last, for what one call needs, such as `TF_CLI_ARGS_apply`. */
  readonly extra?: ChildEnvironment;
}

const inherited = [
  "PATH",
  "HOME",
  "TMPDIR",
  "LANG",
  "LC_ALL",
  "XDG_DATA_HOME",
  ...["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [name, name.toLowerCase()]),
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "NODE_EXTRA_CA_CERTS",
];

/** `AWS_` covers credentials, regions, endpoints, profiles and `AWS_CA_BUNDLE`. */
const inheritedPrefixes = ["AWS_", "STAGEWRIGHT_"];

const constant: ChildEnvironment = {
  TF_IN_AUTOMATION: "1",
  TF_INPUT: "0",
  // Neither Terraform nor cdktf calls home, or asks a registry whether it is the newest.
  CHECKPOINT_DISABLE: "1",
  DISABLE_VERSION_CHECK: "1",
  // Otherwise cdktf points Terraform to a cache in the home folder, which parallel runs must not share.
  CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
  // cdktf redraws the screen unless it believes to be in CI, where it prints each line once.
  CI: "true",
  FORCE_COLOR: "0",
  // Terraform and its providers live for seconds and allocate a great deal: they collect garbage only when memory
  // gets short. https://go.dev/doc/gc-guide#Memory_limit
  GOGC: "off",
  GOMEMLIMIT: "768MiB",
};

/** The whole environment of a child process: what is not named here, it does not see. */
export function childEnvironment(own: Variables, choices: EnvironmentChoices = {}): ChildEnvironment {
  return {
    ...pick(own, isInherited),
    ...constant,
    ...defined({ TF_CLI_CONFIG_FILE: choices.cliConfig, TERRAFORM_BINARY_NAME: choices.terraform }),
    ...choices.extra,
  };
}

function isInherited(name: string): boolean {
  return inherited.includes(name) || inheritedPrefixes.some((prefix) => name.startsWith(prefix));
}

function pick(variables: Variables, wanted: (name: string) => boolean): ChildEnvironment {
  return defined(Object.fromEntries(Object.entries(variables).filter(([name]) => wanted(name))));
}

function defined(variables: Variables): ChildEnvironment {
  const entries = Object.entries(variables).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}
