import { setTimeout as sleep } from "node:timers/promises";
import { CodeBuildClient, DeleteProjectCommand } from "@aws-sdk/client-codebuild";
import { CodePipelineClient, DeletePipelineCommand } from "@aws-sdk/client-codepipeline";
import { IAMClient } from "@aws-sdk/client-iam";
import { DeleteQueueCommand, GetQueueUrlCommand, QueueDoesNotExist, SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { tryReadInstallation } from "../../controller/installation/index.js";
import { distinctKeys } from "../../controller/records/index.js";
import { removeApplication, removeRole } from "./application.js";
import { leftOf } from "./left.js";
import { proofNames } from "./names.js";
import type { Proof } from "./proof.js";

/**
 * Removes all that a proof made, wherever it ended, with the credentials that were given; then tells what is still there.
 * It may be called again.
 */
export async function clean(proof: Proof, say: (line: string) => void): Promise<string[]> {
  const isInstalled = await hasInstallation(proof);
  if (isInstalled) await removePipelines(proof, say);
  await removeApplication(proof);
  if (isInstalled) await proof.tryOut("accounts", "destroy", proof.target.account, "--yes");
  if ((await leftOf(proof)).some(isOfInstallation)) await proof.tryOut("bootstrap", "--destroy", "--yes");
  await removeOwn(proof);
  return leftOf(proof);
}

/** What only an installation has: bootstrap finds what is left of a half-made one by its state bucket. */
function isOfInstallation(line: string): boolean {
  return /_control-|-state-|-locks$|-items$/.test(line);
}

async function hasInstallation({ access, settings }: Proof): Promise<boolean> {
  const ssm = new SSMClient(access);
  try {
    return (await tryReadInstallation(ssm, settings.namePrefix)) !== undefined;
  } finally {
    ssm.destroy();
  }
}

/** A build that is at work on one has its lease: it is waited for, up to ten minutes. */
async function removePipelines(proof: Proof, say: (line: string) => void): Promise<void> {
  const { table, ledger } = proof.connection;
  const keys = (await ledger.list()).map(({ key }) => key);
  for await (const key of table.scanKeys()) keys.push(key);
  for (const { repository, branch } of distinctKeys(keys)) {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const { exitCode, stderr } = await proof.tryOut("destroy", repository, branch, "--yes");
      if (exitCode === 0 || !/is held since|at it/.test(stderr)) break;
      say(`  ${repository} ${branch} is still worked on: waiting …`);
      await sleep(10_000);
    }
  }
}

async function removeOwn({ access, settings }: Proof): Promise<void> {
  const names = proofNames(settings.namePrefix);
  await new CodeBuildClient(access).send(new DeleteProjectCommand({ name: names.build }));
  const sqs = new SQSClient(access);
  try {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: names.queue }));
    await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
  }
  await new CodePipelineClient(access).send(new DeletePipelineCommand({ name: names.pipeline }));
  const iam = new IAMClient(access);
  const roles = [names.operator, names.editor, names.administrator, names.build, names.pipeline];
  for (const name of roles) await removeRole(iam, name);
}
