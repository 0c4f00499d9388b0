import { once } from "node:events";
import { type IncomingMessage, type RequestListener, type RequestOptions, request } from "node:http";
import type { Identity } from "../emulator/identity.js";
import { type Gateway, type GatewayOptions, startGateway } from "./gateway.js";
import { signAs } from "./signature.js";
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

/** What the gateway wants for its own paths. */
export const testSecret = "secret-of-the-sandbox";

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
    secret: testSecret,
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

export type PlainRequest = Pick<RequestOptions, "method" | "path" | "agent"> & {
  readonly headers?: readonly string[];
};

/** What Node's own client needs to send a request to S3 that the builder has signed. */
export function signedByBuilder(gateway: Gateway, plain: PlainRequest): RequestOptions {
  const { method = "GET", path = "/", headers = [], agent } = plain;
  const hosted = headers.includes("Host") ? headers : ["Host", new URL(gateway.url).host, ...headers];
  const signer = { ...builderCredentials, region: "eu-central-1", service: "s3" };
  const signed = signAs({ method, url: path ?? "/", headers: hosted }, signer, new Date());
  return { method, path, headers: [...signed.headers], ...(agent !== undefined && { agent }) };
}

/** Sends such a request and gives the answer's head. */
export async function sendAsBuilder(
  gateway: Gateway,
  plain: PlainRequest,
  body?: string | Buffer,
): Promise<IncomingMessage> {
  const outgoing = request(gateway.url, signedByBuilder(gateway, plain));
  outgoing.end(body);
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  return answer;
}
