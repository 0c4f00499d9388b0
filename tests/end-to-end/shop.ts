import { parseItem } from "../../compiler/item/index.js";
import { buildPipeline, type Pipeline } from "../../compiler/pipeline/index.js";
import type { Settings } from "../../compiler/settings/index.js";
import type { PipelineKey } from "../../controller/records/index.js";
import { environment, itemWith, test as testOf } from "../../testing/items/items.js";

/** Where the shop is deployed to: an account reached by a profile, and one by the role that AWS Organizations makes. */
export const [byProfile, byRole] = ["222222222222", "333333333333"] as const;
export const accounts = [byProfile, byRole];

/** The administration role wants to be told something that no pipeline action can say. */
export const childAccount = {
  repositories: ["webshop", "service-*"],
  externalId: "accounts-only",
  accounts: { [byProfile]: { profile: "target" } },
};

export const shop: PipelineKey = { repository: "webshop", branch: "main" };

const Tests = { Smoke: testOf() };
const staging = environment({ AwsAccountId: byProfile, Tests });

/** Also of items that are about something else. */
export const production = environment({ AwsAccountId: byRole, ManualApproval: "lead@example.com", Tests });

/** What an item changes in its environments, and environments beside them. */
export interface ShopChanges {
  readonly staging?: object;
  readonly production?: object;
  readonly others?: Record<string, unknown>;
}

export function shopItem(changes: ShopChanges = {}): Record<string, unknown> {
  const Staging = { ...staging, ...changes.staging };
  const Production = { ...production, ...changes.production };
  return itemWith({ Staging, Production, ...changes.others });
}

/** What the compiler makes of the shop's item. */
export function shopPipeline(settings: Settings): Pipeline {
  return buildPipeline(parseItem(shopItem(), { settings }), { settings });
}
