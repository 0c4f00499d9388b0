import { tryParseArn } from "../../core/index.js";
import type { ActionWork } from "./execution.js";
import { fetchAs, overrideOf, requireZip } from "./source.js";

/** A permission has both names, whichever the ARN bears (…/action-reference-CodestarConnectionSource.html). */
const prefixes = ["codeconnections", "codestar-connections"];

/** Takes a commit of the git repository on this machine that stands for the host's. */
export async function fetchFromHost(work: ActionWork) {
  const { configuration, role, run, context, artifacts } = work;
  const {
    ConnectionArn: resource = "",
    FullRepositoryId: repository = "",
    BranchName: branch = "",
  } = configuration;
  requireZip(work);
  for (const prefix of prefixes) {
    const keys = { [`${prefix}:FullRepositoryId`]: repository };
    await role.require({ action: `${prefix}:UseConnection`, resource, context: keys });
  }
  const commitId = overrideOf(work, "COMMIT_ID");
  const wanted = { branch, ...(commitId !== undefined && { commitId }) };
  const source = await fetchAs(() => context.connections.fetch(repository, wanted));
  await artifacts.write(run.outputArtifacts[0]?.name ?? "", await source.archive());
  return {
    revision: {
      revisionId: source.commitId,
      // …/APIReference/API_SourceRevision.html: for connections the summary is JSON.
      revisionSummary: JSON.stringify({ ProviderType: providerOf(work), CommitMessage: source.message }),
      created: source.committerDate.toISOString(),
    },
    variables: {
      ConnectionArn: resource,
      FullRepositoryName: repository,
      ProviderType: providerOf(work),
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

function providerOf({ configuration, context }: ActionWork): string {
  const arn = tryParseArn(configuration.ConnectionArn ?? "");
  return (arn && context.connections.providerOf({ ...arn, name: arn.resource })) ?? "GitHub";
}
