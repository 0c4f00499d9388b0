import type { PlanJson, ResourceChange } from "../../../toolchain/index.js";

export type Values = Readonly<Record<string, unknown>>;

/** A resource that the configuration has and the state has not. */
export interface Missing {
  readonly address: string;
  readonly type: string;
  /** What is known of its attributes before it is made. */
  readonly values: Values;
}

/** A plan, with the configuration that it was made from. */
export interface WholePlan extends PlanJson {
  readonly resource_changes?: readonly PlacedChange[];
  readonly configuration?: { readonly root_module: PlannedModule };
}

interface PlacedChange extends ResourceChange {
  /** Such as `module.alpha`; absent in the root. */
  readonly module_address?: string;
}

export interface PlannedModule {
  readonly resources?: readonly PlannedResource[];
  readonly module_calls?: Readonly<Record<string, ModuleCall>>;
}

interface ModuleCall {
  /** Relative to the calling module. */
  readonly source: string;
  readonly module: PlannedModule;
}

export interface PlannedResource {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly expressions?: Readonly<Record<string, { readonly references?: readonly string[] }>>;
}

/** What a plan would create. A resource that it would replace is in the state. */
export function missingIn(plan: WholePlan): Missing[] {
  const created = (plan.resource_changes ?? []).filter(isCreated);
  const byAddress = new Map(created.map((change) => [change.address, valuesOf(change)]));
  return created.map((change) => ({
    address: change.address,
    type: change.type,
    values: { ...inherited(change, plan, byAddress), ...valuesOf(change) },
  }));
}

function isCreated({ change }: PlacedChange): boolean {
  return change.actions.length === 1 && change.actions[0] === "create";
}

function valuesOf({ change }: PlacedChange): Values {
  return (change.after ?? {}) as Values;
}

/** A role's id is its name, which is known before it is made; Terraform calls it unknown. */
const idIs: Readonly<Record<string, string>> = { aws_iam_role: "name" };

/** The attributes that are another's id, where that other is missing too. */
function inherited(change: PlacedChange, plan: WholePlan, byAddress: ReadonlyMap<string, Values>): Values {
  const inside = change.module_address === undefined ? "" : `${change.module_address}.`;
  const found = Object.entries(configured(change, plan)?.expressions ?? {}).flatMap(([name, expression]) => {
    const [id = "", parent = ""] = expression.references ?? [];
    const attribute = idIs[parent.split(".")[0] ?? ""];
    if (attribute === undefined || id !== `${parent}.id`) return [];
    return [[name, byAddress.get(`${inside}${parent}`)?.[attribute]]];
  });
  return Object.fromEntries(found);
}

function configured({ module_address = "", type, name }: PlacedChange, plan: WholePlan) {
  const calls = [...module_address.matchAll(/module\.([\w-]+)/g)].map(([, call = ""]) => call);
  const module = calls.reduce(
    (within: PlannedModule | undefined, call) => within?.module_calls?.[call]?.module,
    plan.configuration?.root_module,
  );
  return module?.resources?.find((resource) => resource.type === type && resource.name === name);
}
