import { ActionFailure, type ActionWork } from "./execution.js";
import { fetchAs, overrideOf, requireZip } from "./source.js";

/** A permission has both names, whichever the ARN bears (…/action-reference-CodestarConnectionSource.html). */
const prefixes = ["codeconnections", "codestar-connections"];

/** Takes a commit of the git repository on this machine that stands for the host's. */
export async function fetchFromHost(work: ActionWork) {
  const { configuration, run, context, artifacts } = work;
  const {
    ConnectionArn: resource = "",
    FullRepositoryId: repository = "",
    BranchName: branch = "",
  } = configuration;
  requireZip(work);
  await requireUse(work);
  const { providerType, status } = await fetchAs(async () => context.connections.find(resource));
  if (status === "PENDING") throw pending(resource);
  const commitId = overrideOf(work, "COMMIT_ID");
  const wanted = { branch, ...(commitId !== undefined && { commitId }) };
  const source = await fetchAs(() => context.connections.fetch(repository, wanted));
  await artifacts.write(run.outputArtifacts[0]?.name ?? "", await source.archive());
  return {
    revision: {
      revisionId: source.commitId,
      // …/APIReference/API_SourceRevision.html: for connections the summary is JSON.
      revisionSummary: JSON.stringify({ ProviderType: providerType, CommitMessage: source.message }),
      created: source.committerDate.toISOString(),
    },
    variables: {
      ConnectionArn: resource,
      FullRepositoryName: repository,
      ProviderType: providerType,
      BranchName: branch,
      CommitId: source.commitId,
      CommitMessage: source.message,
      AuthorDate: source.author.date.toISOString(),
      AuthorId: source.author.name,
      AuthorDisplayName: source.author.name,
      AuthorEmail: source.author.email,
    },
  };
}

/**
 * That the action fails is AWS's (Developer Tools console user guide, "Update a pending connection"); the words are ours, since
 * no page has AWS's.
 */
function pending(arn: string): ActionFailure {
  return new ActionFailure(
    "ConfigurationError",
    `Connection ${arn} is not available. It is PENDING until somebody completes it: Developer Tools console, Settings, Connections, “Update pending connection”.`,
  );
}

/**
 * Asked without a key first, then for the repository, then for its branch too. Pipelines whose policies demand the repository
 * of every call cannot use their connection (https://github.com/cloudposse/terraform-aws-ecs-codepipeline/pull/75): the key
 * comes "only when the connection is being used to access a specific repository" (Developer Tools console user guide,
 * "Permissions reference for AWS CodeConnections").
 */
async function requireUse({ configuration, role }: ActionWork): Promise<void> {
  const { ConnectionArn: resource = "", FullRepositoryId = "", BranchName = "" } = configuration;
  for (const keys of [{}, { FullRepositoryId }, { FullRepositoryId, BranchName }]) {
    for (const prefix of prefixes) {
      const named = Object.entries(keys).map(([key, value]) => [`${prefix}:${key}`, value]);
      await role.require({
        action: `${prefix}:UseConnection`,
        resource,
        context: Object.fromEntries(named),
      });
    }
  }
}
