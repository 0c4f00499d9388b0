import type { StartBuildInput } from "@aws-sdk/client-codebuild";

/**
 * What IAM decides on of a call that starts a build: the condition keys of what it gives in place of the project's (user
 * guide, "AWS CodeBuild condition keys"). Those that tell of presence alone are there only where their field is.
 */
export function overrideKeys(input: StartBuildInput): Readonly<Record<string, string | readonly string[]>> {
  const variables = input.environmentVariablesOverride?.map(({ name = "" }) => name);
  const keys = {
    "source.buildspec": present(input.buildspecOverride),
    "source.location": input.sourceLocationOverride,
    "source.auth.type": input.sourceAuthOverride?.type,
    secondarySources: present(input.secondarySourcesOverride),
    serviceRole: input.serviceRoleOverride,
    "environment.image": input.imageOverride,
    "environment.privilegedMode": input.privilegedModeOverride?.toString(),
    "environment.registryCredential": present(input.registryCredentialOverride),
    "environment.environmentVariables.name": variables?.length ? variables : undefined,
  };
  const given = Object.entries(keys).flatMap(([name, value]) =>
    value === undefined ? [] : [[`codebuild:${name}`, value] as const],
  );
  return Object.fromEntries(given);
}

function present(value: unknown): string | undefined {
  return value === undefined ? undefined : "true";
}
