import { type Problem, show } from "../diagnostics/index.js";

/**
 * Variables of CodePipeline whose text nobody who commits chooses (user guide, "Variables reference"). A commit's message,
 * its author and the name of a tag or a pull request are such texts: CodePipeline puts them as they are into the JSON of a
 * template's parameters, where they add parameters, and into the mail that approvers read.
 */
const safe = new Set([
  ...["BranchName", "CommitId", "ConnectionArn", "ETag", "FullRepositoryName", "ProviderType"].map(ofSource),
  ...["RepositoryName", "VersionId"].map(ofSource),
  "codepipeline.PipelineExecutionId",
]);

/** A namespace and a name; anything else in such braces is text (CodePipeline API reference, ActionNamespace). */
const reference = /#\{\s*([A-Za-z0-9@_-]+\.[A-Za-z0-9@_-]+)\s*\}/g;

function ofSource(name: string): string {
  return `SourceArtifacts.${name}`;
}

/** The variables in a text of an item that others than its writer would fill in. */
export function checkPipelineVariables(text: string, path: string): Problem[] {
  const names = [...text.matchAll(reference)].map(([, name = ""]) => name);
  return names
    .filter((name) => !safe.has(name))
    .map((name) => ({
      path,
      code: "item.pipeline-variable",
      value: show(`#{${name}}`),
      message: `Whoever commits could choose what stands for ${show(`#{${name}}`)}.`,
      hint: `Allowed: ${[...safe].map((each) => `#{${each}}`).join(", ")}.`,
    }));
}
