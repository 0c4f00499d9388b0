import { RunFailed, type TerraformError, terraformErrors } from "../../toolchain/index.js";
import { type Failure, KnownFailure, messageOf } from "../records/index.js";
import { rules } from "./failure-rules.js";

/** What went wrong, in words for people and in a class for machines. */
export function explainFailure(error: unknown): Failure {
  return stopped(error) ?? ruled(error) ?? own(error) ?? unknown(error);
}

function own(error: unknown): Failure | undefined {
  return error instanceof KnownFailure ? error.failure : undefined;
}

function stopped(error: unknown): Failure | undefined {
  if (!(error instanceof RunFailed)) return undefined;
  const hint = "What was done is in the state; the next run goes on from there, by itself.";
  const { timedOut, cancelled } = error.result;
  if (timedOut) return { class: "timed-out", message: "Terraform took too long and was stopped.", hint };
  return cancelled ? { class: "cancelled", message: "The run was cancelled.", hint } : undefined;
}

/** A piece of text that may say the reason, and which resource it is about. */
interface Saying {
  readonly text: string;
  readonly about?: string;
}

/** The first rule that fits any of what was said: what explains the others stands first. */
function ruled(error: unknown): Failure | undefined {
  if (error instanceof KnownFailure) return undefined;
  const said = sayings(error);
  for (const { class: kind, pattern, message, hint } of rules) {
    for (const { text, about } of said) {
      const { groups: found = {} } = pattern.exec(text) ?? {};
      if (!pattern.test(text)) continue;
      const words = [message(found), about].filter(Boolean).join("\n");
      return { class: kind, message: words, hint: typeof hint === "string" ? hint : hint(found) };
    }
  }
  return undefined;
}

/** Terraform's errors one by one; of what has none, all of it. */
function sayings(error: unknown): Saying[] {
  const errors = errorsIn(error);
  if (errors.length === 0) return [{ text: textOf(error) }];
  return errors.map((one) => ({ text: `${one.summary}\n${one.detail}`, about: aboutOf(one) }));
}

function errorsIn(error: unknown): TerraformError[] {
  return error instanceof RunFailed ? terraformErrors(`${error.result.stdout}\n${error.result.stderr}`) : [];
}

/** Where it was, as far as Terraform says: what the provider was doing to which resource, and the address. */
function aboutOf({ address, summary }: TerraformError): string {
  const [, doing] = /^([a-z]+ing .+? \(.+?\)): /.exec(summary) ?? [];
  if (doing) return `Terraform was ${doing}${address ? `, ${address}` : ""}.`;
  return address ? `It is about ${address}.` : "";
}

const toldErrors = 3;

/** In the words of who failed. */
function unknown(error: unknown): Failure {
  const errors = errorsIn(error);
  const said = errors.slice(0, toldErrors).map(inOwnWords);
  const more = errors.length - said.length;
  const message = said.length > 0 ? said.join("\n") : (messageOf(error).split("\n")[0] ?? "");
  const hint = more > 0 ? `The log has ${more} more, and the whole story.` : "The log has the whole story.";
  return { class: "unknown", message, hint };
}

/** Without the ids that only AWS's support reads; the log keeps them. */
function inOwnWords({ summary, detail, address }: TerraformError): string {
  const words = [summary, detail]
    .filter(Boolean)
    .join(". ")
    .replace(
      /https response error StatusCode: \d+, RequestID: [^,\s]*, (?:HostID: [^,\s]*, )?(?:api error )?/g,
      "",
    )
    .replace(/\s+/g, " ");
  return address ? `${words} (${address})` : words;
}

/** An SDK error's name is half of what it says; of one that could not connect, the code is all. */
function textOf(error: unknown): string {
  if (error instanceof RunFailed) return `${error.result.stdout}\n${error.result.stderr}`;
  if (!(error instanceof Error)) return String(error);
  const { name, message, code = "" } = error as NodeJS.ErrnoException;
  return `${name}: ${message} ${code}`;
}
