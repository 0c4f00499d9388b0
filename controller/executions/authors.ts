import { CodeCommitClient, GetCommitCommand } from "@aws-sdk/client-codecommit";
import type {
  ActionDeclaration,
  PipelineDeclaration,
  PipelineExecutionSummary,
} from "@aws-sdk/client-codepipeline";
import type { Authors } from "./commits.js";

/**
 * Who wrote the commits that executions run. Only CodeCommit has to be asked, a connection's source tells it. Whom this caller may not
 * ask for is left out.
 */
export async function authorsOf(
  { stages = [] }: Partial<PipelineDeclaration>,
  summaries: readonly PipelineExecutionSummary[],
  region: string,
): Promise<Authors> {
  const repositories = new Map(stages.flatMap(({ actions = [] }) => actions.flatMap(repositoryOf)));
  const commits = new Map<string, string>();
  for (const { actionName, revisionId = "" } of summaries.flatMap(
    ({ sourceRevisions = [] }) => sourceRevisions,
  )) {
    const repository = repositories.get(actionName ?? "");
    if (repository && revisionId) commits.set(revisionId, repository);
  }
  if (commits.size === 0) return new Map();
  const client = new CodeCommitClient({ region });
  try {
    const found = await Promise.all([...commits].map((commit) => authorOf(client, ...commit)));
    return new Map(found.flat());
  } finally {
    client.destroy();
  }
}

/** A connection's source has another key for its repository. */
function repositoryOf({ name = "", actionTypeId, configuration }: ActionDeclaration): [string, string][] {
  const repository = configuration?.RepositoryName;
  return actionTypeId?.category === "Source" && repository ? [[name, repository]] : [];
}

async function authorOf(
  client: CodeCommitClient,
  commitId: string,
  repositoryName: string,
): Promise<[string, string][]> {
  try {
    const { commit } = await client.send(new GetCommitCommand({ repositoryName, commitId }));
    const author = commit?.author?.name || commit?.author?.email;
    return author ? [[commitId, author]] : [];
  } catch {
    return [];
  }
}
