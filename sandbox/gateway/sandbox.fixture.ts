import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAuthorizer, type RoleAuthorizer } from "../authorization/index.js";
import { identify, installEmulator, startEmulator } from "../emulator/index.js";
import type { Credentials } from "../service.js";
import { type Gateway, startGateway } from "./gateway.js";
import { createMends } from "./mends/index.js";

export const ACCOUNT = "111111111111";
export const OTHER_ACCOUNT = "222222222222";
export const REGION = "eu-central-1";

export const root = (accountId: string): Credentials => ({ accessKeyId: accountId, secretAccessKey: "test" });

/** An emulator with a gateway in front, as the sandbox puts them up. */
export interface Front {
  readonly gateway: Gateway;
  readonly authorizer: RoleAuthorizer;
  readonly emulatorUrl: string;
  /** What an SDK client needs to call the gateway. */
  as(credentials: string | Credentials): {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: Credentials;
  };
  close(): Promise<void>;
}

export async function startFront(): Promise<Front> {
  const stateDir = await mkdtemp(join(tmpdir(), "stagewright-gateway-"));
  let gateway: Gateway | undefined;
  let authorizer: RoleAuthorizer | undefined;
  const emulator = await startEmulator({
    packages: await installEmulator(),
    stateDir,
    accountId: ACCOUNT,
    region: REGION,
    endpoint: async (url) => {
      const whose = (accessKeyId: string) => identify(url, accessKeyId);
      authorizer = createAuthorizer({ endpoint: url, root, identify: whose });
      gateway = await startGateway({
        upstream: url,
        identify: whose,
        mends: createMends({ authorizer, root }),
      });
      return gateway.url;
    },
  });
  if (!gateway || !authorizer) throw new Error("the emulator did not ask for the gateway's address");
  return front(gateway, authorizer, emulator.url, async () => {
    await gateway?.close();
    await emulator.close();
    await rm(stateDir, { recursive: true, force: true });
  });
}

function front(
  gateway: Gateway,
  authorizer: RoleAuthorizer,
  emulatorUrl: string,
  close: () => Promise<void>,
): Front {
  return {
    gateway,
    authorizer,
    emulatorUrl,
    as: (who) => ({
      endpoint: gateway.url,
      region: REGION,
      credentials: typeof who === "string" ? root(who) : who,
    }),
    close,
  };
}
