import { confirm } from "../../cli/shared/confirm.js";
import type { ClaimResult } from "./claim.js";
import { claimsOf, openClaimsOf } from "./claims/index.js";
import { clean } from "./clean.js";
import { type OpenedProof, openProof } from "./open-proof.js";
import type { ProveOptions } from "./options.js";
import { makePeople } from "./people.js";
import { tryClaims } from "./try-claims.js";
import { announcement, notShown, resultInWords } from "./words.js";

export interface Proven {
  readonly results: readonly ClaimResult[];
  /** What could not be removed, as lines `role prove1a2b_control-reconciler`. */
  readonly left: readonly string[];
}

/** Says what it will make, asks, lives a control plane's life, and removes all of it, also when it is stopped. */
export async function prove(options: ProveOptions): Promise<Proven> {
  const proof = await openProof(options);
  try {
    if (options.clean) return { results: [], left: await cleaned(proof, options) };
    const { out, yes } = options;
    for (const line of announcement(proof)) out.say(line);
    await confirm("Make all of this, and remove it again?", out, { yes });
    const results = await lived(proof, options);
    return { results, left: await cleaned(proof, options) };
  } finally {
    await proof.close();
  }
}

async function lived(proof: OpenedProof, { out, connection }: ProveOptions): Promise<ClaimResult[]> {
  const onResult = (result: ClaimResult) => out.say(resultInWords(result));
  const open = openClaimsOf(connection).map(notShown);
  try {
    await makePeople(proof.settings, proof.central, proof.access);
  } catch (error) {
    out.say(`The roles of an operator and an editor could not be made: ${error}`);
    throw error;
  }
  const results = await tryClaims(claimsOf(connection), proof, onResult);
  for (const each of open) onResult(each);
  return [...results, ...open];
}

/** Under a signal of its own: who stops a proof wants nothing to stay. A second Ctrl-C ends the program. */
async function cleaned(proof: OpenedProof, { out, prefix }: ProveOptions): Promise<string[]> {
  out.say(`Removing what begins with ${prefix} …`);
  const left = await clean(proof.after(new AbortController().signal), out.say).catch((error: unknown) => [
    `what could not be looked at: ${error}`,
  ]);
  if (left.length === 0) out.say("Nothing is left but keys that wait for their deletion.");
  for (const line of left) out.say(`Still there: ${line}`);
  if (left.length > 0) out.say(`Try again: npm run prove:aws -- --clean --prefix ${prefix}`);
  return left;
}
