/** What a build of the chaos tests is told, in one variable of its environment. */
export interface Orders {
  /** The config table. */
  readonly table: string;
  readonly ledger: string;
  readonly bucket: string;
  readonly lockTable: string;
  /** The executable. */
  readonly terraform: string;
  /** A file: when each Terraform began and ended. */
  readonly journal: string;
  readonly leaseMs: number;
  /** How many pipelines a build works on at once. */
  readonly parallel: number;
  /** What is broken on purpose. */
  readonly broken?: Breakage;
}

/** `believes-expiry`: takes an owner for ended because its lease ran out. `no-attempt`: does not say what it tries. */
export type Breakage = "believes-expiry" | "no-attempt";

export const ordersVariable = "CHAOS_ORDERS";

export function readOrders(env: Readonly<Record<string, string | undefined>>): Orders {
  const text = env[ordersVariable];
  if (text === undefined) throw new Error(`${ordersVariable} is missing.`);
  return JSON.parse(text);
}
