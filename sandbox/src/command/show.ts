import type { AccountInventory, Holdings, Resource } from "./inventory/index.js";
import { drawTree, type Node } from "./tree.js";

/** What is in the accounts, for people. */
export function drawInventory(accounts: readonly AccountInventory[]): string {
  return accounts.length === 0 ? "Nothing yet." : drawTree(accounts.map(accountNode));
}

function accountNode({ accountId, global, regions }: AccountInventory): Node {
  const regional = Object.entries(regions).map(([region, held]) => ({
    label: region,
    children: kindNodes(held),
  }));
  return { label: `account ${accountId}`, children: [...kindNodes(global), ...regional] };
}

function kindNodes(held: Holdings): Node[] {
  return Object.entries(held).map(([kind, resources]) => ({
    label: kind,
    children: resources.map(resourceNode),
  }));
}

function resourceNode({ name, detail, parts = [] }: Resource): Node {
  return { label: detail ? `${name} (${detail})` : name, children: parts.map(resourceNode) };
}
