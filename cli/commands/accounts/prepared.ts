import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { childAccountStateKey, rolesVersion, rolesVersionTag } from "../../../child-account/index.js";
import type { Problem } from "../../../compiler/diagnostics/index.js";
import type { Pipeline } from "../../../compiler/pipeline/index.js";
import { matchesAny, type Settings } from "../../../compiler/settings/index.js";
import type { Terminal } from "../../shared/terminal.js";

/**
 * Who made an account's roles: `accounts deploy`, as this stagewright and these settings would, or otherwise; others by the
 * settings' word; or nobody that we know of.
 */
export type Preparation = "here" | "outdated" | "elsewhere" | "unknown";

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
    const state = await stateOf(s3, settings.state.bucket, childAccountStateKey(account));
    return [account, preparationIn(state, rolesVersion(settings, account))] as const;
  });
  return new Map(await Promise.all(preparations));
}

/** What to tell of accounts that no pipeline can deploy to yet, as far as is known. */
export function unpreparedProblems(preparations: ReadonlyMap<string, Preparation>): Problem[] {
  return [...preparations].flatMap(([account, how]) => {
    if (how === "outdated") return [outdated(account)];
    return how === "unknown" ? [notPrepared(account)] : [];
  });
}

function notPrepared(account: string): Problem {
  return {
    path: "/DeploymentConfigurations",
    code: "account.not-prepared",
    value: account,
    message: `The account ${account} has not been prepared: the pipeline's first deployment there would be denied.`,
    hint: `Run stagewright accounts deploy ${account}; or, if its roles are made by other means, name it in childAccount.preparedElsewhere.`,
  };
}

function outdated(account: string): Problem {
  return {
    path: "/DeploymentConfigurations",
    code: "account.roles-outdated",
    value: account,
    message: `The roles of account ${account} are not those that this stagewright makes by these settings (tag ${rolesVersionTag}).`,
    hint: `Run stagewright accounts deploy ${account}. After an upgrade, do so for every account before bootstrap.`,
  };
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

interface State {
  readonly resources?: readonly {
    readonly type?: string;
    readonly instances?: readonly { readonly attributes?: { readonly tags_all?: Readonly<Record<string, string>> } }[];
  }[];
}

/** A state that holds nothing any more was destroyed. */
function preparationIn({ resources = [] }: State, version: string): Preparation {
  if (resources.length === 0) return "unknown";
  const roles = resources.filter(({ type }) => type === "aws_iam_role").flatMap(({ instances = [] }) => instances);
  const isCurrent = roles.every(({ attributes }) => attributes?.tags_all?.[rolesVersionTag] === version);
  return isCurrent ? "here" : "outdated";
}

/** Without the right to list, S3 answers 403 for what is not there. */
async function stateOf(s3: S3Client, bucket: string, key: string): Promise<State> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return Object(JSON.parse((await Body?.transformToString()) ?? "{}"));
  } catch (error) {
    const names = ["NoSuchKey", "NoSuchBucket", "AccessDenied"];
    if (error instanceof Error && names.includes(error.name)) return {};
    throw error;
  }
}
