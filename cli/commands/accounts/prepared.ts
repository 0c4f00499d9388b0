import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { childAccountStateKey } from "../../../child-account/index.js";
import type { Problem } from "../../../compiler/diagnostics/index.js";
import type { Pipeline } from "../../../compiler/pipeline/index.js";
import { matchesAny, type Settings } from "../../../compiler/settings/index.js";
import type { Terminal } from "../../shared/terminal.js";

/** Who made an account's roles: `accounts deploy`, others by the settings' word, or nobody that we know of. */
export type Preparation = "here" | "elsewhere" | "unknown";

/**
 * Which accounts are ready for pipelines. The rights of whoever asks reach no other account, so what answers is the
 * state of `accounts deploy`, in the central account, and the settings.
 */
export async function preparationsOf(
  accounts: readonly string[],
  settings: Settings,
  s3 = new S3Client({ region: settings.region }),
): Promise<Map<string, Preparation>> {
  const preparations = accounts.map(async (account) => {
    if (matchesAny(account, settings.childAccount.preparedElsewhere)) return [account, "elsewhere"] as const;
    const here = await hasResources(s3, settings.state.bucket, childAccountStateKey(account));
    return [account, here ? "here" : "unknown"] as const;
  });
  return new Map(await Promise.all(preparations));
}

/** What to tell of accounts that no pipeline can deploy to yet, as far as is known. */
export function unpreparedProblems(preparations: ReadonlyMap<string, Preparation>): Problem[] {
  const accounts = [...preparations].flatMap(([account, how]) => (how === "unknown" ? [account] : []));
  return accounts.map((account) => ({
    path: "/DeploymentConfigurations",
    code: "account.not-prepared",
    value: account,
    message: `The account ${account} has not been prepared: the pipeline's first deployment there would be denied.`,
    hint: `Run stagewright accounts deploy ${account}; or, if its roles are made by other means, name it in childAccount.preparedElsewhere.`,
  }));
}

/** Says which accounts of a pipeline have not been prepared; nothing where all are. */
export async function printUnprepared(
  { environments }: Pick<Pipeline, "environments">,
  settings: Settings,
  s3: S3Client,
  { say, colors }: Terminal,
): Promise<void> {
  const accounts = [...new Set(environments.map(({ accountId }) => accountId))].sort();
  for (const { message, hint } of unpreparedProblems(await preparationsOf(accounts, settings, s3))) {
    say(colors.yellow(message));
    say(`  ${hint}`);
  }
}

/** A state that holds nothing any more was destroyed. Without the right to list, S3 answers 403 for what is not there. */
async function hasResources(s3: S3Client, bucket: string, key: string): Promise<boolean> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const state: unknown = JSON.parse((await Body?.transformToString()) ?? "{}");
    return typeof state === "object" && state !== null && "resources" in state && !isEmpty(state.resources);
  } catch (error) {
    const names = ["NoSuchKey", "NoSuchBucket", "AccessDenied"];
    if (error instanceof Error && names.includes(error.name)) return false;
    throw error;
  }
}

function isEmpty(resources: unknown): boolean {
  return Array.isArray(resources) && resources.length === 0;
}
