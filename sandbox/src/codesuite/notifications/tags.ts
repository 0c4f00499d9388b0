import {
  type CodeSuiteContext,
  checkConsoleTags,
  type Operation,
  requestTagContext,
  type Tags,
  withoutTags,
  withTags,
} from "../core/index.js";
import { getNotificationRule, onRule, rulesAt } from "./records.js";

export function tagRule(context: CodeSuiteContext): Operation<{ Arn: string; Tags: Tags }> {
  return {
    permission: ({ Arn, Tags }, call) => onRule(context, call, Arn, requestTagContext(Tags)),
    handle({ Arn, Tags: added }, call) {
      const rule = getNotificationRule(context, call, Arn);
      const tags = withTags(rule.tags, added);
      checkConsoleTags(tags);
      rulesAt(context, call).put(Arn, { ...rule, tags });
      return { Tags: tags };
    },
  };
}

export function untagRule(context: CodeSuiteContext): Operation<{ Arn: string; TagKeys: readonly string[] }> {
  return {
    permission: ({ Arn, TagKeys }, call) => onRule(context, call, Arn, { "aws:TagKeys": TagKeys }),
    handle({ Arn, TagKeys }, call) {
      const rule = getNotificationRule(context, call, Arn);
      rulesAt(context, call).put(Arn, { ...rule, tags: withoutTags(rule.tags, TagKeys) });
      return {};
    },
  };
}

export function listRuleTags(context: CodeSuiteContext): Operation<{ Arn: string }> {
  return {
    permission: ({ Arn }, call) => onRule(context, call, Arn),
    handle: ({ Arn }, call) => ({ Tags: getNotificationRule(context, call, Arn).tags }),
  };
}
