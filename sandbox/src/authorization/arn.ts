/** The parts of `arn:aws:iam::111111111111:role/path/Name`. */
export interface Arn {
  readonly service: string;
  /** 12 digits; empty for what has no account, such as a bucket. */
  readonly accountId: string;
  /** `role/path/Name` */
  readonly resource: string;
}

export function tryParseArn(text: string): Arn | undefined {
  const [arn, , service = "", , accountId = "", ...resource] = text.split(":");
  return arn === "arn" ? { service, accountId, resource: resource.join(":") } : undefined;
}

export function parseArn(text: string): Arn {
  const arn = tryParseArn(text);
  if (!arn) throw new Error(`${JSON.stringify(text)} is not an ARN, which starts with "arn:"`);
  return arn;
}

/** The last part of a role's or user's ARN, after its path. */
export function nameIn({ resource }: Arn): string {
  return resource.slice(resource.lastIndexOf("/") + 1);
}
