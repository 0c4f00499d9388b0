import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiElements } from "../api-elements.js";
import { createAuthorizer, type RoleAuthorizer } from "../authorization/index.js";
import { botocoreModels } from "../codesuite/index.js";
import { identify, installEmulator, prepareEmulator } from "../emulator/index.js";
import { rootsWith } from "../root.js";
import type { Credentials } from "../service.js";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { type Gateway, startGateway } from "./gateway.js";
import { createPatches } from "./patches/index.js";

export const otherAccount = "222222222222";

const secret = "secret-of-the-sandbox";
export const root = rootsWith(secret);

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
  const packages = await installEmulator();
  const emulator = await prepareEmulator({
    packages,
    stateDir,
    accountId: testAccount,
    region: testRegion,
    secret,
  });
  const whose = (accessKeyId: string) => identify(emulator, accessKeyId);
  const authorizer = createAuthorizer(emulator, testRegion);
  const patches = createPatches({
    authorizer,
    root,
    elementsOf: apiElements(botocoreModels(packages.folder)),
  });
  const gateway = await startGateway({ upstream: emulator.url, secret, identify: whose, patches });
  await emulator.open(gateway.url);
  return {
    gateway,
    authorizer,
    emulatorUrl: emulator.url,
    as: (who) => ({
      endpoint: gateway.url,
      region: testRegion,
      credentials: typeof who === "string" ? root(who) : who,
    }),
    close: async () => {
      await gateway.close();
      await emulator.close();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}
