import {
  type ConfigTable,
  ItemChanged,
  type ItemWrite,
  keyText,
  messageOf,
  type PipelineKey,
  shownKey,
  type TableItem,
  togetherAtMost,
} from "../../controller/records/index.js";
import type { Terminal } from "./terminal.js";

/** An item on its way, and whose it is. */
export interface PipelineWrite extends ItemWrite {
  readonly pipeline: PipelineKey;
}

export interface Removal {
  readonly key: PipelineKey;
  readonly asRead: TableItem;
}

/** What to do about it. */
const repeatIt = "Look at it again, and repeat the change if it is still wanted.";

/** Somebody else changed items after they were read. Nothing was written, but for what is too much for one go. */
export class ItemsChanged extends Error {
  override readonly name = "ItemsChanged";

  constructor(
    readonly changed: readonly PipelineKey[],
    readonly written: readonly PipelineKey[],
    table: string,
  ) {
    super(
      `Someone else changed in ${table} what was read a moment ago: ${listed(changed)}. ${saying(written)}\n` +
        repeatIt,
    );
  }
}

/** Writes items over what was read of them: all or none, if one transaction can hold them. Throws `ItemsChanged`. */
export async function writeItems(
  writes: readonly PipelineWrite[],
  table: Pick<ConfigTable, "name" | "putItems">,
): Promise<void> {
  const written: PipelineKey[] = [];
  for (const batch of togetherAtMost(writes)) {
    const changed = await table.putItems(batch).catch((error: unknown) => {
      if (written.length === 0) throw error;
      throw new Error(`${messageOf(error)}\n${saying(written)}`, { cause: error });
    });
    if (changed.length > 0) throw new ItemsChanged(changed.map(keyOf), written, table.name);
    written.push(...batch.map(keyOf));
  }
}

/** Removes items that are still as they were read, one after the other. `written`: what was done before. Throws `ItemsChanged`. */
export async function removeItems(
  removals: readonly Removal[],
  table: Pick<ConfigTable, "name" | "deleteItem">,
  written: readonly PipelineKey[],
): Promise<void> {
  const done = [...written];
  for (const { key, asRead } of removals) {
    await table.deleteItem(key, asRead).catch((error: unknown) => {
      throw error instanceof ItemChanged ? new ItemsChanged([key], done, table.name) : error;
    });
    done.push(key);
  }
}

/** Does it; for who asked for machine output, what somebody else changed meanwhile is told as data too. */
export async function answeringChanged(
  { json }: { readonly json?: boolean | undefined },
  out: Pick<Terminal, "data">,
  work: () => Promise<void>,
): Promise<void> {
  await work().catch((error: unknown) => {
    if (json && error instanceof ItemsChanged) out.data({ errors: changedMeanwhile(error) });
    throw error;
  });
}

/** Where, as of any other problem: the item in its table. */
function changedMeanwhile({ changed, written }: ItemsChanged) {
  return changed.map((key) => ({
    file: keyText(key),
    path: "",
    code: "table.item-changed",
    message: `Someone else changed the item meanwhile. ${saying(written)}`,
    hint: repeatIt,
  }));
}

/** What was done of all that was to be. */
function saying(written: readonly PipelineKey[]): string {
  return written.length === 0 ? "Nothing was written." : `Written before, and no more: ${listed(written)}.`;
}

function keyOf({ pipeline: { repository, branch } }: PipelineWrite): PipelineKey {
  return { repository, branch };
}

function listed(keys: readonly PipelineKey[]): string {
  return keys.map(shownKey).join(", ");
}
