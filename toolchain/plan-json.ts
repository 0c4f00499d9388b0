/** The parts of Terraform's JSON plan that are used here. https://developer.hashicorp.com/terraform/internals/json-format */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, PlannedChange>>;
}

export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly change: PlannedChange;
}

export interface PlannedChange {
  readonly actions: readonly ("no-op" | "create" | "read" | "update" | "delete" | "forget")[];
  readonly before?: unknown;
  readonly after?: unknown;
}
