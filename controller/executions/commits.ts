import type { ActionExecutionDetail, SourceRevision } from "@aws-sdk/client-codepipeline";
import { authorsMessage } from "../records/index.js";
import type { CommitView } from "./views.js";

/** What a commit's author is called, by the commit's id. */
export type Authors = ReadonlyMap<string, string>;

/** What the sources gave an execution. A connection's source tells its author itself; CodeCommit's does not. */
export function commitsOf(
  revisions: readonly SourceRevision[] = [],
  runs: readonly ActionExecutionDetail[] = [],
  authors: Authors = new Map(),
): CommitView[] {
  return revisions.map(({ actionName: action = "", revisionId: id = "", revisionSummary, revisionUrl }) => {
    const message = authorsMessage(revisionSummary ?? "").trim();
    const author = toldAuthor(runs.find(({ actionName }) => actionName === action)) ?? authors.get(id);
    return {
      action,
      id,
      ...(message && { message }),
      ...(revisionUrl && { link: revisionUrl }),
      ...(author && { author }),
    };
  });
}

/** CodePipeline user guide, "CodeStarSourceConnection for Bitbucket Cloud, GitHub, …", output variables. */
function toldAuthor(run: ActionExecutionDetail | undefined): string | undefined {
  const { AuthorDisplayName: name, AuthorEmail: email, AuthorId: id } = run?.output?.outputVariables ?? {};
  return name || email || id || undefined;
}
