import {
  AwsError,
  arnAt,
  type CodeSuiteContext,
  type OperationCall,
  type Permission,
  resourceTagContext,
  type Table,
  type Tags,
} from "../core/index.js";

export interface NotificationTarget {
  /** `SNS`, `AWSChatbotSlack` or `AWSChatbotMicrosoftTeams`. */
  readonly TargetType?: string;
  /** An ARN. */
  readonly TargetAddress?: string;
}

/** A rule as it is kept. Times are ISO strings. */
export interface NotificationRuleRecord {
  readonly arn: string;
  readonly name: string;
  readonly eventTypeIds: readonly string[];
  /** The ARN of a pipeline, project, repository or application. */
  readonly resource: string;
  readonly targets: readonly NotificationTarget[];
  readonly detailType: string;
  readonly status: string;
  readonly createdBy: string;
  readonly created: string;
  readonly modified: string;
  readonly tags: Tags;
}

/** The rules of an account and region, by ARN. */
export function rulesAt(
  { store }: Pick<CodeSuiteContext, "store">,
  { accountId, region }: OperationCall,
): Table<NotificationRuleRecord> {
  return store.table({ accountId, region, service: "codestar-notifications", table: "rules" });
}

export function getNotificationRule(
  context: CodeSuiteContext,
  call: OperationCall,
  arn: string,
): NotificationRuleRecord {
  const rule = rulesAt(context, call).get(arn);
  if (rule) return rule;
  throw new AwsError("ResourceNotFoundException", `Could not find a notification rule with ARN ${arn}`, 404);
}

export function ruleArn(call: OperationCall, id: string): string {
  return arnAt(call, "codestar-notifications", `notificationrule/${id}`);
}

/**
 * Calls about one rule are decided on its ARN, its tags and the resource that it tells of:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodestarnotifications.html
 */
export function onRule(
  context: CodeSuiteContext,
  call: OperationCall,
  arn: string,
  further: Permission["context"] = {},
): Permission {
  const rule = rulesAt(context, call).get(arn);
  const about = rule && { "codestar-notifications:NotificationsForResource": rule.resource };
  return { resource: arn, context: { ...resourceTagContext(rule?.tags ?? {}), ...about, ...further } };
}
