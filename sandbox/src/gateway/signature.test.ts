import { expect, it } from "vitest";
import { readCredential } from "./credential.js";
import { headerOf, type Request } from "./message.js";
import { formRequest } from "./requests.fixture.js";
import { isSignedWith, signAs } from "./signature.js";

/** The published example: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
const example: Request = {
  method: "GET",
  url: "/?Action=ListUsers&Version=2010-05-08",
  headers: [
    ...["Content-Type", "application/x-www-form-urlencoded; charset=utf-8"],
    ...["Host", "iam.amazonaws.com"],
    ...["X-Amz-Date", "20150830T123600Z"],
    "Authorization",
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, " +
      "SignedHeaders=content-type;host;x-amz-date, " +
      "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
  ],
};
const exampleSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

function isSigned(request: Request, secret: string): boolean {
  const credential = readCredential(request);
  return credential !== undefined && isSignedWith(request, credential, secret);
}

it("AWS's own example of a signature is right, with its secret and no other", () => {
  expect(isSigned(example, exampleSecret)).toBe(true);
  expect(isSigned(example, "other")).toBe(false);
});

it.each<[string, Partial<Request>]>([
  ["method", { method: "POST" }],
  ["query", { url: "/?Action=ListRoles&Version=2010-05-08" }],
  ["path", { url: "/x?Action=ListUsers&Version=2010-05-08" }],
  ["body", { body: Buffer.from("x") }],
])("A changed %s breaks the signature", (_, change) => {
  expect(isSigned({ ...example, ...change }, exampleSecret)).toBe(false);
});

it("A signature that is cut short is wrong, not an error", () => {
  const headers = example.headers.map((value) => value.replace(/Signature=\w+/, "Signature=5d67"));
  expect(isSigned({ ...example, headers }, exampleSecret)).toBe(false);
});

it("A request can be signed by somebody else, and nothing of the first signature is left", () => {
  const request = formRequest("sts", { Action: "AssumeRole" });
  const first = {
    ...request,
    headers: [...request.headers, "X-Amz-Security-Token", "token", "X-Amz-Content-Sha256", "0"],
  };
  const signer = {
    accessKeyId: "222222222222",
    secretAccessKey: "test",
    region: "eu-west-1",
    service: "sts",
  };
  const signed = signAs(first, signer, new Date("2026-01-31T10:15:00Z"));
  expect(readCredential(signed)).toMatchObject({ accessKeyId: "222222222222", region: "eu-west-1" });
  expect(headerOf(signed, "x-amz-security-token")).toBeUndefined();
  expect(headerOf(signed, "x-amz-content-sha256")).toBeUndefined();
  expect(headerOf(signed, "x-amz-date")).toBe("20260131T101500Z");
  expect(isSigned(signed, "test")).toBe(true);
});

it("A session signs with its token", () => {
  const session = { accessKeyId: "ASIA1", secretAccessKey: "secret", sessionToken: "token" };
  const signed = signAs(
    formRequest("sts", {}),
    { ...session, region: "eu-west-1", service: "sts" },
    new Date(),
  );
  expect(readCredential(signed)).toMatchObject({
    sessionToken: "token",
    signedHeaders: expect.arrayContaining(["x-amz-security-token"]),
  });
  expect(isSigned(signed, "secret")).toBe(true);
});
