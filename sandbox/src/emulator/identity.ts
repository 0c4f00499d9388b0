import { askPrivately, type PrivateAddress } from "./private.js";

/** Whose an access key is, and what proves it. */
export interface Identity {
  /** 12 digits. */
  readonly accountId: string;
  /** The account's root, a user, or a session: `arn:aws:sts::111111111111:assumed-role/Name/session`. */
  readonly arn: string;
  /** For sessions: the role behind them, with its path. Absent when the role has been deleted meanwhile. */
  readonly roleArn?: string;
  readonly secretAccessKey: string;
  /** For sessions: what `X-Amz-Security-Token` must say. */
  readonly sessionToken?: string;
  /** For sessions that end: milliseconds since 1970. */
  readonly expiresAt?: number;
  /** For sessions: the policy document passed to `sts:AssumeRole`, as JSON text. */
  readonly sessionPolicy?: string;
  /** For sessions: ARNs of the managed policies passed to `sts:AssumeRole`. */
  readonly sessionPolicyArns: readonly string[];
  readonly sessionTags: Readonly<Record<string, string>>;
}

/** What the emulator's private path answers; see identity.py. */
interface Answer {
  readonly accountId: string;
  readonly arn: string;
  readonly roleArn: string | null;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
  /** Seconds since 1970. */
  readonly expiration: number | null;
  readonly sessionPolicy: string | null;
  readonly sessionPolicyArns: readonly string[];
  readonly sessionTags: Readonly<Record<string, string>>;
}

/**
 * Asks the emulator whose an access key is. An unknown, inactive or expired key has no identity. A session never
 * changes, so its answer may be kept until `expiresAt`; a user's key may be taken away at any time.
 */
export async function identify(emulator: PrivateAddress, accessKeyId: string): Promise<Identity | undefined> {
  const response = await askPrivately(emulator, `identity/${encodeURIComponent(accessKeyId)}`);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`The emulator answered ${response.status} when asked for an identity.`);
  return identityOf((await response.json()) as Answer);
}

function identityOf(answer: Answer): Identity {
  const { accountId, arn, secretAccessKey, sessionPolicyArns, sessionTags } = answer;
  return {
    accountId,
    arn,
    secretAccessKey,
    sessionPolicyArns,
    sessionTags,
    ...(answer.roleArn && { roleArn: answer.roleArn }),
    ...(answer.sessionToken && { sessionToken: answer.sessionToken }),
    ...(answer.expiration && { expiresAt: answer.expiration * 1000 }),
    ...(answer.sessionPolicy && { sessionPolicy: answer.sessionPolicy }),
  };
}
