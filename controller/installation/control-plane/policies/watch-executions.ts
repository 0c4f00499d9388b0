import { allow, arn, ofService, roleArn, type Statement } from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";

/**
 * What `executions` and `logs` ask of pipelines: where their executions are, what builds wrote, who wrote a commit, and what
 * a waiting change set would do. Beside it they ask for the pipeline itself, which a plan reads, too. Reads alone.
 */
export function watchExecutions(site: Site): Statement[] {
  const { pipelines } = arnsOf(site);
  const looks = ["GetPipelineState", "ListActionExecutions", "ListPipelineExecutions"];
  return [
    allow("SeeExecutions", ofService("codepipeline", looks), [pipelines.pipeline]),
    // The stream comes behind the group's name.
    allow("SeeBuildLogs", ofService("logs", ["GetLogEvents"]), [pipelines.logGroup]),
    // An item names its repository. A commit has its author and message, and no content.
    allow("SeeCommits", ofService("codecommit", ["GetCommit"]), [arn("codecommit", "*", site)]),
    allow("LookIntoAccounts", ofService("sts", ["AssumeRole"]), viewRoles(site)),
  ];
}

/** Whom they let in, their own trust says: `childAccount.viewers`. Without viewers there are none. */
function viewRoles({ partition, settings: { childAccount, limits } }: Site): string[] {
  if (childAccount.viewers.length === 0) return [];
  const accounts = limits.accounts ?? ["*"];
  return accounts.map((account) => roleArn(childAccount.viewRole, { partition, account }));
}
