import { type AccountInventory, type Sandbox, takeInventory } from "@stagewright/sandbox";

/** All that the accounts hold, as lines `111111111111 us-east-1 CodePipeline pipelines: name`. */
export async function inventoryOf(sandbox: Sandbox, stateDir: string): Promise<string[]> {
  return (await takeInventory({ ...sandbox, pid: process.pid }, stateDir)).flatMap(linesOf);
}

function linesOf({ accountId, global, regions }: AccountInventory): string[] {
  const held = [["global", global] as const, ...Object.entries(regions)];
  return held.flatMap(([region, holdings]) =>
    Object.entries(holdings).flatMap(([kind, resources]) =>
      resources.map((resource) => `${accountId} ${region} ${kind}: ${resource.name}`),
    ),
  );
}
