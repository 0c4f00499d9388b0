export type Fields = Readonly<Record<string, unknown>>;

/** Members that name what a call is about, the most telling first. */
const namingFields = [
  "TableName",
  "FunctionName",
  "RoleName",
  "RoleArn",
  "UserName",
  "PolicyArn",
  "PolicyName",
  "QueueUrl",
  "QueueName",
  "TopicArn",
  "KeyId",
  "AliasName",
  "StackName",
  "StreamArn",
  "SecretId",
  "logGroupName",
  "AlarmName",
  "DashboardName",
  "Rule",
  "EventBusName",
  "repositoryName",
  "projectName",
  "pipelineName",
  "pipeline.name",
  "ConnectionArn",
  "ConnectionName",
  "ResourceArn",
  "ResourceARN",
  "resourceArn",
  "arn",
  "Name",
  "name",
  "id",
] as const;

/** The name, ARN or URL of what a call is about, where it has one. */
export function resourceOf(fields: Fields): string | undefined {
  for (const path of namingFields) {
    const value = path.split(".").reduce<unknown>(memberOf, fields);
    if (typeof value === "string" && value) return value;
  }
  return undefined;
}

export function fieldsOfForm(body: Buffer | undefined): Fields {
  return body ? Object.fromEntries(new URLSearchParams(body.toString())) : {};
}

/** A body that is no JSON object is the service's to refuse: it has no fields. */
export function fieldsOfJson(body: Buffer | undefined): Fields {
  try {
    const value: unknown = JSON.parse(body?.toString() || "{}");
    return isFields(value) ? value : {};
  } catch {
    return {};
  }
}

function memberOf(value: unknown, name: string): unknown {
  return isFields(value) ? value[name] : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
