import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { stillAsRead } from "./expectation.js";
import { type Origin, originAttribute } from "./origin.js";
import type { TableItem } from "./table-item.js";

/** An item as it is to be, and as it was read; `undefined`: there was none. */
export interface ItemWrite {
  readonly item: TableItem;
  readonly asRead: TableItem | undefined;
  readonly origin?: Origin;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html: 100 actions, 4 MB. */
const most = 100;
const mostBytes = 3_000_000;

/** As they can be put together: all in one as a rule. What is read counts too, as it is sent along. */
export function togetherAtMost<T extends ItemWrite>(writes: readonly T[]): T[][] {
  const batches: T[][] = [];
  let room = 0;
  for (const write of writes) {
    const size = Buffer.byteLength(JSON.stringify([write.item, write.asRead]));
    const batch = batches.at(-1);
    const fits = batch !== undefined && batch.length < most && size <= room;
    if (fits) batch.push(write);
    else batches.push([write]);
    room = (fits ? room : mostBytes) - size;
  }
  return batches;
}

/** Writes all, or none. Gives those that are not as they were read any more: then it is none. */
export async function putTogether<T extends ItemWrite>(
  client: DynamoDBDocumentClient,
  table: string,
  writes: readonly T[],
): Promise<T[]> {
  const TransactItems = writes.map(({ item, asRead, origin }) => {
    const Item = { ...item, ...(origin && { [originAttribute]: origin }) };
    return { Put: { TableName: table, Item, ...stillAsRead(asRead, Object.keys(item)) } };
  });
  try {
    await client.send(new TransactWriteCommand({ TransactItems }));
    return [];
  } catch (error) {
    const changed = writes.filter((_, index) => wasChanged(error, index));
    if (changed.length === 0) throw error;
    return changed;
  }
}

/** Also what somebody else is writing in this very moment. Reasons stand in the order of the writes. */
function wasChanged(error: unknown, index: number): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const code = error.CancellationReasons?.[index]?.Code ?? "";
  return ["ConditionalCheckFailed", "TransactionConflict"].includes(code);
}
