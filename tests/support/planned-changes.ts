/**
 * What a run of `terraform apply -json` said that it would touch: `address action` lines, sorted. One run tells what two
 * others would, a plan and its `show`. https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function plannedChanges(stdout: string): string[] {
  return stdout.split("\n").flatMap(plannedChange).sort();
}

function plannedChange(line: string): string[] {
  const { type, change } = line === "" ? {} : JSON.parse(line);
  if (type !== "planned_change" || change.action === "read") return [];
  return [`${change.resource.addr} ${change.action}`];
}
