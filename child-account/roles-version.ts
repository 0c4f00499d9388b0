import { createHash } from "node:crypto";
import type { Settings } from "../compiler/settings/index.js";
import { childRoles, settingsForAccount } from "./child-account.js";

/** The tag that tells of which version a target account's roles are. */
export const rolesVersionTag = "stagewright:roles-version";

/**
 * What the roles of an account are made of, in ten hex digits: another version of stagewright, or other settings, make
 * others. It says nothing of order. Without an account: as all accounts get them from one template.
 */
export function rolesVersion(settings: Settings, account?: string): string {
  const { region, centralAccount = "", namePrefix } = settings;
  const anywhere = { partition: "aws", account: "000000000000", region, centralAccount, namePrefix };
  const own = account === undefined ? settings : settingsForAccount(settings, account);
  return createHash("sha256")
    .update(JSON.stringify(childRoles(anywhere, own)))
    .digest("hex")
    .slice(0, 10);
}
