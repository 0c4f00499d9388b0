import { randomUUID } from "node:crypto";
import {
  AwsError,
  arnAt,
  type CodeSuiteContext,
  checkConsoleTags,
  type Operation,
  pageOf,
  requestTagContext,
} from "../core/index.js";
import { type ConnectionRecord, getConnection, getHost, keyOf, recordsAt, statusOf } from "./records.js";
import { type ConnectionTags, onTagged, readConnectionTags, writeConnectionTags } from "./tags.js";

interface NewConnection {
  readonly ConnectionName: string;
  readonly ProviderType?: string;
  readonly HostArn?: string;
  readonly Tags?: ConnectionTags;
}

/** @param service the name that the ARN bears: `codestar-connections` or `codeconnections`. */
export function createConnection(context: CodeSuiteContext, service: string): Operation<NewConnection> {
  return {
    permission: ({ Tags, ProviderType }) => ({
      resource: "*",
      context: {
        ...requestTagContext(readConnectionTags(Tags)),
        ...(ProviderType ? { [`${service}:ProviderType`]: ProviderType } : {}),
      },
    }),
    handle({ ConnectionName: name, ProviderType, HostArn: hostArn, Tags }, call) {
      const host = hostArn === undefined ? undefined : getHost(context, call, hostArn);
      const providerType = ProviderType ?? host?.providerType;
      if (providerType === undefined) {
        throw new AwsError("ValidationException", "A connection needs either a ProviderType or a HostArn");
      }
      const tags = readConnectionTags(Tags);
      checkConsoleTags(tags);
      const arn = arnAt(call, service, `connection/${randomUUID()}`);
      const connection: ConnectionRecord = {
        ...{ arn, name, providerType, ownerAccountId: call.accountId, isPending: true, tags },
        ...(hostArn !== undefined && { hostArn }),
      };
      recordsAt(context, call).connections.put(keyOf(arn, call), connection);
      return { ConnectionArn: arn, Tags: writeConnectionTags(tags) };
    },
  };
}

export function readConnection(context: CodeSuiteContext): Operation<{ ConnectionArn: string }> {
  return {
    permission: ({ ConnectionArn }, call) => onTagged(context, call, ConnectionArn),
    handle: ({ ConnectionArn }, call) => ({
      Connection: describe(getConnection(context, call, ConnectionArn)),
    }),
  };
}

export function deleteConnection(context: CodeSuiteContext): Operation<{ ConnectionArn: string }> {
  return {
    permission: ({ ConnectionArn }, call) => onTagged(context, call, ConnectionArn),
    handle({ ConnectionArn }, call) {
      const { arn } = getConnection(context, call, ConnectionArn);
      recordsAt(context, call).connections.delete(keyOf(arn, call));
      return {};
    },
  };
}

interface Listing {
  readonly ProviderTypeFilter?: string;
  readonly HostArnFilter?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export function listConnections(context: CodeSuiteContext, service: string): Operation<Listing> {
  return {
    permission: (_, call) => ({ resource: arnAt(call, service, "connection/*") }),
    handle({ ProviderTypeFilter: provider, HostArnFilter: host, MaxResults, NextToken }, call) {
      const matching = recordsAt(context, call)
        .connections.list()
        .filter(({ providerType }) => provider === undefined || providerType === provider)
        .filter(({ hostArn }) => host === undefined || hostArn === host);
      const page = pageOf(matching, {
        keyOf: ({ arn }) => arn,
        size: MaxResults || 100,
        invalidToken: "ValidationException",
        ...(NextToken === undefined ? {} : { token: NextToken }),
      });
      return { Connections: page.items.map(describe), NextToken: page.nextToken };
    },
  };
}

function describe(connection: ConnectionRecord): object {
  const { arn, name, providerType, hostArn, ownerAccountId } = connection;
  return {
    ConnectionArn: arn,
    ConnectionName: name,
    ProviderType: providerType,
    HostArn: hostArn,
    OwnerAccountId: ownerAccountId,
    ConnectionStatus: statusOf(connection),
  };
}
