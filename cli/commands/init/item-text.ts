export interface NamedEnvironment {
  readonly name: string;
  /** 12 digits. */
  readonly account: string;
}

export interface Answers {
  readonly repository: string;
  readonly branch: string;
  /** The ARN of a connection. */
  readonly connection?: string;
  readonly environments: readonly NamedEnvironment[];
  /** Asked before the last environment. */
  readonly approver?: string;
}

/** Values stand as JSON, which YAML reads, so that none of them is anything but a text. */
const quoted = (value: string) => JSON.stringify(value);

/** A first item, with comments that say what to do next. */
export function itemText({ repository, branch, connection, environments, approver }: Answers): string {
  const last = environments.length - 1;
  return [
    "# yaml-language-server: $schema=node_modules/stagewright/dist/schemas/item.schema.json",
    "# One pipeline: a repository and a branch. `stagewright preview` shows what it will make.",
    `RepoName: ${quoted(repository)}`,
    `RepoTag: ${quoted(branch)}`,
    ...(connection ? ["Source:", "  Type: CodeConnections", `  ConnectionArn: ${quoted(connection)}`] : []),
    "# The path of the buildspec in the repository. Its output artifact holds packagedtemplate.yaml.",
    "BuildSpecFile: buildspec.yml",
    ...(environments.length > 0
      ? [
          "",
          "# The order of deployment.",
          `EnvironmentOrder: [${environments.map(({ name }) => quoted(name)).join(", ")}]`,
          "DeploymentConfigurations:",
        ]
      : []),
    ...environments.flatMap((one, index) => environmentLines(one, index === last ? approver : undefined)),
  ]
    .join("\n")
    .concat("\n");
}

function environmentLines({ name, account }: NamedEnvironment, approver: string | undefined): string[] {
  return [
    `  ${quoted(name)}:`,
    `    AwsAccountId: ${quoted(account)}`,
    "    Deploy: true",
    ...(approver
      ? [
          "    # Asked after the change is known, and before it is deployed.",
          `    ManualApproval: ${quoted(approver)}`,
        ]
      : []),
    "    # Tests:",
    "    #   Smoke: { Run: true, Repository: my-tests, Branch: main, BuildSpec: smoke/buildspec.yml }",
  ];
}
