import type { DeploymentClass } from "./deployment-class.js";

/** What a plan would do, by address. Values are not in it. */
export interface PlanContent {
  readonly class: DeploymentClass;
  readonly add: readonly string[];
  readonly change: readonly string[];
  readonly destroy: readonly string[];
  readonly replace: readonly string[];
  /** Of these the state takes note, and nothing happens to them: moved, imported, or not looked after any more. */
  readonly noted: readonly string[];
  /** Names of outputs that change. */
  readonly outputs: readonly string[];
}

/** Terraform's JSON of a plan, as far as it decides: https://developer.hashicorp.com/terraform/internals/json-format */
export interface ShownPlan {
  readonly format_version?: unknown;
  readonly errored?: boolean;
  readonly complete?: boolean;
  readonly applyable?: boolean;
  readonly resource_changes?: readonly ShownChange[];
  readonly output_changes?: Readonly<Record<string, Pick<ShownChange["change"], "actions">>>;
  readonly planned_values?: { readonly outputs?: Readonly<Record<string, ShownOutput>> };
  readonly deferred_changes?: readonly unknown[];
  readonly action_invocations?: readonly unknown[];
}

export interface ShownChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode?: string;
  /** An old object that a replacement left behind. */
  readonly deposed?: string;
  readonly change: { readonly actions: readonly string[]; readonly importing?: unknown };
}

export interface ShownOutput {
  readonly sensitive?: boolean;
  readonly value?: unknown;
}

/** Throws where a plan cannot be applied, or is in a form that is not known: nobody may take it for a harmless one. */
export function planContent(plan: ShownPlan): PlanContent {
  if (!/^1\./.test(String(plan.format_version))) {
    throw new Error(`The plan's JSON has the format ${String(plan.format_version)}; known is 1.`);
  }
  if (plan.errored) throw new Error("The plan ended with an error, so it cannot be applied.");
  const all = (plan.resource_changes ?? []).map((each) => ({ address: each.address, kind: kindOf(each) }));
  const of = (kind: Kind) => all.filter((each) => each.kind === kind).map(({ address }) => address);
  const outputs = Object.entries(plan.output_changes ?? {})
    .filter(([, { actions }]) => actions.join() !== "no-op")
    .map(([name]) => name);
  const content = {
    ...{ add: of("add"), change: of("change"), destroy: of("destroy"), replace: of("replace") },
    ...{ noted: of("noted"), outputs },
  };
  return { class: classOf(content, plan, of("read").length > 0), ...content };
}

type Kind = "nothing" | "read" | "noted" | "add" | "change" | "destroy" | "replace";

const kinds: Readonly<Record<string, Kind>> = {
  "no-op": "nothing",
  read: "read",
  forget: "noted",
  create: "add",
  update: "change",
  delete: "destroy",
  "delete,create": "replace",
  "create,delete": "replace",
  // The old object stays, and the state forgets it.
  "create,forget": "replace",
  "forget,create": "replace",
};

/** Actions that are not known count as the worst. */
function kindOf({ address, previous_address: before, change: { actions, importing } }: ShownChange): Kind {
  const name = actions.join();
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  const isNoted = (before !== undefined && before !== address) || Boolean(importing);
  if (kind === "nothing" && isNoted) return "noted";
  return kind ?? "destroy";
}

/**
 * Data that is only read makes no change, and a plan without changes is not applied, so nothing reads it. Where Terraform
 * itself sees something to apply that is not seen here, it counts as a change.
 */
function classOf(
  { add, change, destroy, replace, noted, outputs }: Omit<PlanContent, "class">,
  { applyable, complete, deferred_changes = [], action_invocations = [] }: ShownPlan,
  reads: boolean,
): DeploymentClass {
  if (destroy.length + replace.length > 0) return "destroys";
  const unseen = deferred_changes.length + action_invocations.length > 0 || complete === false;
  if (unseen || add.length + change.length + noted.length > 0) return "changes";
  if (outputs.length > 0) return "outputs";
  return applyable === true && !reads ? "changes" : "none";
}

/** By name; what is sensitive, or not known before it is applied, is left out. */
export function plannedOutputs({ planned_values: values }: ShownPlan): Record<string, unknown> {
  return outputsToTell(values?.outputs ?? {});
}

export function outputsToTell(outputs: Readonly<Record<string, ShownOutput>>): Record<string, unknown> {
  const told = Object.entries(outputs).filter(
    ([, one]) => one.sensitive === false && one.value !== undefined,
  );
  return Object.fromEntries(told.map(([name, { value }]) => [name, value]));
}
