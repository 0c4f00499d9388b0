import { type Problem, show } from "../diagnostics/index.js";
import type { Settings } from "./settings.js";

type Written = Pick<Settings, "controller"> & { readonly defaults: Partial<Settings["defaults"]> };

/**
 * Whether the account runs as many builds as the installation would start: a project with a higher limit is refused, and so
 * is a start beyond it (CodeBuild user guide, "Quotas").
 */
export function checkBuilds({ controller, defaults }: Written): Problem[] {
  const { accountBuilds, concurrentBuilds } = controller;
  if (accountBuilds === undefined) return [];
  const wanted = [
    ["controller", "concurrentBuilds", concurrentBuilds],
    ["defaults", "parallelTests", defaults.parallelTests ?? 1],
  ] as const;
  return wanted
    .filter(([, , count]) => count > accountBuilds)
    .map(([part, key, count]) => ({
      path: `/${part}/${key}`,
      code: "settings.builds-over-account",
      value: show(count),
      message: `${key} is ${count}, and the account runs ${accountBuilds} builds at once (controller.accountBuilds).`,
      hint: `Set ${part}.${key} to ${accountBuilds} or less, or have AWS raise the account's limit and say so in controller.accountBuilds.`,
    }));
}

/** One build of the controller's own beside the tests, as far as it is known that there is room. */
export function parallelTestsIn({ controller: { accountBuilds = 1 }, defaults }: Written): number {
  return defaults.parallelTests ?? Math.max(1, accountBuilds - 1);
}
