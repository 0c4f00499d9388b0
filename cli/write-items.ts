import { keyText, type PipelineKey } from "../controller/key.js";
import { type ConfigTable, ItemChanged, type TableItem } from "../controller/table/index.js";

/** An item as it is to be, and as it was read. */
export interface ItemWrite {
  readonly pipeline: PipelineKey;
  readonly item: TableItem;
  readonly asRead: TableItem | undefined;
}

/** Some items were not written, as they are not what was read any more; the others were. */
export class SomeItemsChanged extends Error {
  override readonly name = "SomeItemsChanged";

  constructor(
    readonly written: readonly PipelineKey[],
    readonly left: readonly PipelineKey[],
    table: string,
  ) {
    super(
      `Someone else changed in ${table} what was read a moment ago. Left as it is now: ${listed(left)}. ` +
        `Written: ${listed(written)}.\nLook at what was left, and repeat the change if it is still wanted.`,
    );
  }
}

function listed(keys: readonly PipelineKey[]): string {
  return keys.map(keyText).join(", ") || "nothing";
}

/** Writes each item over what was read of it. Throws `SomeItemsChanged` when all are through. */
export async function writeItems(
  writes: readonly ItemWrite[],
  table: Pick<ConfigTable, "name" | "putItem">,
): Promise<void> {
  const left: PipelineKey[] = [];
  for (const { pipeline, item, asRead } of writes) {
    await table.putItem(item, asRead).catch((error: unknown) => {
      if (!(error instanceof ItemChanged)) throw error;
      left.push(pipeline);
    });
  }
  const written = writes.map(({ pipeline }) => pipeline).filter((key) => !left.includes(key));
  if (left.length > 0) throw new SomeItemsChanged(written, left, table.name);
}
