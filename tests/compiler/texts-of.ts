import type { Configuration, JobChoice, SourceChoice } from "../../testing/items/configuration.js";

/**
 * Every string of a configuration that AWS must get, character by character: of the application, of the
 * environments that are deployed and of the tests that run. What is only there for another string (the kind
 * of a source) or is written in parts (a name of a test, a capability, an address of a role) is not among them.
 */
export function textsOf(configuration: Configuration): string[] {
  const { repository, branch, source, build, tags = {} } = configuration;
  const deployed = configuration.environments.filter(({ deploy }) => deploy);
  return [
    repository,
    branch,
    ...sourceTexts(source),
    ...jobTexts(build),
    ...Object.entries(tags).flat(),
    ...deployed.flatMap(({ approval, templatePath, parameterOverrides = {}, tests }) => [
      ...approvalTexts(approval),
      ...(templatePath ? [templatePath.includes("::") ? templatePath : `BuildOutput::${templatePath}`] : []),
      ...Object.entries(parameterOverrides).flat(),
      ...tests
        .filter(({ run }) => run)
        .flatMap((test) => [
          ...repositoryTexts(test.source ?? source, test.repository, test.branch),
          ...sourceTexts(test.source),
          ...jobTexts(test.job),
        ]),
    ]),
  ];
}

/** An object of S3 comes from no repository. */
function repositoryTexts(source: SourceChoice | undefined, ...texts: string[]): string[] {
  return source?.Type === "S3" ? [] : texts;
}

function sourceTexts({ ConnectionArn, Bucket, Key }: Partial<SourceChoice> = {}): string[] {
  return [ConnectionArn, Bucket, Key].filter((text) => text !== undefined);
}

function jobTexts({ image, buildspec, variables = {}, vpc = {} }: JobChoice): string[] {
  const values = Object.entries(variables).flatMap(([name, variable]) => [
    name,
    typeof variable === "string" ? variable : variable.Value,
  ]);
  const network = Object.values<string | string[]>(vpc as Record<string, string | string[]>).flat();
  return [image, buildspec, ...values, ...network].filter((text) => text !== undefined);
}

function approvalTexts(approval: unknown): string[] {
  if (typeof approval === "string") return [approval];
  if (typeof approval !== "object" || approval === null) return [];
  return Object.values(approval)
    .flat()
    .filter((text) => typeof text === "string");
}
