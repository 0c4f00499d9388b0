import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Limits } from "../../controller/dispatcher/index.js";
import type { ChaosAccount } from "../chaos/account.js";
import { type Estate, makeEstate } from "../chaos/estate.js";
import { makeFunction, makeMapping, turnStreamOn } from "./functions.js";
import { type ControlPlaneJob, type Planned, planControlPlane } from "./planned.js";

/** An estate whose stream, functions and builds are the sandbox's: nothing here starts one from the other. */
export interface Fleet extends Estate {
  readonly functions: { readonly dispatcher: string; readonly schedule: string };
  readonly parallel: number;
  /** As EventBridge's schedule would. Throws when the function fails. */
  runSchedule(): Promise<void>;
}

export interface FleetOptions {
  /** Lower case; begins all names. */
  readonly name: string;
  readonly limits: Limits;
  /** Pipelines at once in each build. */
  readonly parallel: number;
  /** What the functions are told in place of that. */
  readonly told?: Partial<Limits>;
}

/** As shipped. */
const leaseMs = 120_000;

export async function makeFleet(account: ChaosAccount, options: FleetOptions): Promise<Fleet> {
  const { name, limits, parallel, told } = options;
  const { config } = account;
  const { builds, pipelinesPerBuild } = { ...limits, ...told };
  const planned = planControlPlane({
    namePrefix: name,
    region: account.sandbox.region,
    table: `${name}-items`,
    controller: { concurrentBuilds: builds, pipelinesPerBuild, parallel },
  });
  const { names, resource, lambdaZip } = planned;
  const roles = await makeRoles(new IAMClient(config), planned);
  const { table, ledger, stateBucket: bucket, lockTable, reconciler: project } = names;
  const estate = await makeEstate(
    { ...account, buildRole: roles.reconciler },
    { name, limits, parallel, leaseMs, names: { table, ledger, bucket, lockTable, project } },
  );
  await makeLogGroups(new CloudWatchLogsClient(config), planned);
  const lambda = new LambdaClient(config);
  for (const job of ["dispatcher", "schedule"] as const) {
    await makeFunction(lambda, resource.aws_lambda_function[job], { role: roles[job], lambdaZip });
  }
  const stream = await turnStreamOn(new DynamoDBClient(config), planned);
  await makeMapping(lambda, planned, { stream, queue: await makeQueue(new SQSClient(config), planned) });
  const { dispatcher, schedule } = names;
  return {
    ...estate,
    parallel,
    functions: { dispatcher, schedule },
    runSchedule: () => invoke(lambda, schedule),
  };
}

async function makeRoles(client: IAMClient, { resource }: Planned): Promise<Record<ControlPlaneJob, string>> {
  const make = async (job: ControlPlaneJob) => {
    const { name: RoleName, assume_role_policy } = resource.aws_iam_role[job];
    const { name: PolicyName, policy } = resource.aws_iam_role_policy[job];
    const role = { RoleName, AssumeRolePolicyDocument: assume_role_policy };
    const { Role } = await client.send(new CreateRoleCommand(role));
    await client.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: policy }));
    return Role?.Arn ?? "";
  };
  return {
    dispatcher: await make("dispatcher"),
    schedule: await make("schedule"),
    reconciler: await make("reconciler"),
  };
}

async function makeLogGroups(client: CloudWatchLogsClient, { resource }: Planned): Promise<void> {
  for (const { name: logGroupName } of Object.values(resource.aws_cloudwatch_log_group)) {
    await client.send(new CreateLogGroupCommand({ logGroupName }));
  }
}

async function makeQueue(client: SQSClient, { resource }: Planned): Promise<string> {
  const { name: QueueName } = resource.aws_sqs_queue.failed_records;
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName }));
  const request = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
  const { Attributes } = await client.send(request);
  return Attributes?.QueueArn ?? "";
}

async function invoke(client: LambdaClient, FunctionName: string): Promise<void> {
  const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName }));
  if (FunctionError) throw new Error(`${FunctionName}: ${new TextDecoder().decode(Payload)}`);
}
