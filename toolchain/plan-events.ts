import type { PlannedChange, ResourceChange } from "./plan-json.js";

/**
 * What `terraform plan -json` says, a line of JSON each.
 * https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
interface PlanEvent {
  readonly "@message"?: string;
  readonly type?: string;
  readonly change?: {
    readonly action: string;
    readonly resource: {
      readonly addr: string;
      readonly resource_type: string;
      readonly resource_name: string;
    };
  };
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail?: string };
}

/** Whichever comes first in a replacement is not told. */
const actionsOf: Readonly<Record<string, PlannedChange["actions"]>> = {
  create: ["create"],
  update: ["update"],
  delete: ["delete"],
  replace: ["delete", "create"],
  forget: ["forget"],
};

/** The resources that would be touched. Their values are not told: `Plan.json` has those. */
export function plannedChanges(stdout: string): ResourceChange[] {
  return eventsIn(stdout).flatMap(({ type, change }) => {
    const actions = type === "planned_change" ? actionsOf[change?.action ?? ""] : undefined;
    if (!change || !actions) return [];
    const { addr: address, resource_type, resource_name: name } = change.resource;
    return [{ address, type: resource_type, name, change: { actions } }];
  });
}

/** What people would have been told without `-json`. */
export function spokenEvents(stdout: string): string {
  return eventsIn(stdout).map(spoken).join("\n");
}

function spoken({ diagnostic, "@message": message = "" }: PlanEvent): string {
  if (!diagnostic) return message;
  const { severity, summary, detail = "" } = diagnostic;
  return `${severity === "error" ? "Error" : "Warning"}: ${summary}\n\n${detail}`.trimEnd();
}

function eventsIn(stdout: string): PlanEvent[] {
  return stdout.split("\n").flatMap((line) => (line === "" ? [] : [eventIn(line)]));
}

/** A line that is no event, such as one of a program that Terraform runs, is a message. */
function eventIn(line: string): PlanEvent {
  try {
    return JSON.parse(line);
  } catch {
    return { "@message": line };
  }
}
