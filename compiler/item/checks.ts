import { type Problem, pointer, show } from "../diagnostics/index.js";
import type { Settings } from "../settings/index.js";
import { whyNoBranch } from "./git-branch.js";
import { checkJob } from "./job-checks.js";
import type { PlainApproval, PlainEnvironment, PlainItem, PlainTest } from "./plain-item.js";
import { checkSource } from "./source-checks.js";

/** AWS: "action configuration value" is at most 1,000 characters (CodePipeline quotas). */
const configurationValueLimit = 1000;

/** What a schema cannot say: rules across keys, git's and AWS's own, and the bounds of the installation. */
export function checkItem(item: PlainItem, settings: Settings): Problem[] {
  const environments = Object.entries(item.DeploymentConfigurations ?? {});
  const base = "/DeploymentConfigurations";
  return [
    ...checkBranch(item.RepoTag, "/RepoTag"),
    ...checkSource({ written: item.Source, repository: item.RepoName, path: "", name: "RepoName" }, settings),
    ...checkJob(item, "", ["ARTIFACT_BUCKET"], settings),
    ...checkTags(item.Tags, settings),
    ...sameButForCase(
      environments.map(([name]) => name),
      base,
      "environments",
    ),
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
    ...checkCapabilities(environment.Capabilities, `${path}/Capabilities`, settings),
    ...checkOverrides(environment.ParameterOverrides, `${path}/ParameterOverrides`),
    ...sameButForCase(
      tests.map(([name]) => name),
      `${path}/Tests`,
      "tests",
    ),
    ...tests.flatMap(([name, test]) => checkTest(test, `${path}/Tests${pointer(name)}`, item, settings)),
  ];
}

const testVariables = ["STAGE", "REGION", "CHILD_ACCOUNT_ROLE_ARN", "S3_BUCKET", "STACK_NAME"];

function checkTest(test: PlainTest, path: string, item: PlainItem, settings: Settings): Problem[] {
  const subject = { written: test.Source, repository: test.Repository, path, name: "Repository" };
  const needed = test.Run && (test.Source ?? item.Source)?.Type !== "S3";
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
    path,
    code: "item.missing-key",
    message: `${key} is missing, and the test runs.`,
    hint: `Add ${key}, or set Run to false.`,
  };
}

function checkBranch(branch: string | undefined, path: string): Problem[] {
  const reason = branch === undefined ? undefined : whyNoBranch(branch);
  if (reason === undefined) return [];
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
      hint: `Allowed: ${limits.accounts.join(", ")} (setting limits.accounts).`,
    },
  ];
}

function checkCapabilities(
  capabilities: readonly string[] = [],
  path: string,
  { limits }: Settings,
): Problem[] {
  return capabilities.flatMap((capability, index) =>
    limits.capabilities.includes(capability)
      ? []
      : [
          {
            path: `${path}/${index}`,
            code: "item.limit-capability",
            value: capability,
            message: `${capability} is not allowed in this installation.`,
            hint: `Allowed: ${limits.capabilities.join(", ") || "none"} (setting limits.capabilities).`,
          },
        ],
  );
}

function checkOverrides(overrides: Readonly<Record<string, string>> = {}, path: string): Problem[] {
  const length = JSON.stringify(overrides).length;
  if (length <= configurationValueLimit) return [];
  return [
    {
      path,
      code: "item.overrides-too-long",
      message: `The parameters are ${length} characters of JSON; CodePipeline takes ${configurationValueLimit}.`,
      hint: "Move some to Systems Manager parameters that the template reads.",
    },
  ];
}

function checkApproval(
  approval: PlainEnvironment["ManualApproval"],
  path: string,
  settings: Settings,
): Problem[] {
  if (typeof approval === "string") return checkTopic(approval, path, settings);
  if (typeof approval !== "object" || Array.isArray(approval)) return [];
  const { Emails, TopicArn } = approval as PlainApproval;
  if (TopicArn === undefined) return [];
  const both: Problem = {
    path,
    code: "item.approval-twice",
    message: "Both Emails and TopicArn are given.",
    hint: "Keep one: subscribe the addresses to the topic, or let a topic be made for them.",
  };
  return [...(Emails ? [both] : []), ...checkTopic(TopicArn, `${path}/TopicArn`, settings)];
}

/** The topic must be in the pipeline's own region and account (CodePipeline user guide, "Add a manual approval action"). */
function checkTopic(topic: string, path: string, { region, centralAccount }: Settings): Problem[] {
  const [, , , topicRegion, account] = topic.split(":");
  if (!topic.startsWith("arn:")) return [];
  if (topicRegion === region && (centralAccount === undefined || account === centralAccount)) return [];
  return [
    {
      path,
      code: "item.topic-elsewhere",
      value: show(topic),
      message: `The topic is in ${topicRegion}, account ${account}; the pipeline is in ${region}${centralAccount ? `, account ${centralAccount}` : ""}.`,
      hint: "Name a topic of the pipeline's own region and account.",
    },
  ];
}

function checkTags(tags: Readonly<Record<string, string>> = {}, settings: Settings): Problem[] {
  return Object.keys(tags)
    .filter((key) => Object.hasOwn(settings.tags, key))
    .map((key) => ({
      path: `/Tags${pointer(key)}`,
      code: "item.limit-tag",
      value: key,
      message: `The installation gives every pipeline the tag ${show(key)}; an item cannot change it.`,
      hint: "Take it out, or use another key.",
    }));
}

/** Some AWS names are the same in either case, and `STAGE` is the environment in lower case. */
function sameButForCase(names: readonly string[], path: string, what: string): Problem[] {
  const seen = new Map<string, string>();
  return names.flatMap((name) => {
    const other = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), name);
    return other === undefined ? [] : [caseOnly(name, other, path, what)];
  });
}

function caseOnly(name: string, other: string, path: string, what: string): Problem {
  return {
    path: path + pointer(name),
    code: "item.same-but-for-case",
    value: name,
    message: `The ${what} ${other} and ${name} differ only in case.`,
    hint: "Rename one: AWS names and the variable STAGE are in lower case.",
  };
}
