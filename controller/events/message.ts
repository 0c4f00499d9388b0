import { pipelineLink } from "../../compiler/iam/index.js";
import { type ActionFailure, type Activity, type Commit, failureId, shortly } from "../records/index.js";

/** What people are told of a failure: a mail's subject and text, and what chat applications show. */
export interface FailureMessage {
  readonly subject: string;
  readonly mail: string;
  readonly chat: CustomNotification;
}

/**
 * What Amazon Q Developer in chat applications shows in a channel, as it came by a topic:
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export interface CustomNotification {
  readonly version: "1.0";
  readonly source: "custom";
  readonly id: string;
  readonly content: {
    readonly textType: "client-markdown";
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: { readonly threadId: string; readonly summary: string; readonly eventType: string };
}

export function failureMessageOf(
  { key, pipeline, seen }: Activity,
  failure: ActionFailure,
  region: string,
): FailureMessage {
  const [repository, branch] = [shortly(key.repository), shortly(key.branch)];
  const commit = seen.commits.find(({ execution }) => execution === failure.execution);
  const facts: Facts = {
    repository,
    branch,
    failure,
    commit,
    pipeline,
    link: pipelineLink(pipeline, region, `executions/${failure.execution}/timeline`),
  };
  return { subject: subjectOf(facts), mail: mailOf(facts), chat: chatOf(facts) };
}

interface Facts {
  readonly repository: string;
  readonly branch: string;
  readonly pipeline: string;
  readonly failure: ActionFailure;
  readonly commit: Commit | undefined;
  /** Of the execution, in the console. */
  readonly link: string;
}

/** SNS takes 99 characters of ASCII that begin with a letter (Amazon SNS API reference, Publish). */
function subjectOf({ repository, branch, failure }: Facts): string {
  const text = `Failed: ${failure.action} of ${repository} ${branch}`;
  return text
    .replace(/[^\x20-\x7e]/g, "?")
    .slice(0, 99)
    .trim();
}

function whatFailed({ failure: { action, stage, isApproval } }: Facts): string {
  return isApproval
    ? `The approval ${action} in stage ${stage} was refused, or nobody answered in time.`
    : `The action ${action} in stage ${stage} failed.`;
}

function mailOf(facts: Facts): string {
  const { repository, branch, failure, commit, link } = facts;
  return [
    `The pipeline of ${repository}, branch ${branch}: ${whatFailed(facts)}`,
    ...(failure.message === "" ? [] : ["", failure.message, ""]),
    ...(commit ? [`Commit: ${commit.id}`] : []),
    `Execution: ${link}`,
    ...(failure.link === undefined ? [] : [`More of the action: ${failure.link}`]),
    `\`stagewright status ${repository} ${branch}\` tells more.`,
  ].join("\n");
}

function chatOf(facts: Facts): CustomNotification {
  const { repository, branch, pipeline, failure, commit, link } = facts;
  const title = `Pipeline of ${withoutMarkup(repository)} ${withoutMarkup(branch)} failed`;
  return {
    version: "1.0",
    source: "custom",
    id: failureId(failure),
    content: {
      textType: "client-markdown",
      title,
      description: [
        withoutMarkup(whatFailed(facts)),
        ...failure.message.split("\n").map(withoutMarkup),
        ...(commit ? [`Commit ${withoutMarkup(commit.id)}`] : []),
        link,
      ]
        .filter((line) => line !== "")
        .join("\n"),
      nextSteps: [`stagewright status ${withoutMarkup(repository)} ${withoutMarkup(branch)}`],
      keywords: [withoutMarkup(failure.stage), withoutMarkup(failure.action)],
    },
    metadata: { threadId: pipeline, summary: title, eventType: "stagewright pipeline failure" },
  };
}

/**
 * Nothing that Markdown, or a chat application, makes more of than text: no link, no mention of people or channels, no
 * emphasis. An address keeps its sense.
 */
function withoutMarkup(text: string): string {
  return text
    .replace(/@/g, "(at)")
    .replace(/:\/\//g, ":/ /")
    .replace(/[<>[\]`*~|\\!#&{}]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "·");
}
