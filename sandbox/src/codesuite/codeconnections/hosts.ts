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
import { getHost, type HostRecord, keyOf, recordsAt, statusOf } from "./records.js";
import { type ConnectionTags, onTagged, readConnectionTags, writeConnectionTags } from "./tags.js";

/** Providers that run on a customer's own machines: https://docs.aws.amazon.com/dtconsole/latest/userguide/connections-hosts.html */
const hostedTypes = ["GitHubEnterpriseServer", "GitLabSelfManaged"];

interface NewHost {
  readonly Name: string;
  readonly ProviderType: string;
  readonly ProviderEndpoint: string;
  readonly VpcConfiguration?: object;
  readonly Tags?: ConnectionTags;
}

/** @param service the name that the ARN bears: `codestar-connections` or `codeconnections`. */
export function createHost(context: CodeSuiteContext, service: string): Operation<NewHost> {
  return {
    permission: ({ Tags, ProviderType }) => ({
      resource: "*",
      context: { ...requestTagContext(readConnectionTags(Tags)), [`${service}:ProviderType`]: ProviderType },
    }),
    handle({ Name: name, ProviderType: providerType, ProviderEndpoint, VpcConfiguration, Tags }, call) {
      if (!hostedTypes.includes(providerType)) {
        throw new AwsError(
          "ValidationException",
          `A host cannot be of the provider type ${providerType}. Valid: ${hostedTypes.join(", ")}`,
        );
      }
      const tags = readConnectionTags(Tags);
      checkConsoleTags(tags);
      const arn = arnAt(call, service, `host/${name}-${randomUUID().slice(0, 8)}`);
      const host: HostRecord = {
        ...{ arn, name, providerType, providerEndpoint: ProviderEndpoint, isPending: true, tags },
        ...(VpcConfiguration !== undefined && { vpcConfiguration: VpcConfiguration }),
      };
      recordsAt(context, call).hosts.put(keyOf(arn, call), host);
      return { HostArn: arn, Tags: writeConnectionTags(tags) };
    },
  };
}

export function readHost(context: CodeSuiteContext): Operation<{ HostArn: string }> {
  return {
    permission: ({ HostArn }, call) => onTagged(context, call, HostArn),
    handle: ({ HostArn }, call) => describe(getHost(context, call, HostArn)),
  };
}

export function updateHost(
  context: CodeSuiteContext,
): Operation<{ HostArn: string; ProviderEndpoint?: string; VpcConfiguration?: object }> {
  return {
    permission: ({ HostArn }, call) => onTagged(context, call, HostArn),
    handle({ HostArn, ProviderEndpoint, VpcConfiguration }, call) {
      const host = getHost(context, call, HostArn);
      recordsAt(context, call).hosts.put(keyOf(host.arn, call), {
        ...host,
        ...(ProviderEndpoint === undefined ? {} : { providerEndpoint: ProviderEndpoint }),
        ...(VpcConfiguration === undefined ? {} : { vpcConfiguration: VpcConfiguration }),
      });
      return {};
    },
  };
}

/** https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_DeleteHost.html: its connections go first. */
export function deleteHost(context: CodeSuiteContext): Operation<{ HostArn: string }> {
  return {
    permission: ({ HostArn }, call) => onTagged(context, call, HostArn),
    handle({ HostArn }, call) {
      const { arn } = getHost(context, call, HostArn);
      const { connections, hosts } = recordsAt(context, call);
      if (connections.list().some(({ hostArn }) => hostArn === arn)) {
        throw new AwsError(
          "ResourceUnavailableException",
          `The host ${arn} still has connections. Delete them first`,
        );
      }
      hosts.delete(keyOf(arn, call));
      return {};
    },
  };
}

export function listHosts(
  context: CodeSuiteContext,
  service: string,
): Operation<{ MaxResults?: number; NextToken?: string }> {
  return {
    permission: (_, call) => ({ resource: arnAt(call, service, "host/*") }),
    handle({ MaxResults, NextToken }, call) {
      const page = pageOf(recordsAt(context, call).hosts.list(), {
        keyOf: ({ arn }) => arn,
        size: MaxResults || 100,
        invalidToken: "ValidationException",
        ...(NextToken === undefined ? {} : { token: NextToken }),
      });
      const Hosts = page.items.map((host) => ({ ...describe(host), HostArn: host.arn }));
      return { Hosts, NextToken: page.nextToken };
    },
  };
}

function describe(host: HostRecord): object {
  const { name, providerType, providerEndpoint, vpcConfiguration } = host;
  return {
    Name: name,
    Status: statusOf(host),
    ProviderType: providerType,
    ProviderEndpoint: providerEndpoint,
    VpcConfiguration: vpcConfiguration,
  };
}
