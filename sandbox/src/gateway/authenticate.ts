import type { Identity } from "../emulator/identity.js";
import type { Caller } from "../service.js";
import type { Call, Protocol } from "./call.js";
import type { Credential } from "./credential.js";
import type { Failure } from "./faults.js";
import { headerOf } from "./message.js";
import { isSignedWith } from "./signature.js";
import { claimsSignature } from "./unsigned.js";

/**
 * What speaks against a call's coming from whom it says, in AWS's words and what to do; nothing, if it is proven. An
 * account's root is asked like everybody else.
 */
export function authenticate(call: Call, identity: Identity | undefined, now: Date): Failure | undefined {
  const { credential, request, protocol } = call;
  if (!credential) return failure(protocol, claimsSignature(request) ? "signature" : "unsigned");
  if (!identity || identity.sessionToken !== credential.sessionToken) return failure(protocol, "unknown");
  if (credential.presigned && headerOf(request, "authorization")) return failure(protocol, "signature");
  const late = latenessOf(credential, now);
  if (late) return failure(protocol, late.reason, late.message);
  return isSignedWith(request, credential, identity.secretAccessKey)
    ? undefined
    : failure(protocol, "signature");
}

export function callerOf(accessKeyId: string, identity: Identity): Caller {
  const { accountId, arn, roleArn } = identity;
  return { accountId, arn, accessKeyId, ...(roleArn && { roleArn }) };
}

type Reason = "unsigned" | "unknown" | "signature" | "skewed" | "expired";

const messages: Readonly<Record<Reason, string>> = {
  unsigned: "Missing Authentication Token.",
  unknown: "The security token included in the request is invalid.",
  signature:
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access " +
    "Key and signing method. Consult the service documentation for details.",
  skewed: "The difference between the request time and the current time is too large.",
  expired: "Request has expired.",
};

function failure(protocol: Protocol, reason: Reason, message = messages[reason]): Failure {
  const [status, codes] = dialects[protocol];
  return { code: codes[reason], status, message };
}

type Dialect = readonly [status: number, codes: Readonly<Record<Reason, string>>];

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/CommonErrors.html */
const jsonCodes = {
  unsigned: "MissingAuthenticationTokenException",
  unknown: "UnrecognizedClientException",
  signature: "InvalidSignatureException",
  skewed: "InvalidSignatureException",
  expired: "InvalidSignatureException",
};

const dialects: Readonly<Record<Protocol, Dialect>> = {
  json: [400, jsonCodes],
  cbor: [400, jsonCodes],
  "rest-json": [403, jsonCodes],
  /** https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
  query: [
    403,
    {
      unsigned: "MissingAuthenticationToken",
      unknown: "InvalidClientTokenId",
      signature: "SignatureDoesNotMatch",
      skewed: "SignatureDoesNotMatch",
      expired: "RequestExpired",
    },
  ],
  /** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
  "rest-xml": [
    403,
    {
      unsigned: "AccessDenied",
      unknown: "InvalidAccessKeyId",
      signature: "SignatureDoesNotMatch",
      skewed: "RequestTimeTooSkewed",
      expired: "AccessDenied",
    },
  ],
};

interface Lateness {
  readonly reason: Reason;
  readonly message?: string;
}

/** Minutes. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html; 5 elsewhere. */
const skewOfS3 = 15;
const skewElsewhere = 5;

function latenessOf(credential: Credential, now: Date): Lateness | undefined {
  const { signedAt, date, service, expires } = credential;
  const time = Date.parse(
    signedAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
  if (Number.isNaN(time) || !signedAt.startsWith(date)) return { reason: "signature" };
  const allowed = service === "s3" ? skewOfS3 : skewElsewhere;
  const isEarly = time > now.getTime() + allowed * 60_000;
  if (expires !== undefined && !isEarly)
    return hasExpired(time, expires, now) ? { reason: "expired" } : undefined;
  const isLate = time < now.getTime() - allowed * 60_000;
  return isEarly || isLate
    ? { reason: "skewed", message: skewMessage(signedAt, isLate, allowed, now) }
    : undefined;
}

/** Seconds, a week at most. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const longestLife = 604_800;

function hasExpired(time: number, expires: string, now: Date): boolean {
  const isLife = /^\d+$/.test(expires) && Number(expires) <= longestLife;
  return !isLife || now.getTime() > time + Number(expires) * 1000;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html */
function skewMessage(signedAt: string, isOld: boolean, allowed: number, now: Date): string {
  const limit = stamp(new Date(now.getTime() + (isOld ? -allowed : allowed) * 60_000));
  const verdict = isOld
    ? `Signature expired: ${signedAt} is now earlier than ${limit}`
    : `Signature not yet current: ${signedAt} is still later than ${limit}`;
  return `${verdict} (${stamp(now)} ${isOld ? "-" : "+"} ${allowed} min.).`;
}

function stamp(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d{3}/g, "");
}
