import { expect, it } from "vitest";
import { readCredential } from "./credential.js";
import { accessKey, signedRequest } from "./requests.fixture.js";

const read = {
  accessKeyId: accessKey,
  date: "20260131",
  region: "eu-central-1",
  service: "s3",
  signedHeaders: ["host", "x-amz-date"],
  signature: "0".repeat(64),
  signedAt: "20260131T101500Z",
};

it("A signature in the header is read with its scope", () => {
  expect(readCredential(signedRequest("s3"))).toEqual(read);
});

it("A session's token belongs to the credential", () => {
  const request = signedRequest("s3", { headers: ["X-Amz-Security-Token", "token"] });
  expect(readCredential(request)?.sessionToken).toBe("token");
});

it("A presigned address carries the credential in its query", () => {
  const query = new URLSearchParams({
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${accessKey}/20260131/eu-central-1/s3/aws4_request`,
    "X-Amz-Date": "20260131T101500Z",
    "X-Amz-SignedHeaders": "host;x-amz-date",
    "X-Amz-Signature": "0".repeat(64),
    "X-Amz-Security-Token": "a+b",
    "X-Amz-Expires": "60",
  });
  const credential = readCredential({ method: "GET", url: `/bucket/key?${query}`, headers: [] });
  expect(credential).toEqual({ ...read, sessionToken: "a+b", presigned: true, expires: "60" });
});

it.each([
  ["no signature", []],
  ["another kind of authorization", ["Authorization", "Bearer token"]],
  ["a scope that is cut short", ["Authorization", "AWS4-HMAC-SHA256 Credential=AKIA/20260131/eu-central-1"]],
])("A request with %s has no credential", (_, headers) => {
  expect(readCredential({ method: "GET", url: "/", headers })).toBeUndefined();
});
