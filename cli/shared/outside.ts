import type { Failure } from "../../controller/records/index.js";

/** Errors of Node when a service cannot be reached. */
const unreachable = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EAI_AGAIN"]);
/** What the SDK throws before it has called anything: it found no credentials. */
const withoutCredentials = new Set(["CredentialsProviderError", "TokenProviderError"]);

/** Why a service of AWS refused, or was never asked, in plain words; undefined for any other error. */
export async function explainOutside(error: unknown): Promise<Failure | undefined> {
  if (!(error instanceof Error) || !isOutside(error)) return undefined;
  const { explainFailure } = await import("../../controller/repair/index.js");
  const failure = explainFailure(error);
  if (failure.class === "unknown") return undefined;
  const hint = [failure.hint, await whoseItIs(error)].filter(Boolean).join("\n");
  return { ...failure, hint, message: [failure.message, inOwnWords(error)].filter(Boolean).join("\n") };
}

/** Of what was denied of a pipeline: which of the installation's people may do it. */
async function whoseItIs({ message }: Error): Promise<string | undefined> {
  const [, action] = /not authorized to perform: (codepipeline:\w+)/.exec(message) ?? [];
  return action && (await import("./who-may.js")).whoMay(action);
}

/** `$metadata` is on every answer of the SDK. */
function isOutside(error: Error): boolean {
  const { code = "" } = error as NodeJS.ErrnoException;
  return "$metadata" in error || withoutCredentials.has(error.name) || unreachable.has(code);
}

/** The class may be wrong; AWS's words are not. */
function inOwnWords({ name, message }: Error): string {
  return message === "" ? "" : `${name}: ${message}`;
}
