import type { Identity } from "../emulator/identity.js";
import { isSame } from "./same.js";
import { signatureOn } from "./signature.js";

/** What git shows of who it is: https://www.rfc-editor.org/rfc/rfc7617 */
export interface GitCredential {
  readonly accessKeyId: string;
  readonly sessionToken?: string;
  readonly password: string;
}

/** The user's name is an access key, of a session with `%` and its token: as `aws codecommit credential-helper` writes it. */
export function readGitCredential(authorization: string | undefined): GitCredential | undefined {
  const encoded = /^basic +([\w+/=-]+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [, user = "", password = ""] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
  const [, accessKeyId = "", sessionToken] = /^([^%]*)(?:%(.*))?$/s.exec(user) ?? [];
  return accessKeyId ? { accessKeyId, password, ...(sessionToken && { sessionToken }) } : undefined;
}

/** What was asked for, as it was signed. */
export interface SignedPath {
  /** Without its port. */
  readonly host: string;
  /** Of the repository: `/v1/repos/shop`. */
  readonly path: string;
}

/**
 * In which regions a credential counts, if in any: the key's secret, as a user's git credentials would, in all; a signature,
 * which says no region, in the one that it was made for. `GIT`, the path and the host are signed:
 * https://github.com/aws/aws-cli/blob/develop/awscli/customizations/codecommit.py
 */
export function proofOf(
  { sessionToken, password }: GitCredential,
  { host, path }: SignedPath,
  identity: Identity | undefined,
  now: Date,
): ((region: string) => boolean) | undefined {
  if (!identity || identity.sessionToken !== sessionToken) return undefined;
  const { secretAccessKey } = identity;
  if (isSame(password, secretAccessKey)) return () => true;
  const [, signedAt = "", signature = ""] = /^(\d{8}T\d{6})Z([0-9a-f]{64})$/.exec(password) ?? [];
  if (!isRecent(signedAt, now)) return undefined;
  const canonical = `GIT\n${path}\n\nhost:${host}\n\nhost\n`;
  const scope = { signedAt, date: signedAt.slice(0, 8), service: "codecommit" };
  return (region) => isSame(signature, signatureOn(canonical, { ...scope, region }, secretAccessKey));
}

/** Minutes: https://docs.aws.amazon.com/codecommit/latest/userguide/troubleshooting-ch.html, "valid for about 15 minutes". */
const patience = 15;

function isRecent(signedAt: string, now: Date): boolean {
  const time = Date.parse(signedAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/, "$1-$2-$3T$4:$5:$6Z"));
  return Math.abs(now.getTime() - time) <= patience * 60_000;
}
