import type { RequestListener } from "node:http";
import type { Identity } from "../emulator/identity.js";
import { type Gateway, type GatewayOptions, startGateway } from "./gateway.js";
import { startUpstream, type TinyUpstream } from "./upstream.fixture.js";

export const builder: Identity = {
  accountId: "111111111111",
  arn: "arn:aws:sts::111111111111:assumed-role/Builder/run-1",
  roleArn: "arn:aws:iam::111111111111:role/ci/Builder",
  secretAccessKey: "secret",
  sessionToken: "token",
  expiresAt: 10 ** 15,
  sessionPolicyArns: [],
  sessionTags: {},
};

/** Credentials of {@link builder}, for SDK clients. */
export const builderCredentials = {
  accessKeyId: "ASIAEXAMPLE000000001",
  secretAccessKey: "secret",
  sessionToken: "token",
};

export interface Pair {
  readonly gateway: Gateway;
  readonly upstream: TinyUpstream;
  close(): Promise<void>;
}

/** A gateway in front of a tiny server; the one access key that is known is the builder's. */
export async function startPair(
  listener: RequestListener,
  options: Partial<GatewayOptions> = {},
): Promise<Pair> {
  const upstream = await startUpstream(listener);
  const gateway = await startGateway({
    upstream: upstream.url,
    identify: async (accessKeyId) => (accessKeyId === builderCredentials.accessKeyId ? builder : undefined),
    ...options,
  });
  return {
    gateway,
    upstream,
    close: async () => {
      await gateway.close();
      await upstream.close();
    },
  };
}
