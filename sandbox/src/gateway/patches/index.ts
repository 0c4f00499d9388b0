import type { RoleAuthorizer } from "../../authorization/index.js";
import type { Credentials } from "../../service.js";
import type { Patch } from "../patch.js";
import { assumeRole } from "./assume-role.js";
import { describeAlarms } from "./describe-alarms.js";
import { escapeText } from "./escape-text.js";
import { streamBatchSize } from "./stream-batch-size.js";

export interface PatchOptions {
  readonly authorizer: RoleAuthorizer;
  /** An account's root credentials, for questions that the emulator must answer whoever asked. */
  readonly root: (accountId: string) => Credentials;
  /** Seconds: the shortest session of a role; default AWS's. */
  readonly shortest?: number | undefined;
  /** The elements that a service's answers in XML may have, by its name in a signature. */
  readonly elementsOf: (service: string) => ReadonlySet<string>;
}

/** Everything that the gateway puts right, each named, with its reason. */
export function createPatches(options: PatchOptions): readonly Patch[] {
  return [assumeRole(options), describeAlarms(options), streamBatchSize(), escapeText(options)];
}
