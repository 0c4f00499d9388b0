import {
  DescribeRuleCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { GetTopicAttributesCommand, ListTagsForResourceCommand as ListTopicTags } from "@aws-sdk/client-sns";
import { type Clients, callerOf, unlessAbsent } from "./clients.js";
import { type Finder, type Search, type Tags, tagsIn, text } from "./finder.js";

const absent = "ResourceNotFoundException";

export const findRule: Finder = async (values, search) => {
  const name = text(values, "name");
  const tags = await tagsOfRule(name, search);
  return tags && { id: name, tags };
};

/** The provider makes up a target's id, so that it can only be asked for. A rule of ours has one target. */
export const findTarget: Finder = async (values, search) => {
  const Rule = text(values, "rule");
  if (Rule === "") return undefined;
  const { events } = search.clients;
  const list = await unlessAbsent(events.send(new ListTargetsByRuleCommand({ Rule })), absent);
  const [target] = list?.Targets ?? [];
  const tags = target && (await tagsOfRule(Rule, search));
  return tags && { id: `${Rule}/${target.Id}`, tags };
};

async function tagsOfRule(Name: string, { clients: { events } }: Search): Promise<Tags | undefined> {
  const rule = await unlessAbsent(events.send(new DescribeRuleCommand({ Name })), absent);
  if (!rule?.Arn) return undefined;
  const { Tags = [] } = await events.send(new ListTagsForResourceCommand({ ResourceARN: rule.Arn }));
  return tagsIn(Tags);
}

export const findTopic: Finder = async (values, { clients }) => {
  const TopicArn = await topicArn(text(values, "name"), clients);
  const topic = await unlessAbsent(
    clients.sns.send(new GetTopicAttributesCommand({ TopicArn })),
    "NotFoundException",
  );
  if (!topic) return undefined;
  const { Tags = [] } = await clients.sns.send(new ListTopicTags({ ResourceArn: TopicArn }));
  return { id: TopicArn, tags: tagsIn(Tags) };
};

export async function topicArn(name: string, clients: Clients): Promise<string> {
  const { account, partition } = await callerOf(clients);
  return `arn:${partition}:sns:${await clients.sns.config.region()}:${account}:${name}`;
}
