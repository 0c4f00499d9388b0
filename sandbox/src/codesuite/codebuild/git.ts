import { configurationVariables, gitConfigurationOf } from "../../git-configuration.js";
import { quoted } from "../../shell-word.js";

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

/** "yes if it is used. Otherwise, no or not specified" (build-spec-ref, env/git-credential-helper). */
const helper = `!f() { test "$1" = get || exit 0; ${quoted(process.execPath)} -e ${quoted(askSession)}; }; f`;

/** Who asks is said only where the buildspec wants CodeBuild's credential helper; nobody at a terminal is asked. */
export function gitVariables({ endpoint, region }: BuildPlace, hasHelper: boolean): Record<string, string> {
  const configuration = gitConfigurationOf({ url: endpoint, region }, hasHelper ? [helper] : []);
  return { ...configurationVariables(configuration), GIT_TERMINAL_PROMPT: "0" };
}
