import type { Service } from "../../service.js";
import { type CodeSuiteContext, defineService } from "../core/index.js";
import { createConnection, deleteConnection, listConnections, readConnection } from "./connections.js";
import { createHost, deleteHost, listHosts, readHost, updateHost } from "./hosts.js";
import { listConnectionTags, tagConnection, untagConnection } from "./tags.js";

export { completeConnection } from "./handshake.js";
export { connectionsPort, type HostedRepositories } from "./port.js";

/** CodeConnections under its name and its old one. Both see the same connections; the name that made one is in its ARN. */
export function createCodeConnections(context: CodeSuiteContext): Service[] {
  return ["codeconnections", "codestar-connections"].map((service) =>
    defineService({
      model: context.models.load(service),
      iamPrefix: service,
      authorizer: context.authorizer,
      operations: {
        CreateConnection: createConnection(context, service),
        GetConnection: readConnection(context),
        ListConnections: listConnections(context, service),
        DeleteConnection: deleteConnection(context),
        CreateHost: createHost(context, service),
        GetHost: readHost(context),
        ListHosts: listHosts(context, service),
        UpdateHost: updateHost(context),
        DeleteHost: deleteHost(context),
        TagResource: tagConnection(context),
        UntagResource: untagConnection(context),
        ListTagsForResource: listConnectionTags(context),
      },
    }),
  );
}
