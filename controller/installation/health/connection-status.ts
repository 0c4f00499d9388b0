import { CodeStarConnectionsClient, GetConnectionCommand } from "@aws-sdk/client-codestar-connections";
import { parseArn } from "../../../compiler/iam/index.js";

/** The status of a connection, asked for in its own region; or the error that AWS answered. */
export async function connectionStatus(arn: string): Promise<string | Error> {
  const client = new CodeStarConnectionsClient({ region: parseArn(arn)?.region });
  try {
    const { Connection } = await client.send(new GetConnectionCommand({ ConnectionArn: arn }));
    return Connection?.ConnectionStatus ?? "unknown";
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    client.destroy();
  }
}
