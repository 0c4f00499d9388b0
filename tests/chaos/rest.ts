import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { runSchedule } from "../../controller/dispatcher/index.js";
import {
  inParallel,
  isPending,
  keyAttributes,
  keyText,
  type PipelineKey,
} from "../../controller/records/index.js";
import { Objects, statePlaces } from "../../controller/state/index.js";
import type { Estate } from "./estate.js";
import { overlaps } from "./overlaps.js";

/** What must be applied of a pipeline: its version, or nothing. */
export type WantedVersions = ReadonlyMap<PipelineKey, number | undefined>;

const tickMs = 500;
/** As many connections as the SDK's client opens. */
const readsAtOnce = 50;

/** Runs the schedule, as the clock would, until nothing is left to do. Throws where that never comes. */
export async function rest(estate: Estate, patienceMs = 150_000): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    await endPauses(estate);
    await runSchedule(estate);
    if (await isAtRest(estate)) return;
    await sleep(tickMs);
  }
  const records = JSON.stringify(await estate.ledger.list());
  throw new Error(`never at rest: something asked for is not done: ${records}`);
}

/** The pause after a failure lasts a minute at least: it ends here as if that had passed. */
async function endPauses({ ledger, documents, names }: Estate): Promise<void> {
  const paused = (await ledger.list()).filter((record) => record.retry);
  for (const { key } of paused) {
    const request = { TableName: names.ledger, Key: keyAttributes(key), UpdateExpression: "REMOVE Retry" };
    const still = { ...request, ConditionExpression: "attribute_exists(Retry)" };
    await documents.send(new UpdateCommand(still)).catch(() => {});
  }
}

export async function isAtRest({ ledger, builds, table }: Estate): Promise<boolean> {
  if ((await builds.recent()).some((build) => build.running)) return false;
  const records = await ledger.list();
  const items = new Map((await table.scanDigests()).map(({ key, digest }) => [keyText(key), digest]));
  const known = records.every(
    (record) => !isPending(record) && items.get(keyText(record.key)) === record.item,
  );
  return known && items.size === records.length;
}

/** Everything that is not as it must be at rest, in words. */
export async function violations(estate: Estate, wanted: WantedVersions): Promise<string[]> {
  const { Items = [] } = await estate.documents.send(new ScanCommand({ TableName: estate.names.lockTable }));
  const rows = new Map(Items.map((row) => [String(row.LockID), row]));
  const each = await inParallel([...wanted], readsAtOnce, ([key, version]) =>
    unmet(key, version, rows, estate),
  );
  const left = await leftovers(estate, wanted, rows);
  return [...overlaps(await estate.journal()), ...each.flat(), ...left];
}

/** Of the lock table, by their ids. */
type LockTableRows = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

async function unmet(
  key: PipelineKey,
  version: number | undefined,
  rows: LockTableRows,
  { names, account }: Estate,
): Promise<string[]> {
  const { state, digestId } = statePlaces(key, names.bucket);
  const found = await new Objects(account.s3, names.bucket).read(state);
  const text = found && new TextDecoder().decode(found.bytes);
  const applied = text && JSON.parse(text).resources[0]?.instances[0]?.attributes.output.value;
  const problems = applied === version ? [] : [`${keyText(key)}: applied is ${applied}, not ${version}`];
  const digest = rows.get(digestId)?.Digest;
  const right = found && createHash("md5").update(found.bytes).digest("hex");
  // Without a digest Terraform takes the state as it is: a death at the very first write leaves none.
  const fits = digest === right || (digest === undefined && found !== undefined);
  return fits ? problems : [...problems, `${keyText(key)}: the digest does not fit the state`];
}

/** Locks of anyone's, and whatever stands of a pipeline that is gone. */
async function leftovers(
  { names, account, ledger }: Estate,
  wanted: WantedVersions,
  rows: LockTableRows,
): Promise<string[]> {
  const locks = [...rows].filter(([, { Info }]) => Info !== undefined).map(([id]) => `still locked: ${id}`);
  const gone = [...wanted].filter(([, version]) => version === undefined).map(([key]) => key);
  const records = (await ledger.list()).filter(({ key }) =>
    gone.some((each) => keyText(each) === keyText(key)),
  );
  const { Contents = [] } = await account.s3.send(new ListObjectsV2Command({ Bucket: names.bucket }));
  const folders = gone.map((key) => statePlaces(key, names.bucket).state.replace(/[^/]+$/, ""));
  const objects = Contents.filter(({ Key }) => folders.some((folder) => Key?.startsWith(folder)));
  return [
    ...locks,
    ...records.map(({ key }) => `${keyText(key)}: still in the ledger`),
    ...objects.map(({ Key }) => `still in the bucket: ${Key}`),
  ];
}
