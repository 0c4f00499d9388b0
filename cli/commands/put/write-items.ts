import {
  type ConfigTable,
  type ItemWrite,
  messageOf,
  type PipelineKey,
  shownKey,
  togetherAtMost,
} from "../../../controller/records/index.js";

/** An item on its way, and whose it is. */
export interface PipelineWrite extends ItemWrite {
  readonly pipeline: PipelineKey;
}

/** What to do about it. */
export const repeatIt = "Look at it again, and repeat the change if it is still wanted.";

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

/** What is in the table now of all that was to be put. */
export function saying(written: readonly PipelineKey[]): string {
  return written.length === 0 ? "Nothing was written." : `Written before, and no more: ${listed(written)}.`;
}

function keyOf({ pipeline: { repository, branch } }: PipelineWrite): PipelineKey {
  return { repository, branch };
}

function listed(keys: readonly PipelineKey[]): string {
  return keys.map(shownKey).join(", ");
}
