import type { RoleAuthorizer } from "../../authorization/index.js";
import type { Credentials } from "../../service.js";
import type { Mend } from "../mend.js";
import { assumeRole } from "./assume-role.js";
import { describeAlarms } from "./describe-alarms.js";
import { streamBatchSize } from "./stream-batch-size.js";

export interface MendOptions {
  readonly authorizer: RoleAuthorizer;
  /** An account's root credentials, for questions that the emulator must answer whoever asked. */
  readonly root: (accountId: string) => Credentials;
}

/** Everything that the gateway puts right, each named, with its reason. */
export function createMends(options: MendOptions): readonly Mend[] {
  return [assumeRole(options), describeAlarms(options), streamBatchSize()];
}
