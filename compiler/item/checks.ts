import { type Problem, pointer, show } from "../diagnostics/index.js";
import { checkApproval, checkApprovalLimits, checkJob, checkLentKeys, deployKinds } from "../kinds/index.js";
import { allowedBy, type Settings } from "../settings/index.js";
import { checkBuild } from "./build-checks.js";
import { caseConflicts } from "./case-conflicts.js";
import { checkDeployment } from "./deployment-checks.js";
import { checkExecutionMode } from "./execution-mode.js";
import { checkFullRef } from "./full-ref.js";
import { whyNoBranch } from "./git-branch.js";
import type { PlainEnvironment, PlainItem, PlainTest } from "./plain-item.js";
import { checkSource, kindOfSource } from "./source-checks.js";
import { checkTags } from "./tag-checks.js";

/** What a schema cannot say: rules across keys, git's and AWS's own, and the bounds of the installation. */
export function checkItem(item: PlainItem, settings: Settings): Problem[] {
  const environments = Object.entries(item.DeploymentConfigurations ?? {});
  const base = "/DeploymentConfigurations";
  return [
    ...checkBranch(item.RepoTag, "/RepoTag"),
    ...checkSource({ written: item.Source, repository: item.RepoName, path: "", name: "RepoName" }, settings),
    ...checkJob(item, "", ["ARTIFACT_BUCKET"], settings),
    ...checkBuild(item),
    ...checkTags(item.Tags, settings),
    ...checkExecutionMode(item),
    ...checkLentKeys(item.KmsKeys, settings),
    ...caseConflicts(Object.keys(item.DeploymentConfigurations ?? {}), base, "environments", lowerCase),
    ...environments.flatMap(([name, environment]) =>
      checkEnvironment(environment, base + pointer(name), item, settings),
    ),
  ];
}

function checkEnvironment(
  environment: PlainEnvironment,
  path: string,
  item: PlainItem,
  settings: Settings,
): Problem[] {
  const tests = Object.entries(environment.Tests ?? {});
  return [
    ...checkAccount(environment.AwsAccountId, `${path}/AwsAccountId`, settings),
    ...checkApproval(environment.ManualApproval, `${path}/ManualApproval`, settings),
    ...checkApprovalLimits(environment, path, settings),
    ...checkDeployment(environment, path, settings),
    ...caseConflicts(Object.keys(environment.Tests ?? {}), `${path}/Tests`, "tests", lowerCase),
    ...tests.flatMap(([name, test]) => checkTest(test, `${path}/Tests${pointer(name)}`, item, settings)),
  ];
}

const lowerCase = "AWS names and the variable STAGE are in lower case";
const testVariables = [
  ...["STAGE", "REGION", "CHILD_ACCOUNT_ROLE_ARN", "S3_BUCKET"],
  ...deployKinds.flatMap(({ tells }) => tells),
];

function checkTest(test: PlainTest, path: string, item: PlainItem, settings: Settings): Problem[] {
  const subject = { written: test.Source, repository: test.Repository, path, name: "Repository" };
  const kind = kindOfSource({ written: test.Source, application: item.Source });
  const needed = test.Run && kind?.isRepository !== false;
  return [
    ...(needed
      ? (["Repository", "Branch"] as const)
          .filter((key) => test[key] === undefined)
          .map((key) => missing(key, path))
      : []),
    ...checkBranch(test.Branch, `${path}/Branch`),
    ...checkSource({ ...subject, application: item.Source, runs: test.Run }, settings),
    ...checkJob(test, path, testVariables, settings),
  ];
}

function missing(key: string, path: string): Problem {
  return {
    path: `${path}/${key}`,
    code: "item.missing-key",
    message: `${key} is missing, and the test runs.`,
    hint: `Add ${key}, or set Run to false.`,
  };
}

function checkBranch(branch: string | undefined, path: string): Problem[] {
  const reason = branch === undefined ? undefined : whyNoBranch(branch);
  if (reason === undefined) return checkFullRef(branch, path);
  return [
    {
      path,
      code: "item.branch",
      value: show(branch),
      message: `Git takes no branch named ${show(branch)}: ${reason}.`,
      hint: "Write the branch's name as `git branch` shows it.",
    },
  ];
}

function checkAccount(account: string | undefined, path: string, { limits }: Settings): Problem[] {
  if (account === undefined || limits.accounts === undefined || limits.accounts.includes(account)) return [];
  return [
    {
      path,
      code: "item.limit-account",
      value: account,
      message: `Account ${account} is not among the accounts that this installation deploys to.`,
      hint: allowedBy("accounts", limits),
    },
  ];
}
