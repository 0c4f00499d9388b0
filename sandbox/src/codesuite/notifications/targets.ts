import { AwsError, type CodeSuiteContext, type Operation, type OperationCall } from "../core/index.js";
import {
  getNotificationRule,
  type NotificationRuleRecord,
  type NotificationTarget,
  onRule,
  rulesAt,
} from "./records.js";

/** https://docs.aws.amazon.com/dtconsole/latest/userguide/limits.html (targets of a notification rule) */
const maxTargets = 10;

export function subscribe(context: CodeSuiteContext): Operation<{ Arn: string; Target: NotificationTarget }> {
  return {
    permission: ({ Arn }, call) => onRule(context, call, Arn),
    handle({ Arn, Target: added }, call) {
      const rule = getNotificationRule(context, call, Arn);
      const targets = [...rule.targets.filter((each) => !isAt(each, added.TargetAddress)), added];
      if (targets.length > maxTargets) {
        throw new AwsError("ValidationException", `A notification rule has ${maxTargets} targets at most`);
      }
      rulesAt(context, call).put(Arn, { ...rule, targets });
      return { Arn };
    },
  };
}

export function unsubscribe(context: CodeSuiteContext): Operation<{ Arn: string; TargetAddress: string }> {
  return {
    permission: ({ Arn }, call) => onRule(context, call, Arn),
    handle({ Arn, TargetAddress }, call) {
      const rule = rulesAt(context, call).get(Arn);
      if (rule) putWithout(context, call, rule, TargetAddress);
      return { Arn };
    },
  };
}

export function listTargets(context: CodeSuiteContext): Operation {
  return {
    handle(_, call) {
      const targets = rulesAt(context, call)
        .list()
        .flatMap((rule) => rule.targets);
      const byAddress = new Map(targets.map((target) => [target.TargetAddress, target]));
      return { Targets: [...byAddress.values()].map((target) => ({ ...target, TargetStatus: "ACTIVE" })) };
    },
  };
}

/** A target that rules use goes only with `ForceUnsubscribeAll` (API reference, DeleteTarget). */
export function deleteTarget(
  context: CodeSuiteContext,
): Operation<{ TargetAddress: string; ForceUnsubscribeAll?: boolean }> {
  return {
    handle({ TargetAddress, ForceUnsubscribeAll = false }, call) {
      const using = rulesAt(context, call)
        .list()
        .filter(({ targets }) => targets.some((each) => isAt(each, TargetAddress)));
      if (using.length > 0 && !ForceUnsubscribeAll) {
        throw new AwsError(
          "ValidationException",
          "The target is associated with one or more notification rules",
        );
      }
      for (const rule of using) putWithout(context, call, rule, TargetAddress);
      return {};
    },
  };
}

function putWithout(
  context: CodeSuiteContext,
  call: OperationCall,
  rule: NotificationRuleRecord,
  address: string,
): void {
  const targets = rule.targets.filter((each) => !isAt(each, address));
  rulesAt(context, call).put(rule.arn, { ...rule, targets });
}

function isAt({ TargetAddress }: NotificationTarget, address: string | undefined): boolean {
  return TargetAddress === address;
}
