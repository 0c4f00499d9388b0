import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { wordsOfError } from "../../core/index.js";
import { type ArtifactLocation, type Job, storeOf } from "../flow/index.js";
import { ActionFailure, type ActionWork } from "./execution.js";

/** Milliseconds until a function that said how it goes on is asked again. AWS does not say how soon it asks. */
const pause = 1_000;

/**
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Lambda.html: the function is invoked, and answers
 * by `PutJobSuccessResult` or `PutJobFailureResult`. "Otherwise, the execution of this action hangs until the action times out."
 */
export async function invokeFunction(work: ActionWork) {
  const { run, signal } = work;
  // After a restart of the sandbox, a function that was asked may still answer.
  if (!run.job?.isSent) {
    const token = run.job?.continuationToken;
    if (token !== undefined) await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
    if (!signal.aborted) await ask(work, { id: run.job?.id ?? randomUUID(), ...run.job, isSent: true });
  }
  if (!signal.aborted) await once(signal, "abort");
  return {};
}

async function ask(work: ActionWork, job: Job): Promise<void> {
  const { role, run, context } = work;
  const { FunctionName = "" } = work.configuration;
  const { region } = run;
  // …/userguide/actions-invoke-lambda-function.html: without it, "pipelines that include Lambda actions fail".
  await role.require({ action: "lambda:ListFunctions", resource: "*" });
  const Payload = JSON.stringify({ "CodePipeline.job": await eventOf(work, job) });
  const console = `https://console.aws.amazon.com/lambda/home?region=${region}#/functions/${FunctionName}`;
  work.note({ job, externalExecutionUrl: console });
  const client = new LambdaClient({
    endpoint: context.access.endpoint,
    region,
    credentials: role.credentials,
  });
  try {
    await client.send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload }));
  } catch (error) {
    const { name, message } = wordsOfError(error);
    throw new ActionFailure(/AccessDenied/.test(name) ? "PermissionError" : "ConfigurationError", message);
  } finally {
    client.destroy();
  }
}

/** …/userguide/actions-invoke-lambda-function.html, "Example JSON event"; its `expirationTime`: …/lambda/latest/dg/services-codepipeline.html */
async function eventOf(work: ActionWork, { id, continuationToken }: Job): Promise<object> {
  const { role, run, pipeline, configuration } = work;
  const inputs = await Promise.all(run.inputArtifacts.map(({ name }) => work.artifacts.locate(name)));
  const { expiration, ...lent } = await role.lend(policyFor(inputs, run.outputArtifacts));
  const key = storeOf(pipeline, run.region).encryptionKey?.id;
  return {
    id,
    accountId: role.accountId,
    data: {
      actionConfiguration: { configuration },
      inputArtifacts: inputs.map((each) => artifactOf(each, revisionOf(work, each.name))),
      outputArtifacts: run.outputArtifacts.map((each) => artifactOf(each, null)),
      artifactCredentials: { ...lent, expirationTime: expiration?.getTime() },
      ...(continuationToken !== undefined && { continuationToken }),
      ...(key !== undefined && { encryptionKey: { id: key, type: "KMS" } }),
    },
  };
}

function revisionOf({ execution }: ActionWork, name: string): string | null {
  return execution.revisions.find(({ artifactName }) => artifactName === name)?.revisionId ?? null;
}

function artifactOf({ name, bucket, key }: ArtifactLocation, revision: string | null): object {
  return { name, revision, location: { type: "S3", s3Location: { bucketName: bucket, objectKey: key } } };
}

/** "Used to access input and output artifacts in the S3 bucket" (…/APIReference/API_JobData.html), and for nothing else. */
function policyFor(inputs: readonly ArtifactLocation[], outputs: readonly ArtifactLocation[]): object {
  const allow = (actions: readonly string[], Resource: readonly string[]) =>
    Resource.length === 0 ? [] : [{ Effect: "Allow", Action: actions, Resource }];
  const objects = (locations: readonly ArtifactLocation[]) =>
    locations.map(({ bucket, key }) => `arn:aws:s3:::${bucket}/${key}`);
  const keys = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];
  return {
    Version: "2012-10-17",
    Statement: [
      ...allow(["s3:GetObject", "s3:GetObjectVersion"], objects(inputs)),
      ...allow(["s3:PutObject"], objects(outputs)),
      ...allow(keys, ["*"]),
    ],
  };
}
