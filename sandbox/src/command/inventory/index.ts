import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type PlaceInUse, placesInUse } from "../../emulator/index.js";
import type { Registration } from "../../registration.js";
import { rootsWith } from "../../root.js";
import { builds, connections, pipelines, projects, reportGroups, repositories } from "./code-suite.js";
import { buckets, parameters, tables } from "./data.js";
import { keys, policies, roles, users } from "./identity.js";
import { buses, queues, topics } from "./messaging.js";
import type { Kind, Resource } from "./resource.js";
import { alarms, functions, logGroups, stacks } from "./running.js";

export type { Resource } from "./resource.js";

/** Resources by kind, such as `DynamoDB tables`; kinds of which there are none are left out. */
export type Holdings = Readonly<Record<string, readonly Resource[]>>;

export interface AccountInventory {
  /** 12 digits. */
  readonly accountId: string;
  /** What belongs to no region, such as roles and bucket names. */
  readonly global: Holdings;
  readonly regions: Readonly<Record<string, Holdings>>;
}

const globalKinds = [buckets, roles, policies, users];
const regionalKinds = [
  ...[tables, functions, buses, topics, queues, stacks, logGroups, alarms, keys, parameters],
  ...[pipelines, projects, builds, reportGroups, repositories, connections],
];

/** What is in the accounts that were ever used: accounts and regions in which there is nothing are left out. */
export async function takeInventory(sandbox: Registration, stateDir: string): Promise<AccountInventory[]> {
  const places = await placesOf(sandbox, stateDir);
  const accounts = [...new Set(places.map((place) => place.accountId))].sort();
  const inventories = await Promise.all(
    accounts.map(async (accountId) => {
      const own = places.filter((place) => place.accountId === accountId);
      const regions = [...new Set(own.flatMap(({ region }) => region ?? []))].sort();
      return accountInventory(sandbox, accountId, regions);
    }),
  );
  return inventories.filter(({ global, regions }) => !isEmpty(global) || !isEmpty(regions));
}

async function placesOf(
  { emulatorUrl, accountId, region, secret }: Registration,
  stateDir: string,
): Promise<PlaceInUse[]> {
  const suite = await codeSuitePlaces(join(stateDir, "code-suite"));
  return [{ accountId, region }, ...(await placesInUse({ url: emulatorUrl, secret })), ...suite];
}

/** The code suite keeps its records in a folder for each account, and in that for each region. */
async function codeSuitePlaces(folder: string): Promise<PlaceInUse[]> {
  const accounts = await readdir(folder).catch(() => []);
  const places = accounts.map(async (accountId) => {
    const regions = await readdir(join(folder, accountId));
    return regions.map((region) => ({ accountId, region }));
  });
  return (await Promise.all(places)).flat();
}

async function accountInventory(
  { url, region: home, secret }: Registration,
  accountId: string,
  regions: readonly string[],
): Promise<AccountInventory> {
  const credentials = rootsWith(secret)(accountId);
  const global = await holdings(globalKinds, { endpoint: url, credentials, region: home });
  const regional = regions.map(async (region): Promise<[string, Holdings]> => {
    return [region, await holdings(regionalKinds, { endpoint: url, credentials, region })];
  });
  const found = (await Promise.all(regional)).filter(([, held]) => !isEmpty(held));
  return { accountId, global, regions: Object.fromEntries(found) };
}

async function holdings(kinds: readonly Kind[], options: Parameters<Kind["list"]>[0]): Promise<Holdings> {
  const listed = kinds.map(async (kind): Promise<[string, readonly Resource[]]> => {
    const resources = await kind.list(options);
    return [kind.name, kind.isOrdered ? resources : byName(resources)];
  });
  const found = (await Promise.all(listed)).filter(([, resources]) => resources.length > 0);
  return Object.fromEntries(found);
}

const byName = (resources: readonly Resource[]) =>
  [...resources].sort((one, other) => (one.name < other.name ? -1 : 1));

const isEmpty = (record: object) => Object.keys(record).length === 0;
