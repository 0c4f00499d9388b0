import type { Registration } from "./registration.js";

/** Who pushes is said by the variables that AWS's tools read, at the moment when git asks. */
const helper = [
  '!f() { test "$1" = get || exit 0',
  'echo "username=$AWS_ACCESS_KEY_ID${AWS_SESSION_TOKEN:+%$AWS_SESSION_TOKEN}"',
  'echo "password=$AWS_SECRET_ACCESS_KEY"; }; f',
].join("; ");

/**
 * What git must know of a sandbox, names and values: who pushes, and that AWS's own addresses are here. Helpers that are
 * configured elsewhere are not asked, so that none of them keeps the sandbox's secret; no proxy stands between.
 */
export function gitConfigurationOf({
  url,
  region,
}: Pick<Registration, "url" | "region">): readonly (readonly [string, string])[] {
  return [
    [`credential.${url}.helper`, ""],
    [`credential.${url}.helper`, helper],
    [`http.${url}.proxy`, ""],
    [`url.${url}/v1/repos/.insteadOf`, `https://git-codecommit.${region}.amazonaws.com/v1/repos/`],
  ];
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The same as variables, after those that are there: https://git-scm.com/docs/git-config#ENVIRONMENT (git 2.31 and newer). */
export function gitVariablesOf(
  sandbox: Pick<Registration, "url" | "region">,
  given: Variables = {},
): Record<string, string> {
  const first = Number(given.GIT_CONFIG_COUNT ?? 0) || 0;
  const pairs = gitConfigurationOf(sandbox).map(([name, value], at) => [
    [`GIT_CONFIG_KEY_${first + at}`, name],
    [`GIT_CONFIG_VALUE_${first + at}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(first + pairs.length), ...Object.fromEntries(pairs.flat()) };
}
