import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AskedApproval } from "../../compiler/changes/index.js";
import type { PolicyReport } from "../../compiler/pipeline/index.js";

/** Beside an output's stacks, where neither cdktf nor Terraform looks. */
export const permissionsFile = "permissions.json";

/** What an output permits, whom it asks before, and what it was made of. */
export interface KeptPermissions extends PolicyReport {
  /** The item, in a form that the compiler reads; absent where an older stagewright kept the output. */
  readonly item?: unknown;
  readonly approvals?: readonly AskedApproval[];
}

/** Puts what an output permits beside it, so that it is kept with what was applied. */
export function writePermissions(folder: string, report: KeptPermissions): Promise<void> {
  return writeFile(join(folder, permissionsFile), JSON.stringify(report));
}

export function readPermissions(bytes: Uint8Array | undefined): KeptPermissions | undefined {
  return bytes && JSON.parse(new TextDecoder().decode(bytes));
}
