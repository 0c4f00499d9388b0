/** JSON pointers (RFC 6901): `/DeploymentConfigurations/Prod~1EU/Deploy`. */
export type Segment = string | number;

export function pointer(...segments: readonly Segment[]): string {
  return segments
    .map((segment) => `/${String(segment).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

export function segmentsOf(text: string): string[] {
  if (text === "") return [];
  return text
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}
