import type { Service } from "../../service.js";
import { type CodeSuiteContext, defineService } from "../core/index.js";
import { eventTypes } from "./event-types.js";
import {
  createNotificationRule,
  deleteNotificationRule,
  describeNotificationRule,
  listNotificationRules,
  updateNotificationRule,
} from "./rules.js";
import { listRuleTags, tagRule, untagRule } from "./tags.js";
import { deleteTarget, listTargets, subscribe, unsubscribe } from "./targets.js";

/** CodeStar Notifications: rules are checked and kept; nothing is sent. */
export function createNotifications(context: CodeSuiteContext): Service {
  return defineService({
    model: context.models.load("codestar-notifications"),
    iamPrefix: "codestar-notifications",
    authorizer: context.authorizer,
    operations: {
      CreateNotificationRule: createNotificationRule(context),
      DescribeNotificationRule: describeNotificationRule(context),
      UpdateNotificationRule: updateNotificationRule(context),
      DeleteNotificationRule: deleteNotificationRule(context),
      ListNotificationRules: listNotificationRules(context),
      ListEventTypes: { handle: () => ({ EventTypes: eventTypes }) },
      Subscribe: subscribe(context),
      Unsubscribe: unsubscribe(context),
      ListTargets: listTargets(context),
      DeleteTarget: deleteTarget(context),
      TagResource: tagRule(context),
      UntagResource: untagRule(context),
      ListTagsForResource: listRuleTags(context),
    },
  });
}
