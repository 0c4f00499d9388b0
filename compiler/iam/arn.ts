/**
 * Where ARNs stand. Plain values give them as AWS holds them; references of Terraform or CloudFormation, as a stack, a
 * module or a template writes them.
 */
export interface ArnContext {
  /** `aws`, `aws-cn`, … */
  readonly partition: string;
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
}

/** Of a regional service: `arn:aws:codebuild:eu-west-1:111111111111:project/name`. */
export function arn(service: string, resource: string, { partition, region, account }: ArnContext): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** Of a service that stands in no region, such as IAM: `arn:aws:iam::111111111111:role/name`. */
export function globalArn(
  service: string,
  resource: string,
  { partition, account }: Omit<ArnContext, "region">,
): string {
  return arn(service, resource, { partition, region: "", account });
}

export function roleArn(name: string, context: Omit<ArnContext, "region">): string {
  return globalArn("iam", `role/${name}`, context);
}

/** The account itself, as a principal: what its own IAM allows then decides. */
export function accountArn(context: Omit<ArnContext, "region">): string {
  return globalArn("iam", "root", context);
}

/** A bucket, or with a key behind a slash the object. */
export function bucketArn(name: string, { partition }: Pick<ArnContext, "partition">): string {
  return arn("s3", name, { partition, region: "", account: "" });
}

/** The parts of an ARN. The resource is all that stands behind the fifth colon. */
export interface ArnParts extends ArnContext {
  readonly service: string;
  readonly resource: string;
}

/** Undefined for a text that is no ARN. */
export function parseArn(text: string): ArnParts | undefined {
  const match = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s.exec(text);
  if (!match) return undefined;
  const [, partition = "", service = "", region = "", account = "", resource = ""] = match;
  return { partition, service, region, account, resource };
}
