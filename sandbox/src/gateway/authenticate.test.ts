import { createHash, createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { authenticate } from "./authenticate.js";
import { readCall } from "./call.js";
import { builder, builderCredentials } from "./gateway.fixture.js";

/**
 * AWS's own example of a presigned address: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * By the page's own arithmetic, with the parts that change left to the test.
 */
const host = "examplebucket.localhost";
const signedAt = new Date("2026-01-31T10:15:00Z");

function presigned(expires: string, secret = builder.secretAccessKey): string {
  const scope = "20260131/us-east-1/s3/aws4_request";
  const query = new URLSearchParams({
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${builderCredentials.accessKeyId}/${scope}`,
    "X-Amz-Date": "20260131T101500Z",
    "X-Amz-Expires": expires,
    "X-Amz-Security-Token": "token",
    "X-Amz-SignedHeaders": "host",
  });
  const canonical = ["GET", "/test.txt", `${query}`, `host:${host}`, "", "host", "UNSIGNED-PAYLOAD"].join(
    "\n",
  );
  const hash = createHash("sha256").update(canonical).digest("hex");
  const key = scope.split("/").reduce<string | Buffer>((by, part) => mac(by, part), `AWS4${secret}`);
  const toSign = ["AWS4-HMAC-SHA256", "20260131T101500Z", scope, hash].join("\n");
  return `/test.txt?${query}&X-Amz-Signature=${mac(key, toSign).toString("hex")}`;
}

const mac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

function judged(url: string, secondsLater: number, headers: readonly string[] = []) {
  const call = readCall({ method: "GET", url, headers: ["Host", host, ...headers] });
  return authenticate(call, builder, new Date(signedAt.getTime() + secondsLater * 1000))?.code;
}

it("A presigned address is good until it expires", () => {
  expect(judged(presigned("86400"), 86_400)).toBeUndefined();
  expect(judged(presigned("86400"), 86_401)).toBe("AccessDenied");
});

it.each(["604801", "-1", "1e9", ""])("A life of %j seconds is none", (expires) => {
  expect(judged(presigned(expires), 0)).toBeDefined();
});

it("It is wrong with another secret, another path, or one second more to live", () => {
  expect(judged(presigned("60", "guess"), 0)).toBe("SignatureDoesNotMatch");
  expect(judged(presigned("60").replace("test.txt", "best.txt"), 0)).toBe("SignatureDoesNotMatch");
  expect(judged(presigned("60").replace("Expires=60", "Expires=61"), 0)).toBe("SignatureDoesNotMatch");
});

it("It may not be signed for tomorrow", () => {
  expect(judged(presigned("60"), -86_400)).toBe("RequestTimeTooSkewed");
});

it("It may not bear a second signature, which the emulator would take", () => {
  expect(judged(presigned("60"), 0, ["Authorization", "AWS 111111111111:AAAA"])).toBe(
    "SignatureDoesNotMatch",
  );
});
