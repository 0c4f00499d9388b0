import type { Problem } from "../compiler/diagnostics/index.js";
import { matchesAny, type Settings } from "../compiler/settings/index.js";
import { childAccountStateKey } from "./child-account-stack.js";
import { rolesVersion, rolesVersionTag } from "./roles-version.js";

/**
 * Who made an account's roles: `accounts deploy`, as this stagewright and these settings would, or otherwise; others by the
 * settings' word; or nobody that we know of.
 */
export type Preparation = "here" | "outdated" | "elsewhere" | "unknown";

/** A state of the state bucket as text, by its key; undefined where there is none that the caller may read. */
export type ReadState = (key: string) => Promise<string | undefined>;

/**
 * Which accounts are ready for pipelines. The rights of whoever asks reach no other account, so what answers is the
 * state of `accounts deploy`, in the central account, and the settings.
 */
export async function preparationsOf(
  accounts: readonly string[],
  settings: Settings,
  readState: ReadState,
): Promise<Map<string, Preparation>> {
  const preparations = accounts.map(async (account) => {
    if (matchesAny(account, settings.childAccount.preparedElsewhere)) return [account, "elsewhere"] as const;
    const text = await readState(childAccountStateKey(account));
    return [account, preparationIn(text, rolesVersion(settings, account))] as const;
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

interface State {
  readonly resources?: readonly {
    readonly type?: string;
    readonly instances?: readonly { readonly attributes?: Attributes }[];
  }[];
}

interface Attributes {
  readonly tags_all?: Readonly<Record<string, string>> | null;
}

/** A state that holds nothing any more was destroyed. */
function preparationIn(text: string | undefined, version: string): Preparation {
  const { resources = [] }: State = JSON.parse(text ?? "{}");
  if (resources.length === 0) return "unknown";
  const roles = resources
    .filter(({ type }) => type === "aws_iam_role")
    .flatMap(({ instances = [] }) => instances);
  const isCurrent = roles.every(({ attributes }) => attributes?.tags_all?.[rolesVersionTag] === version);
  return isCurrent ? "here" : "outdated";
}
