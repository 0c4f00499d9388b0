import type { Registration } from "./registration.js";

/** Names and values of git's configuration. */
export type GitConfiguration = readonly (readonly [name: string, value: string])[];

/** Who pushes is said by the variables that AWS's tools read, at the moment when git asks. */
const helperOfVariables = [
  '!f() { test "$1" = get || exit 0',
  'echo "username=$AWS_ACCESS_KEY_ID${AWS_SESSION_TOKEN:+%$AWS_SESSION_TOKEN}"',
  'echo "password=$AWS_SECRET_ACCESS_KEY"; }; f',
].join("; ");

/**
 * What git must know of a sandbox: who asks, and that AWS's own addresses are here. Helpers that are configured elsewhere
 * are not asked, so that none of them keeps the sandbox's secret; no proxy stands between.
 *
 * @param helpers of credentials (https://git-scm.com/docs/gitcredentials); none: git asks as nobody.
 */
export function gitConfigurationOf(
  { url, region }: Pick<Registration, "url" | "region">,
  helpers: readonly string[],
): GitConfiguration {
  return [
    ...["", ...helpers].map((helper) => [`credential.${url}.helper`, helper] as const),
    [`http.${url}.proxy`, ""],
    [`url.${url}/v1/repos/.insteadOf`, `https://git-codecommit.${region}.amazonaws.com/v1/repos/`],
  ];
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The same as variables, after those that are there. */
export function gitVariablesOf(
  sandbox: Pick<Registration, "url" | "region">,
  given: Variables = {},
): Record<string, string> {
  return configurationVariables(
    gitConfigurationOf(sandbox, [helperOfVariables]),
    Number(given.GIT_CONFIG_COUNT ?? 0) || 0,
  );
}

/**
 * How git is told of a configuration that stands in no file: https://git-scm.com/docs/git-config#ENVIRONMENT (git 2.31 and newer).
 *
 * @param first how many are told already.
 */
export function configurationVariables(configuration: GitConfiguration, first = 0): Record<string, string> {
  const pairs = configuration.flatMap(([name, value], at) => [
    [`GIT_CONFIG_KEY_${first + at}`, name],
    [`GIT_CONFIG_VALUE_${first + at}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(first + configuration.length), ...Object.fromEntries(pairs) };
}
