import { type Problem, show } from "../../diagnostics/index.js";
import { parseArn } from "../../iam/index.js";
import { allowedBy, isOwnTopic, matchesAny, type Settings } from "../../settings/index.js";
import { checkPipelineVariables } from "../pipeline-variables.js";
import type { RawApproval, RawApprovalTerms } from "./raw.js";

/** Who is told of an approval: addresses or one topic, where the pipeline can reach it. */
export function checkApproval(
  approval: RawApproval | undefined,
  path: string,
  settings: Settings,
): Problem[] {
  if (typeof approval === "string") return checkTopic(approval, path, settings);
  if (typeof approval !== "object" || Array.isArray(approval)) return [];
  const { Emails, TopicArn, Message } = approval as RawApprovalTerms;
  const words = Message === undefined ? [] : checkPipelineVariables(Message, `${path}/Message`);
  if (TopicArn === undefined) return words;
  const both: Problem = {
    path,
    code: "item.approval-twice",
    message: "Both Emails and TopicArn are given.",
    hint: "Keep one: subscribe the addresses to the topic, or let a topic be made for them.",
  };
  return [...words, ...(Emails ? [both] : []), ...checkTopic(TopicArn, `${path}/TopicArn`, settings)];
}

/** The topic must be in the pipeline's own region and account (CodePipeline user guide, "Add a manual approval action"). */
function checkTopic(topic: string, path: string, settings: Settings): Problem[] {
  const { region, centralAccount } = settings;
  const parts = parseArn(topic);
  if (!parts) return [];
  if (isOwnTopic(topic, settings)) return [ownTopic(topic, path)];
  if (parts.region === region && (centralAccount === undefined || parts.account === centralAccount))
    return matchesAny(topic, settings.limits.topics) ? [] : [notListed(topic, path, settings)];
  return [
    {
      path,
      code: "item.topic-elsewhere",
      value: show(topic),
      message: `The topic is in ${parts.region}, account ${parts.account}; the pipeline is in ${region}${centralAccount ? `, account ${centralAccount}` : ""}.`,
      hint: "Name a topic of the pipeline's own region and account.",
    },
  ];
}

/** Whoever listens to a topic would get what an item's writer says. */
function notListed(topic: string, path: string, { limits }: Settings): Problem {
  return {
    path,
    code: "item.limit-topic",
    value: show(topic),
    message: `The topic ${show(topic)} is not among those that this installation lets approvals be told to.`,
    hint: `${allowedBy("topics", limits)} E-mail addresses get a topic of their own.`,
  };
}

/** A pipeline may not speak to another's approvers, nor to those who are told of failures. */
function ownTopic(topic: string, path: string): Problem {
  return {
    path,
    code: "item.own-topic",
    value: show(topic),
    message: `The topic ${show(topic)} is stagewright's own, of the control plane or of a pipeline's approvals.`,
    hint: "Give the approvers' e-mail addresses, or a topic of your own.",
  };
}
