import { RunFailed } from "../../../toolchain/index.js";
import { explainFailure } from "../../repair/index.js";

/** A failure of Terraform, in words before its own. */
export async function explainError<T>(run: Promise<T>): Promise<T> {
  try {
    return await run;
  } catch (error) {
    throw error instanceof RunFailed ? inWords(error) : error;
  }
}

function inWords(error: RunFailed): Error {
  const { class: kind, message, hint } = explainFailure(error);
  const output = `${error.result.stdout}\n${error.result.stderr}`;
  if (kind === "lock-held" || kind === "state-checksum") return new Error(`${message}\n${wayOut(output)}`);
  return new Error(`${error.message}\n\n${message}\n${hint}`);
}

/** A laptop's run has no proof of its end, so a person must say so, and names the lock by its id. */
function wayOut(output: string): string {
  const [, id = "none"] = /\bID:\s+([0-9a-f-]{36})/.exec(output) ?? [];
  const [, since] = /\bCreated:\s+(\S+ \S+)/.exec(output) ?? [];
  const held = since ? `It was taken at ${since.replace(/\.\d+$/, "")} UTC. ` : "";
  return (
    `${held}Wait if that run may still be at work: a Terraform whose \`bootstrap\` was killed goes on to its end.\n` +
    `If it has ended for certain: stagewright bootstrap --unlock ${id}`
  );
}
