import { arnAt } from "../../core/index.js";
import { type ActionType, none, ofAws, one } from "./action-type.js";
import { ActionFailure, type ActionWork } from "./execution.js";
import { checkFormat } from "./output-format.js";
import { fetchAs, overrideOf, requireZip, summaryOf } from "./source.js";

export const codecommit: readonly ActionType[] = [
  ofAws("Source", "CodeCommit", {
    inputs: none,
    outputs: one,
    required: ["RepositoryName", "BranchName"],
    optional: ["PollForSourceChanges", "OutputArtifactFormat"],
    checkConfiguration: checkFormat,
    execute: fetchRepository,
  }),
];

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeCommit.html, "Service role permissions". */
const asked = ["GetBranch", "GetCommit", "UploadArchive", "GetUploadArchiveStatus"];

async function fetchRepository(work: ActionWork) {
  const { configuration, role, run, context, artifacts } = work;
  const { RepositoryName: name = "", BranchName: branch = "" } = configuration;
  requireZip(work);
  const place = { accountId: role.accountId, region: run.region };
  const resource = arnAt(place, "codecommit", name);
  for (const action of asked) {
    await role.require({ action: `codecommit:${action}`, resource }).catch((error: unknown) => {
      if (error instanceof ActionFailure) throw forbidden(name, error);
      throw error;
    });
  }
  const commitId = overrideOf(work, "COMMIT_ID");
  const wanted = { branch, ...(commitId !== undefined && { commitId }) };
  const source = await fetchAs(() => context.sources.fetch({ ...place, name }, wanted));
  await artifacts.write(run.outputArtifacts[0]?.name ?? "", await source.archive());
  return {
    revision: {
      revisionId: source.commitId,
      ...summaryOf(source.message),
      revisionUrl: `https://${run.region}.console.aws.amazon.com/codesuite/codecommit/repositories/${name}/commit/${source.commitId}?region=${run.region}`,
      created: source.committerDate.toISOString(),
    },
    variables: {
      RepositoryName: name,
      BranchName: branch,
      CommitId: source.commitId,
      CommitMessage: source.message,
      AuthorDate: source.author.date.toISOString(),
      CommitterDate: source.committerDate.toISOString(),
    },
  };
}

function forbidden(repository: string, { message }: ActionFailure): ActionFailure {
  return new ActionFailure(
    "PermissionError",
    `The service role or action role doesn't have the permissions required to access the AWS CodeCommit repository named ${repository}. Update the IAM role permissions, and then try again. Error: ${message}`,
  );
}
