import type { ActionDeclaration, StageDeclaration } from "@aws-sdk/client-codepipeline";

/** How actions bear the name of their environment, by what they are (`compiler/pipeline/stages.ts` and the kinds of deployment). */
const patterns: Readonly<Record<string, RegExp>> = {
  Manual: /^(.+)Approval$/,
  CHANGE_SET_REPLACE: /^Create(.+)ChangeSet$/,
  CHANGE_SET_EXECUTE: /^Deploy(.+)ChangeSet$/,
  S3: /^Deploy(.+)Site$/,
  // Of Terraform; the build of the application is called otherwise, and tests are of another category.
  CodeBuild: /^(?:Plan|Review|Apply)(.+)$/,
};

/** The environments that a stage deploys, in the order of its actions. */
export function environmentsOf({ actions = [] }: StageDeclaration): string[] {
  const named = actions.flatMap((action) => environmentOf(action) ?? []);
  return [...new Set(named)];
}

/** Those that ask for approval before they are deployed. */
export function askingIn({ actions = [] }: StageDeclaration): string[] {
  const approvals = actions.filter(({ actionTypeId }) => actionTypeId?.category === "Approval");
  return approvals.flatMap((action) => environmentOf(action) ?? []);
}

const deploying: ReadonlySet<string> = new Set(["Approval", "Build", "Deploy"]);

/** Undefined for a source, the build, a test. */
export function environmentOf({ name = "", actionTypeId, configuration }: ActionDeclaration) {
  const { category, provider = "" } = actionTypeId ?? {};
  if (!category || !deploying.has(category)) return undefined;
  const [, environment] = patterns[configuration?.ActionMode ?? provider]?.exec(name) ?? [];
  return environment;
}
