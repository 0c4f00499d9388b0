import { type Problem, show } from "../diagnostics/index.js";

/**
 * The branch behind a full ref or a remote's branch. CodePipeline and the events of CodeCommit know a branch by its
 * short name alone (CodeCommit user guide, "Monitoring CodeCommit events": `referenceName`): nothing would ever start.
 */
const refs = /^(?:refs\/heads\/|refs\/remotes\/[^/]+\/|remotes\/[^/]+\/|origin\/)(?<branch>.+)$/;

/** What is wrong with a full ref in the place of a branch. */
export function checkFullRef(written: string | undefined, path: string): Problem[] {
  if (written === undefined) return [];
  if (written.startsWith("refs/tags/")) return [tag(written, path)];
  const branch = refs.exec(written)?.groups?.branch;
  return branch === undefined ? [] : [fullRef(written, branch, path)];
}

function fullRef(written: string, branch: string, path: string): Problem {
  return {
    path,
    code: "item.full-ref",
    value: show(written),
    message: `${show(written)} is the ref of a branch, not its name: no push would start the pipeline.`,
    hint: `Write ${show(branch)}.`,
  };
}

function tag(written: string, path: string): Problem {
  return {
    path,
    code: "item.full-ref",
    value: show(written),
    message: `${show(written)} is a tag, and pipelines follow branches.`,
    hint: "Write the name of a branch.",
  };
}
