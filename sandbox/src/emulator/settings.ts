import { delimiter, dirname, join } from "node:path";

export interface EmulatorSettings {
  readonly stateDir: string;
  readonly temporary: string;
  readonly accountId: string;
  readonly region: string;
  readonly unjudgedTypes: UnjudgedTypes;
  readonly settling: Settling;
}

/** Seconds until what is new counts for IAM; what is left out counts at once. */
export interface Settling {
  /** Tags that a key was made with (KMS developer guide, "ABAC for AWS KMS": up to five minutes). */
  readonly keyTags?: number;
  /** Inline policies of a role (IAM user guide, "Changes that I make are not always immediately visible"). */
  readonly policies?: number;
}

/** Whether a stack with a role may hold resources of types of which the sandbox does not know what they ask of it. */
export type UnjudgedTypes = "refuse" | "pass";

/** MiniStack's settings, see its README. Nothing of the caller's environment goes in but where programs are. */
export function settings({
  stateDir,
  temporary,
  accountId,
  region,
  unjudgedTypes,
  settling,
}: EmulatorSettings): Record<string, string> {
  return {
    // Lambda functions run on this very Node.
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: temporary,
    TMPDIR: temporary,
    LANG: "C.UTF-8",
    AUTH: "true",
    CLOUDTRAIL_RECORDING: "1",
    MINISTACK_ACCOUNT_ID: accountId,
    MINISTACK_REGION: region,
    PERSIST_STATE: "1",
    STATE_DIR: join(stateDir, "services"),
    S3_PERSIST: "1",
    S3_DATA_DIR: join(stateDir, "objects"),
    BIND_HOST: "127.0.0.1",
    // Both listen on fixed ports of all interfaces.
    SFTP_ENABLED: "0",
    IOT_MTLS_ENABLED: "0",
    // No containers, even where Docker runs: MiniStack would remove those of others at its start.
    DOCKER_HOST: `unix://${join(temporary, "no-docker")}`,
    LOG_LEVEL: "WARNING",
    STAGEWRIGHT_UNJUDGED_TYPES: unjudgedTypes,
    STAGEWRIGHT_SETTLING: JSON.stringify(settling),
  };
}
