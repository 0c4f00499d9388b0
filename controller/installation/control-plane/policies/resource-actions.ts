/**
 * What Terraform's provider asks of a resource of each kind, from making it to removing it; whose, the statements say.
 * Reads were taken from the calls of provider 5.100.0. AWS asks for the tagging beside the making where what is made
 * bears tags (service authorization reference, "Dependent actions").
 */
export const tagActions: readonly string[] = ["ListTagsForResource", "TagResource", "UntagResource"];

export const projectActions: readonly string[] = [
  "BatchGetProjects",
  "CreateProject",
  "DeleteProject",
  "UpdateProject",
];

export const ruleActions: readonly string[] = [
  "DeleteRule",
  "DescribeRule",
  "ListTargetsByRule",
  "PutRule",
  "PutTargets",
  "RemoveTargets",
  ...tagActions,
];

export const logGroupActions: readonly string[] = [
  "CreateLogGroup",
  "DeleteLogGroup",
  "DeleteRetentionPolicy",
  "PutRetentionPolicy",
  ...tagActions,
];

/**
 * A subscription's ARN begins with its topic's, and IAM judges it by the topic. From provider 5.94.0 on each look at a
 * subscription lists the topic's, and passes over a denial (terraform-provider-aws, pull request 42117).
 */
export const topicActions: readonly string[] = [
  "CreateTopic",
  "DeleteTopic",
  "GetSubscriptionAttributes",
  "GetTopicAttributes",
  "ListSubscriptionsByTopic",
  "SetTopicAttributes",
  "Subscribe",
  "Unsubscribe",
  ...tagActions,
];

/** Of a role whose policies are in it; making and granting stand apart where a boundary is asked for. */
export const roleActions: readonly string[] = [
  "DeleteRole",
  "GetRole",
  "GetRolePolicy",
  "ListAttachedRolePolicies",
  "ListInstanceProfilesForRole",
  "ListRolePolicies",
  "TagRole",
  "UntagRole",
  "UpdateAssumeRolePolicy",
];
