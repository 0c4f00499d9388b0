import { type IncomingMessage, request } from "node:http";
import { zipSync } from "fflate";
import type { Request } from "./gateway/message.js";
import { signAs } from "./gateway/signature.js";
import { readWhole } from "./gateway/upstream.js";
import type { Credentials } from "./service.js";

export interface Attack extends Request {
  /** The signing name. */
  readonly service: string;
}

/** S3 makes a bucket without being told where in this region alone. */
const region = "us-east-1";

/** What a stranger would make, one thing of each kind. */
export const attacks: Readonly<Record<string, Attack>> = {
  IAM: form("iam", {
    Action: "CreateRole",
    RoleName: "evil",
    AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
  }),
  Lambda: {
    service: "lambda",
    method: "POST",
    url: "/2015-03-31/functions",
    // A simple request, which a web page may send without asking first.
    headers: ["Content-Type", "text/plain"],
    body: json({
      FunctionName: "evil",
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Role: "arn:aws:iam::111111111111:role/evil",
      Code: { ZipFile: Buffer.from(zipSync({ "index.js": new Uint8Array() })).toString("base64") },
    }),
  },
  CodeBuild: {
    service: "codebuild",
    method: "POST",
    url: "/",
    headers: ["X-Amz-Target", "CodeBuild_20161006.ImportSourceCredentials", "Content-Type", "text/plain"],
    body: json({ serverType: "GITHUB", authType: "PERSONAL_ACCESS_TOKEN", token: "evil" }),
  },
  S3: {
    service: "s3",
    method: "PUT",
    url: "/evil",
    headers: ["X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"],
  },
};

function form(service: string, fields: Readonly<Record<string, string>>): Attack {
  const headers = ["Content-Type", "application/x-www-form-urlencoded"];
  return { service, method: "POST", url: "/", headers, body: Buffer.from(`${new URLSearchParams(fields)}`) };
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

/** How a stranger passes a request off as somebody's; `root` is whose secret only the owner knows. */
export type Disguise = (attack: Attack, host: string, root: Credentials) => Request;

const guess: Credentials = { accessKeyId: "111111111111", secretAccessKey: "guess" };
const scope = (service: string) => `111111111111/${stamp().slice(0, 8)}/${region}/${service}/aws4_request`;
const stamp = () => new Date().toISOString().replace(/[-:]|\.\d{3}/g, "");
const zeros = "0".repeat(64);

export const disguises: Readonly<Record<string, Disguise>> = {
  "without a signature": (attack, host) => withHost(attack, host),
  "with a root's key and zeros for a signature": (attack, host) => ({
    ...withHost(attack, host),
    headers: [
      ...["Host", host, ...attack.headers, "X-Amz-Date", stamp(), "Authorization"],
      `AWS4-HMAC-SHA256 Credential=${scope(attack.service)}, SignedHeaders=host, Signature=${zeros}`,
    ],
  }),
  "with zeros for a signature in the query": (attack, host) => {
    const query = new URLSearchParams({
      ...{ "X-Amz-Algorithm": "AWS4-HMAC-SHA256", "X-Amz-Credential": scope(attack.service) },
      ...{ "X-Amz-Date": stamp(), "X-Amz-Expires": "600" },
      ...{ "X-Amz-SignedHeaders": "host", "X-Amz-Signature": zeros },
    });
    return withHost({ ...attack, url: `${attack.url}?${query}` }, host);
  },
  "signed in the manner of before, version 2": (attack, host) =>
    withHost(attack, host, ["Authorization", "AWS 111111111111:AAAA", "Date", new Date().toUTCString()]),
  "signed by a root with another secret": (attack, host) => signRequest(attack, host, guess),
  "signed with the key and the secret test": (attack, host) =>
    signRequest(attack, host, { accessKeyId: "test", secretAccessKey: "test" }),
  "signed in truth, for another body or path": (attack, host, root) => {
    const other = attack.body ? { body: Buffer.from("{}") } : { url: "/other" };
    return { ...signRequest({ ...attack, ...other }, host, root), url: attack.url, ...bodyOf(attack) };
  },
  "signed in truth, from a web page": (attack, host, root) =>
    signRequest(attack, host, root, ["Origin", "https://evil.example"]),
  "signed in truth, from a page without an origin": (attack, host, root) =>
    signRequest(attack, host, root, ["Origin", "null"]),
  "signed in truth, across sites": (attack, host, root) =>
    signRequest(attack, host, root, ["Sec-Fetch-Site", "cross-site"]),
  "signed in truth, from another port's page": (attack, host, root) =>
    signRequest(attack, host, root, ["Sec-Fetch-Site", "same-site"]),
  "signed in truth, by a foreign name": (attack, _, root) => signRequest(attack, "evil.example", root),
  "signed in truth, by a name that only begins so": (attack, host, root) =>
    signRequest(attack, host.replace("127.0.0.1", "127.0.0.1.evil.example"), root),
};

export function signRequest(
  { service, ...attack }: Attack,
  host: string,
  signer: Credentials,
  more: readonly string[] = [],
): Request {
  const hosted = { ...attack, headers: ["Host", host, ...attack.headers, ...more] };
  return signAs(hosted, { ...signer, region, service }, new Date());
}

const withHost = (
  { method, url, headers, body }: Attack,
  host: string,
  more: readonly string[] = [],
): Request => ({
  ...{ method, url, headers: ["Host", host, ...headers, ...more] },
  ...(body && { body }),
});

const bodyOf = ({ body }: Attack) => (body ? { body } : {});

export interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

/** Sends a request as it is, whatever its headers say. */
export function send(address: string, { method, url, headers, body }: Request): Promise<Answered> {
  const { hostname: host, port } = new URL(address);
  const length = body ? ["Content-Length", String(body.length)] : [];
  return new Promise((resolve, reject) => {
    const outgoing = request({ host, port, method, path: url, headers: [...headers, ...length] });
    outgoing.on("error", reject).on("response", async (answer) => {
      const text = (await readWhole(answer)).toString();
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
    });
    outgoing.end(body);
  });
}
