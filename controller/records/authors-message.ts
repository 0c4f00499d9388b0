import { field } from "./field.js";

/**
 * What the author of a revision wrote, of the summary that CodePipeline tells: a connection's is JSON with the message in it
 * (CodePipeline user guide, "CodeStarSourceConnection", output variables), any other source's is the message.
 */
export function authorsMessage(summary: string): string {
  if (!summary.startsWith("{")) return summary;
  try {
    const message = field(JSON.parse(summary), "CommitMessage");
    return typeof message === "string" ? message : summary;
  } catch {
    return summary;
  }
}
