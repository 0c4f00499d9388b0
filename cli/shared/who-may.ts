import { defaultSettings } from "../../compiler/settings/index.js";
import {
  approverPolicy,
  editorPolicy,
  releaserPolicy,
  siteOf,
} from "../../controller/installation/control-plane/index.js";

const policies = {
  editor: editorPolicy,
  releaser: releaserPolicy,
  approver: approverPolicy,
};

/** Whose policy allows an action on pipelines, and how to get it; undefined where it is nobody's. The policies themselves say it. */
export function whoMay(action: string): string | undefined {
  // Which actions a policy holds is the same in every account.
  const site = siteOf({ account: "111111111111", settings: defaultSettings() });
  const roles = Object.entries(policies).flatMap(([role, policyOf]) =>
    policyOf(site).Statement.some(({ Effect, Action }) => Effect === "Allow" && Action.includes(action))
      ? [role]
      : [],
  );
  if (roles.length === 0) return undefined;
  const commands = roles.map((role) => `\`stagewright policies --role ${role}\``);
  return `It belongs to the policy of the ${roles.join(", the ")}: ${commands.join(", ")} (docs/security.md, "People").`;
}
