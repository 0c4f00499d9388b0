import type { Identity } from "../emulator/identity.js";
import type { Caller } from "../service.js";
import type { Call } from "./call.js";
import type { Credential } from "./credential.js";
import type { Failure } from "./faults.js";
import { isSignedWith } from "./signature.js";

export type Authentication = { readonly caller: Caller } | { readonly refused: Failure };

/**
 * Whether a call comes from whom it says: AWS's checks and words for its JSON services. The account's root is taken at
 * its word, as the emulator does: its access key is the account's number, and any secret will do.
 */
export function authenticate(call: Call, identity: Identity | undefined, now: Date): Authentication {
  const { credential, request } = call;
  if (!credential) return { refused: missingToken };
  if (!identity) return { refused: unknownToken };
  const caller = callerOf(credential.accessKeyId, identity);
  if (identity.arn.endsWith(":root")) return { caller };
  if (identity.sessionToken !== credential.sessionToken) return { refused: unknownToken };
  const skewed = skewOf(credential, now);
  if (skewed) return { refused: skewed };
  return isSignedWith(request, credential, identity.secretAccessKey)
    ? { caller }
    : { refused: wrongSignature };
}

export function callerOf(accessKeyId: string, identity: Identity): Caller {
  const { accountId, arn, roleArn } = identity;
  return { accountId, arn, accessKeyId, ...(roleArn && { roleArn }) };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html */
const allowedSkewMinutes = 5;

function skewOf({ signedAt }: Credential, now: Date): Failure | undefined {
  const time = Date.parse(
    signedAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
  const allowed = allowedSkewMinutes * 60_000;
  if (Math.abs(now.getTime() - time) <= allowed) return undefined;
  const isOld = time < now.getTime();
  const limit = stamp(new Date(now.getTime() + (isOld ? -allowed : allowed)));
  const verdict = isOld
    ? `Signature expired: ${signedAt} is now earlier than ${limit}`
    : `Signature not yet current: ${signedAt} is still later than ${limit}`;
  const sum = `${stamp(now)} ${isOld ? "-" : "+"} ${allowedSkewMinutes} min.`;
  return { code: "InvalidSignatureException", message: `${verdict} (${sum})` };
}

function stamp(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d{3}/g, "");
}

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/CommonErrors.html */
const missingToken: Failure = {
  code: "MissingAuthenticationTokenException",
  message: "Missing Authentication Token",
};

const unknownToken: Failure = {
  code: "UnrecognizedClientException",
  message: "The security token included in the request is invalid.",
};

const wrongSignature: Failure = {
  code: "InvalidSignatureException",
  message:
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access " +
    "Key and signing method. Consult the service documentation for details.",
};
