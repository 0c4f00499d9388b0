import { CodeStarConnectionsClient, GetConnectionCommand } from "@aws-sdk/client-codestar-connections";
import { parseArn } from "../../../compiler/iam/index.js";
import type { ConnectionStatus } from "../../repair/index.js";

/** Asks for each connection in its own region. */
export function connectionStatus(): ConnectionStatus {
  return async (arn) => {
    const client = new CodeStarConnectionsClient({ region: parseArn(arn)?.region });
    try {
      const { Connection } = await client.send(new GetConnectionCommand({ ConnectionArn: arn }));
      return Connection?.ConnectionStatus ?? "unknown";
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    } finally {
      client.destroy();
    }
  };
}
