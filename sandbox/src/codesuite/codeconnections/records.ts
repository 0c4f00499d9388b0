import {
  type Arn,
  AwsError,
  type CodeSuiteContext,
  type Place,
  type Table,
  type Tags,
  tryParseArn,
} from "../core/index.js";

export interface ConnectionRecord {
  readonly arn: string;
  readonly name: string;
  readonly providerType: string;
  readonly hostArn?: string;
  readonly ownerAccountId: string;
  /** Whether it waits for somebody who completes it. */
  readonly isPending?: boolean;
  readonly tags: Tags;
}

export interface HostRecord {
  readonly arn: string;
  readonly name: string;
  readonly providerType: string;
  readonly providerEndpoint: string;
  readonly vpcConfiguration?: object;
  /** Whether it waits for somebody who sets it up. */
  readonly isPending?: boolean;
  readonly tags: Tags;
}

/** Both by the last part of their ARNs, `connection/…` and `host/…`, which the service's two names share. */
export interface ConnectionTables {
  readonly connections: Table<ConnectionRecord>;
  readonly hosts: Table<HostRecord>;
}

export function recordsAt(
  { store }: Pick<CodeSuiteContext, "store">,
  { accountId, region }: Place,
): ConnectionTables {
  const address = { accountId, region, service: "codeconnections" };
  return {
    connections: store.table({ ...address, table: "connections" }),
    hosts: store.table({ ...address, table: "hosts" }),
  };
}

/** `connection/…` or `host/…` of this account and region; anything else cannot be found. */
export function keyOf(arn: string, place: Place): string {
  const { accountId, region, resource } = parseOwn(arn);
  return accountId === place.accountId && region === place.region ? resource : "";
}

/** An ARN of this service under either name. */
export function parseOwn(arn: string): Arn {
  const parsed = tryParseArn(arn);
  const service = /^(codestar-connections|codeconnections)$/.test(parsed?.service ?? "");
  if (parsed && service && /^(connection|host)\/./.test(parsed.resource)) return parsed;
  throw new AwsError("ResourceNotFoundException", `Resource not found: ${arn}`);
}

export function getConnection(
  context: Pick<CodeSuiteContext, "store">,
  place: Place,
  arn: string,
): ConnectionRecord {
  const connection = recordsAt(context, place).connections.get(keyOf(arn, place));
  if (connection) return connection;
  throw new AwsError("ResourceNotFoundException", `Connection not found: ${arn}`);
}

/** As the service words it, of a connection or a host. */
export const statusOf = ({ isPending }: Pick<ConnectionRecord, "isPending">) =>
  isPending ? "PENDING" : "AVAILABLE";

export function getHost(context: Pick<CodeSuiteContext, "store">, place: Place, arn: string): HostRecord {
  const host = recordsAt(context, place).hosts.get(keyOf(arn, place));
  if (host) return host;
  throw new AwsError("ResourceNotFoundException", `Host not found: ${arn}`);
}
