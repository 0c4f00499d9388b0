import type { Service } from "../../service.js";
import { type CodeSuiteContext, defineService } from "../core/index.js";
import { eventTypes } from "./event-types.js";
import { createRule, deleteRule, describeRule, listRules, updateRule } from "./rules.js";
import { listTags, tagResource, untagResource } from "./tags.js";
import { deleteTarget, listTargets, subscribe, unsubscribe } from "./targets.js";

/** CodeStar Notifications: rules are checked and kept; nothing is sent. */
export function createNotifications(context: CodeSuiteContext): Service {
  return defineService({
    model: context.models.load("codestar-notifications"),
    iamPrefix: "codestar-notifications",
    authorizer: context.authorizer,
    operations: {
      CreateNotificationRule: createRule(context),
      DescribeNotificationRule: describeRule(context),
      UpdateNotificationRule: updateRule(context),
      DeleteNotificationRule: deleteRule(context),
      ListNotificationRules: listRules(context),
      ListEventTypes: { handle: () => ({ EventTypes: eventTypes }) },
      Subscribe: subscribe(context),
      Unsubscribe: unsubscribe(context),
      ListTargets: listTargets(context),
      DeleteTarget: deleteTarget(context),
      TagResource: tagResource(context),
      UntagResource: untagResource(context),
      ListTagsForResource: listTags(context),
    },
  });
}
