import { randomUUID } from "node:crypto";
import {
  AwsError,
  type CodeSuiteContext,
  checkConsoleTags,
  type Operation,
  type OperationCall,
  pageOf,
  requestTagContext,
  type Tags,
  tryParseArn,
} from "../core/index.js";
import { eventTypes, eventTypesOf } from "./event-types.js";
import {
  getNotificationRule,
  type NotificationRuleRecord,
  type NotificationTarget,
  onRule,
  ruleArn,
  rulesAt,
} from "./records.js";

interface NewRule {
  readonly Name: string;
  readonly EventTypeIds: readonly string[];
  readonly Resource: string;
  readonly Targets: readonly NotificationTarget[];
  readonly DetailType: string;
  readonly Status?: string;
  readonly Tags?: Tags;
}

export function createNotificationRule(context: CodeSuiteContext): Operation<NewRule> {
  return {
    permission: ({ Resource, Tags = {} }, call) => ({
      resource: ruleArn(call, "*"),
      context: {
        ...requestTagContext(Tags),
        "codestar-notifications:NotificationsForResource": Resource,
      },
    }),
    handle(input, call) {
      const { Name: name, EventTypeIds: eventTypeIds, Resource: resource, Tags: tags = {} } = input;
      requireFree(context, call, name);
      checkEvents(eventTypeIds, resource);
      checkConsoleTags(tags);
      const time = context.now().toISOString();
      const arn = ruleArn(call, randomUUID().replaceAll("-", ""));
      const rule: NotificationRuleRecord = {
        ...{ arn, name, eventTypeIds, resource, tags, targets: input.Targets },
        ...{ detailType: input.DetailType, status: input.Status ?? "ENABLED" },
        ...{ createdBy: call.caller.arn, created: time, modified: time },
      };
      rulesAt(context, call).put(arn, rule);
      return { Arn: arn };
    },
  };
}

type ChangedRule = { readonly Arn: string } & Partial<Omit<NewRule, "Resource" | "Tags">>;

/** What is given replaces what was (API reference, UpdateNotificationRule). */
export function updateNotificationRule(context: CodeSuiteContext): Operation<ChangedRule> {
  return {
    permission: ({ Arn }, call) => onRule(context, call, Arn),
    handle({ Arn, Name, EventTypeIds, Targets, DetailType, Status }, call) {
      const rule = getNotificationRule(context, call, Arn);
      if (Name !== undefined && Name !== rule.name) requireFree(context, call, Name);
      if (EventTypeIds) checkEvents(EventTypeIds, rule.resource);
      rulesAt(context, call).put(Arn, {
        ...rule,
        name: Name ?? rule.name,
        eventTypeIds: EventTypeIds ?? rule.eventTypeIds,
        targets: Targets ?? rule.targets,
        detailType: DetailType ?? rule.detailType,
        status: Status ?? rule.status,
        modified: context.now().toISOString(),
      });
      return {};
    },
  };
}

export function describeNotificationRule(context: CodeSuiteContext): Operation<{ Arn: string }> {
  return {
    permission: ({ Arn }, call) => onRule(context, call, Arn),
    handle({ Arn }, call) {
      const rule = getNotificationRule(context, call, Arn);
      return {
        ...{ Arn, Name: rule.name, Resource: rule.resource, DetailType: rule.detailType },
        ...{ Status: rule.status, CreatedBy: rule.createdBy, Tags: rule.tags },
        ...{ CreatedTimestamp: rule.created, LastModifiedTimestamp: rule.modified },
        EventTypes: eventTypes.filter(({ EventTypeId }) => rule.eventTypeIds.includes(EventTypeId)),
        Targets: rule.targets.map((target) => ({ ...target, TargetStatus: "ACTIVE" })),
      };
    },
  };
}

/** One that is not there is deleted already: the operation has no such error. */
export function deleteNotificationRule(context: CodeSuiteContext): Operation<{ Arn: string }> {
  return {
    permission: ({ Arn }, call) => onRule(context, call, Arn),
    handle({ Arn }, call) {
      rulesAt(context, call).delete(Arn);
      return { Arn };
    },
  };
}

export function listNotificationRules(
  context: CodeSuiteContext,
): Operation<{ NextToken?: string; MaxResults?: number }> {
  return {
    handle({ NextToken: token, MaxResults: size = 100 }, call) {
      const page = pageOf(rulesAt(context, call).list(), {
        keyOf: ({ arn }) => arn,
        size,
        ...(token !== undefined && { token }),
      });
      const rules = page.items.map(({ arn }) => ({ Id: arn.slice(arn.indexOf("/") + 1), Arn: arn }));
      return { NotificationRules: rules, NextToken: page.nextToken };
    },
  };
}

function requireFree(context: CodeSuiteContext, call: OperationCall, name: string): void {
  if (
    !rulesAt(context, call)
      .list()
      .some((rule) => rule.name === name)
  )
    return;
  throw new AwsError(
    "ResourceAlreadyExistsException",
    `A notification rule with the name ${name} already exists in this account`,
    409,
  );
}

function checkEvents(ids: readonly string[], resource: string): void {
  const known = eventTypesOf(tryParseArn(resource)?.service ?? "").map(({ EventTypeId }) => EventTypeId);
  if (known.length === 0) {
    throw new AwsError("ValidationException", `The resource ${resource} is not supported`);
  }
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    throw new AwsError(
      "ValidationException",
      `Event type ${unknown} is not valid for the resource ${resource}`,
    );
  }
}
