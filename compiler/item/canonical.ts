import type { Settings } from "../settings/index.js";
import type { Approval, Environment, Item, Job, Source, Test, Variable, Vpc } from "./item.js";
import type {
  PlainApproval,
  PlainEnvironment,
  PlainItem,
  PlainJob,
  PlainSource,
  PlainTest,
  PlainVariable,
  PlainVpc,
} from "./plain-item.js";

const defaultTemplate = "BuildOutput::packagedtemplate.yaml";
const defaultBuildspec = "buildspec.yml";

/** The canonical form of an item that has passed every check; `order` names its environments in order. */
export function canonical(item: PlainItem, order: readonly string[], settings: Settings): Item {
  const { RepoName: repository = "", RepoTag: branch = "" } = item;
  const source = sourceOf(item.Source, repository, branch);
  const { defaults } = settings;
  return {
    repository,
    branch,
    source,
    build: jobOf(item, item.BuildSpecFile, settings),
    environments: order.map((name) =>
      environmentOf(name, item.DeploymentConfigurations?.[name] ?? {}, source, settings),
    ),
    executionMode: item.ExecutionMode ?? "SUPERSEDED",
    artifactRetentionDays: item.ArtifactRetentionDays ?? defaults.artifactRetentionDays,
    logRetentionDays: item.LogRetentionDays ?? defaults.logRetentionDays,
    tags: sorted({ ...item.Tags, ...settings.tags }),
  };
}

function environmentOf(
  name: string,
  environment: PlainEnvironment,
  source: Source,
  settings: Settings,
): Environment {
  const approval = approvalOf(environment.ManualApproval);
  return {
    name,
    accountId: environment.AwsAccountId ?? "",
    deploy: environment.Deploy ?? false,
    ...(approval && { approval }),
    templatePath: templatePathOf(environment.TemplatePath),
    capabilities: [...(environment.Capabilities ?? ["CAPABILITY_NAMED_IAM"])].sort(),
    parameterOverrides: sorted(environment.ParameterOverrides ?? {}),
    tests: entries(environment.Tests).map(([kind, test]) => testOf(kind, test, source, settings)),
  };
}

function templatePathOf(path = defaultTemplate): string {
  return path.includes("::") ? path : `BuildOutput::${path}`;
}

function approvalOf(approval: PlainEnvironment["ManualApproval"] = false): Approval | undefined {
  if (approval === false) return undefined;
  if (approval === true) return { emails: [] };
  if (typeof approval === "string") {
    return approval.startsWith("arn:") ? { emails: [], topicArn: approval } : { emails: [approval] };
  }
  if (isList(approval)) return { emails: [...approval].sort() };
  return approvalOfObject(approval);
}

function approvalOfObject({ Emails = [], TopicArn, Message, TimeoutMinutes }: PlainApproval): Approval {
  return {
    emails: [...Emails].sort(),
    ...(TopicArn !== undefined && { topicArn: TopicArn }),
    ...(Message !== undefined && { message: Message }),
    ...(TimeoutMinutes !== undefined && { timeoutMinutes: TimeoutMinutes }),
  };
}

function isList(approval: readonly string[] | PlainApproval): approval is readonly string[] {
  return Array.isArray(approval);
}

function testOf(name: string, test: PlainTest, application: Source, settings: Settings): Test {
  return {
    name,
    run: test.Run ?? false,
    source: sourceOf(test.Source, test.Repository ?? "", test.Branch ?? "", application),
    job: jobOf(test, test.BuildSpec, settings),
  };
}

/** A source as it is written; left out, it is of the application's kind: CodeCommit, or the same connection. */
function sourceOf(
  source: PlainSource | undefined,
  repository: string,
  branch: string,
  application?: Source,
): Source {
  const type = source?.Type ?? application?.type ?? "CodeCommit";
  if (type === "S3") return { type, bucket: source?.Bucket ?? "", key: source?.Key ?? "" };
  if (type === "CodeCommit") return { type, repository, branch };
  const inherited = application?.type === type ? application.connectionArn : "";
  return { type, connectionArn: source?.ConnectionArn ?? inherited, repository, branch };
}

function jobOf(job: PlainJob, buildspec = defaultBuildspec, { defaults }: Settings): Job {
  return {
    image: job.BuildImage ?? defaults.buildImage,
    ...(job.EnvironmentType && { environmentType: job.EnvironmentType }),
    buildspec,
    computeType: job.ComputeType ?? defaults.computeType,
    timeoutMinutes: job.TimeoutMinutes ?? defaults.timeoutMinutes,
    privileged: job.Privileged ?? false,
    variables: entries(job.EnvironmentVariables).map(variableOf),
    ...(job.Vpc && { vpc: vpcOf(job.Vpc) }),
  };
}

function variableOf([name, variable]: [string, PlainVariable]): Variable {
  if (typeof variable === "string") return { name, type: "PLAINTEXT", value: variable };
  return { name, type: variable.Type, value: variable.Value };
}

function vpcOf({ VpcId, Subnets, SubnetOwner, SecurityGroups }: PlainVpc): Vpc {
  return {
    id: VpcId,
    subnets: [...Subnets].sort(),
    ...(SubnetOwner !== undefined && { subnetOwner: SubnetOwner }),
    securityGroups: [...SecurityGroups].sort(),
  };
}

/** By code unit, so that the order depends on no locale. */
function entries<T>(map: Readonly<Record<string, T>> = {}): [string, T][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}

function sorted<T>(map: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(entries(map));
}
