/** `arn:partition:service:region:account:resource`, taken apart. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** All that follows the account: `project/web`, `my-pipeline`. */
  readonly resource: string;
}

/** Undefined when the text is no ARN. */
export function tryParseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, accountId, ...resource] = text.split(":");
  if (prefix !== "arn" || !partition || !service || region === undefined || accountId === undefined) {
    return undefined;
  }
  return resource.length > 0
    ? { partition, service, region, accountId, resource: resource.join(":") }
    : undefined;
}

/** The ARN of a resource at the place of a call, in the partition that the region belongs to. */
export function arnAt(
  place: { readonly accountId: string; readonly region: string },
  service: string,
  resource: string,
): string {
  return `arn:${partitionOf(place.region)}:${service}:${place.region}:${place.accountId}:${resource}`;
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
