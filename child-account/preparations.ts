import type { Problem } from "../compiler/diagnostics/index.js";
import { matchesAny, type Settings } from "../compiler/settings/index.js";
import { childAccountStateKey } from "./child-account-stack.js";

/** Who made an account's roles: `accounts deploy`, others by the settings' word, or nobody that we know of. */
export type Preparation = "here" | "elsewhere" | "unknown";

/** A state of the state bucket as text, by its key; undefined where there is none that the caller may read. */
export type ReadState = (key: string) => Promise<string | undefined>;

/**
 * Which accounts are ready for pipelines. The rights of whoever asks reach no other account, so what answers is the
 * state of `accounts deploy`, in the central account, and the settings.
 */
export async function preparationsOf(
  accounts: readonly string[],
  { childAccount }: Settings,
  readState: ReadState,
): Promise<Map<string, Preparation>> {
  const preparations = accounts.map(async (account) => {
    if (matchesAny(account, childAccount.preparedElsewhere)) return [account, "elsewhere"] as const;
    const here = hasResources(await readState(childAccountStateKey(account)));
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

/** A state that holds nothing any more was destroyed. */
function hasResources(text: string | undefined): boolean {
  const state: unknown = JSON.parse(text ?? "{}");
  return typeof state === "object" && state !== null && "resources" in state && !isEmpty(state.resources);
}

function isEmpty(resources: unknown): boolean {
  return Array.isArray(resources) && resources.length === 0;
}
