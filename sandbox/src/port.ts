import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Gateway, type GatewayOptions, startGateway } from "./gateway/index.js";

interface Preference {
  readonly stateDir: string;
  readonly port?: number;
}

/**
 * Starts a gateway on the port of the state folder's last one if that is free: addresses that the state holds, such as
 * queue URLs in a Terraform state, stay true. A port that was asked for must be free.
 */
export async function startOnKeptPort(
  { stateDir, port }: Preference,
  options: Omit<GatewayOptions, "port">,
): Promise<Gateway> {
  const file = join(stateDir, "port");
  const gateway = port
    ? await startGateway({ ...options, port })
    : await startOnPortOrAny(Number(await readFile(file, "utf8").catch(() => 0)), options);
  await writeFile(file, new URL(gateway.url).port);
  return gateway;
}

async function startOnPortOrAny(port: number, options: Omit<GatewayOptions, "port">): Promise<Gateway> {
  try {
    return await startGateway({ ...options, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    return startGateway(options);
  }
}
