import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { explainFailure } from "../failures.js";
import { clientsOf } from "./clients.js";
import { searchOrphans } from "./orphans.js";

const who = "arn:aws:sts::111111111111:assumed-role/reconciler/build";
const denied = `User: ${who} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::shop" because no identity-based policy allows the s3:ListBucket action`;

/** As S3 words it: to HEAD without a word. */
function refuse(answer: ServerResponse, code: string, message: string): void {
  answer.statusCode = 403;
  answer.end(`<Error><Code>${code}</Code><Message>${message.replaceAll('"', "&quot;")}</Message></Error>`);
}

/** STS, which says whose credentials these are. */
function identify(answer: ServerResponse): void {
  const identity = "<Account>111111111111</Account><Arn>arn:aws:iam::111111111111:root</Arn>";
  const result = `<GetCallerIdentityResult>${identity}</GetCallerIdentityResult>`;
  answer.end(`<GetCallerIdentityResponse>${result}</GetCallerIdentityResponse>`);
}

/** What is found of a bucket in an S3 that answers so; all must be asked of the own account's bucket only. */
async function search(answer: (to: ServerResponse, call: string) => void) {
  const server = createServer((request, to) => {
    if (request.method === "POST") return identify(to);
    const isOwn = request.headers["x-amz-expected-bucket-owner"] === "111111111111";
    return isOwn ? answer(to, `${request.method} ${request.url}`) : to.end();
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: "1", secretAccessKey: "2" };
  const clients = clientsOf({ endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", credentials });
  const missing = { address: "aws_s3_bucket.artifacts", type: "aws_s3_bucket", values: { bucket: "shop" } };
  return searchOrphans([missing], { clients, pipelineId: "shop--1", stack: "stack" });
}

describe("a bucket that is there already", () => {
  it("is another account's where S3 does not say who may not do what", async () => {
    const found = await search((to) => refuse(to, "AccessDenied", "Access Denied"));
    expect(found).toMatchObject({ ours: [], foreign: [{ id: "shop", isElsewhere: true }] });
  });

  it("is a matter of permissions where it is the own account's", async () => {
    const failure = await search((to) => refuse(to, "AccessDenied", denied)).catch(explainFailure);
    const message = `${who} may not do s3:ListBucket on arn:aws:s3:::shop, because no identity-based policy allows the s3:ListBucket action.`;
    expect(failure).toMatchObject({ class: "access-denied", message });
  });

  it("is ours where it has no tags yet, and absent where there is none", async () => {
    const untagged = await search((to, call) => {
      to.statusCode = call.includes("tagging") ? 404 : 200;
      to.end("<Error><Code>NoSuchTagSet</Code></Error>");
    });
    expect(untagged).toMatchObject({ ours: [{ id: "shop" }], foreign: [] });
    const none = await search((to) => {
      to.statusCode = 404;
      to.end();
    });
    expect(none).toEqual({ ours: [], foreign: [] });
  });
});
