import { configurationVariables, type GitConfiguration } from "../../git-configuration.js";

/** Where a build runs, and where its sandbox is. */
export interface BuildPlace {
  readonly endpoint: string;
  readonly region: string;
}

/** Asks the build's own address for the role's session, whenever git asks for credentials. */
const askSession = [
  "const { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri, AWS_CONTAINER_AUTHORIZATION_TOKEN: Authorization } = process.env;",
  "fetch(uri, { headers: { Authorization } }).then((answer) => answer.json()).then((session) =>",
  "console.log(`username=${session.AccessKeyId}%${session.Token}\\npassword=${session.SecretAccessKey}`));",
].join(" ");

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** "yes if it is used. Otherwise, no or not specified" (build-spec-ref, env/git-credential-helper). */
const helper = `!f() { test "$1" = get || exit 0; ${quoted(process.execPath)} -e ${quoted(askSession)}; }; f`;

/**
 * AWS's own addresses of repositories are the sandbox's. Who asks them is said only where the buildspec wants CodeBuild's
 * credential helper; those of this machine are never asked, nor is anybody at a terminal.
 */
export function gitVariables({ endpoint, region }: BuildPlace, hasHelper: boolean): Record<string, string> {
  const configuration: GitConfiguration = [
    [`url.${endpoint}/v1/repos/.insteadOf`, `https://git-codecommit.${region}.amazonaws.com/v1/repos/`],
    [`http.${endpoint}.proxy`, ""],
    [`credential.${endpoint}.helper`, ""],
    ...(hasHelper ? ([[`credential.${endpoint}.helper`, helper]] as const) : []),
  ];
  return { ...configurationVariables(configuration), GIT_TERMINAL_PROMPT: "0" };
}
