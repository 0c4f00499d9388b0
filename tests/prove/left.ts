import { CloudWatchClient, DescribeAlarmsCommand, GetDashboardCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { CodeBuildClient, paginateListProjects } from "@aws-sdk/client-codebuild";
import { CodeCommitClient, paginateListRepositories } from "@aws-sdk/client-codecommit";
import { CodePipelineClient, paginateListPipelines } from "@aws-sdk/client-codepipeline";
import { DynamoDBClient, paginateListTables } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { IAMClient, paginateListPolicies, paginateListRoles } from "@aws-sdk/client-iam";
import { KMSClient, paginateListAliases } from "@aws-sdk/client-kms";
import { LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { paginateListTopics, SNSClient } from "@aws-sdk/client-sns";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetParameterCommand, ParameterNotFound, SSMClient } from "@aws-sdk/client-ssm";
import type { Settings } from "../../compiler/settings/index.js";
import { controlPlaneNames, installationParameter } from "../../controller/installation/index.js";
import type { Access } from "./place.js";
import type { Proof } from "./proof.js";

type Names = (access: Access, prefix: string) => Promise<readonly (string | undefined)[]>;

/** What bears the prefix, by what it is; of services that list all they have, and of those that look for a prefix. */
const kinds: Readonly<Record<string, Names>> = {
  role: async (access) =>
    all(paginateListRoles({ client: new IAMClient(access) }, {}), ({ Roles }) =>
      Roles?.map(({ RoleName }) => RoleName),
    ),
  policy: async (access) =>
    all(paginateListPolicies({ client: new IAMClient(access) }, { Scope: "Local" }), ({ Policies }) =>
      Policies?.map(({ PolicyName }) => PolicyName),
    ),
  table: async (access) =>
    all(paginateListTables({ client: new DynamoDBClient(access) }, {}), ({ TableNames }) => TableNames),
  function: async (access) =>
    all(paginateListFunctions({ client: new LambdaClient(access) }, {}), ({ Functions }) =>
      Functions?.map(({ FunctionName }) => FunctionName),
    ),
  project: async (access) =>
    all(paginateListProjects({ client: new CodeBuildClient(access) }, {}), ({ projects }) => projects),
  pipeline: async (access) =>
    all(paginateListPipelines({ client: new CodePipelineClient(access) }, {}), ({ pipelines }) =>
      pipelines?.map(({ name }) => name),
    ),
  topic: async (access) =>
    all(paginateListTopics({ client: new SNSClient(access) }, {}), ({ Topics }) =>
      Topics?.map(({ TopicArn }) => lastPart(TopicArn)),
    ),
  alias: async (access) =>
    all(paginateListAliases({ client: new KMSClient(access) }, {}), ({ Aliases }) =>
      Aliases?.map(({ AliasName }) => lastPart(AliasName)),
    ),
  "log group": async (access) =>
    all(paginateDescribeLogGroups({ client: new CloudWatchLogsClient(access) }, {}), ({ logGroups }) =>
      logGroups?.map(({ logGroupName }) => lastPart(logGroupName)),
    ),
  repository: async (access) =>
    all(paginateListRepositories({ client: new CodeCommitClient(access) }, {}), ({ repositories }) =>
      repositories?.map(({ repositoryName }) => repositoryName),
    ),
  bucket: async (access) => {
    const { Buckets } = await new S3Client(access).send(new ListBucketsCommand({}));
    return Buckets?.map(({ Name }) => Name) ?? [];
  },
  queue: async (access, QueueNamePrefix) => {
    const { QueueUrls } = await new SQSClient(access).send(new ListQueuesCommand({ QueueNamePrefix }));
    return QueueUrls?.map(lastPart) ?? [];
  },
  rule: async (access, NamePrefix) => {
    const { Rules } = await new EventBridgeClient(access).send(new ListRulesCommand({ NamePrefix }));
    return Rules?.map(({ Name }) => Name) ?? [];
  },
  schedule: async (access, NamePrefix) => {
    const { Schedules } = await new SchedulerClient(access).send(new ListSchedulesCommand({ NamePrefix }));
    return Schedules?.map(({ Name }) => Name) ?? [];
  },
  alarm: async (access, AlarmNamePrefix) => {
    const { MetricAlarms } = await new CloudWatchClient(access).send(
      new DescribeAlarmsCommand({ AlarmNamePrefix }),
    );
    return MetricAlarms?.map(({ AlarmName }) => AlarmName) ?? [];
  },
};

/** Everything in the central account whose name begins as the proof's names do, as lines `role prove1a2b_control-reconciler`. */
export async function leftOf({ access, settings }: Pick<Proof, "access" | "settings">): Promise<string[]> {
  const { namePrefix } = settings;
  const isOurs = (name: string | undefined) =>
    name?.startsWith(`${namePrefix}-`) || name?.startsWith(`${namePrefix}_`);
  const lines: string[] = [];
  for (const [kind, names] of Object.entries(kinds))
    for (const name of await names(access, namePrefix)) if (isOurs(name)) lines.push(`${kind} ${name}`);
  return [...lines, ...(await parameterOf(access, namePrefix)), ...(await dashboardOf(access, settings))];
}

async function parameterOf(access: Access, namePrefix: string): Promise<string[]> {
  const Name = installationParameter(namePrefix);
  try {
    await new SSMClient(access).send(new GetParameterCommand({ Name }));
    return [`parameter ${Name}`];
  } catch (error) {
    if (error instanceof ParameterNotFound) return [];
    throw error;
  }
}

async function dashboardOf(access: Access, settings: Settings): Promise<string[]> {
  const { dashboard: DashboardName } = controlPlaneNames(settings);
  try {
    await new CloudWatchClient(access).send(new GetDashboardCommand({ DashboardName }));
    return [`dashboard ${DashboardName}`];
  } catch (error) {
    // By one of two names: the protocol decides which.
    if (error instanceof Error && /^(DashboardNotFound|ResourceNotFound)/.test(error.name)) return [];
    throw error;
  }
}

async function all<Page, T>(pages: AsyncIterable<Page>, of: (page: Page) => T[] | undefined): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...(of(page) ?? []));
  return found;
}

function lastPart(name: string | undefined): string | undefined {
  return name?.slice(Math.max(name.lastIndexOf(":"), name.lastIndexOf("/")) + 1);
}
