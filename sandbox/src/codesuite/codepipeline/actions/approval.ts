import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { wordsOfError } from "../../core/index.js";
import { minutesFor } from "../running/timeouts.js";
import { ActionFailure, type ActionWork } from "./execution.js";

/**
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html: tells the topic, and waits. The answer comes by
 * `PutApprovalResult`, which ends the action.
 */
export async function askForApproval(work: ActionWork) {
  const { run, configuration, signal } = work;
  if (run.token === undefined) {
    const token = randomUUID();
    work.note({ token });
    if (configuration.NotificationArn !== undefined) await notify(work, configuration.NotificationArn, token);
  }
  if (!signal.aborted) await once(signal, "abort");
  return {};
}

async function notify(
  { role, context, ...work }: ActionWork,
  topicArn: string,
  token: string,
): Promise<void> {
  const { endpoint } = context.access;
  const client = new SNSClient({ endpoint, region: work.home.region, credentials: role.credentials });
  const subject = `APPROVAL NEEDED: AWS CodePipeline ${work.pipeline.name} for action ${work.run.name}`;
  // SNS: "Subjects must be … less than 100 characters long".
  const message = { TopicArn: topicArn, Subject: subject.slice(0, 99), Message: messageOf(work, token) };
  try {
    await client.send(new PublishCommand(message));
  } catch (error) {
    const { name, message } = wordsOfError(error);
    throw new ActionFailure(
      "PermissionError",
      `The approval could not be asked for by ${topicArn}: ${name}: ${message}`,
    );
  } finally {
    client.destroy();
  }
}

/** …/userguide/approvals-json-format.html */
function messageOf(
  { home, pipeline, run, configuration }: Omit<ActionWork, "role" | "context">,
  token: string,
): string {
  const console = `https://console.aws.amazon.com/codesuite/codepipeline/pipelines/${pipeline.name}/view?region=${home.region}`;
  return JSON.stringify({
    region: home.region,
    consoleLink: console,
    approval: {
      pipelineName: pipeline.name,
      stageName: run.stageName,
      actionName: run.name,
      token,
      expires: expiryOf(run),
      externalEntityLink: configuration.ExternalEntityLink,
      approvalReviewLink: `${console}#/${run.stageName}/${run.name}/approve/${token}`,
      customData: configuration.CustomData,
    },
  });
}

/** Such as `2016-07-07T20:22Z`. */
function expiryOf(run: ActionWork["run"]): string {
  const expires = new Date(new Date(run.startTime).getTime() + minutesFor(run) * 60_000);
  return `${expires.toISOString().slice(0, 16)}Z`;
}
