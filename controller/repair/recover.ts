import { join } from "node:path";
import { pipelineId } from "../../compiler/index.js";
import {
  type CdktfProject,
  newProject,
  stackIn,
  type Tooling,
  terraformFor,
  type Watch,
  withTemporaryProject,
} from "../../toolchain/index.js";
import type { Applied, Attempt, PipelineKey } from "../records/index.js";
import type { Configurations, StateStore } from "../state/index.js";
import {
  adoptOrphans,
  type Clients,
  deleteKeysBeside,
  type Orphan,
  type Search,
  type Stack,
} from "./recovery/index.js";

/** What came of looking for what an ended run left. */
export interface Recovered {
  /** What was done, in sentences. */
  readonly done: readonly string[];
  /** What bears a name of the pipeline's, and is not its own: nothing was done to it. */
  readonly foreign: readonly string[];
}

export interface RecoveryOptions extends Tooling {
  /** Of the account that the pipelines are in. */
  readonly clients: Clients;
  readonly states: StateStore;
  readonly configurations: Configurations;
  readonly workFolder: string;
}

/** Takes what an attempt left into its state, by the configuration that was tried, and gives up what cannot be. */
export function recover(
  key: PipelineKey,
  attempt: Attempt | Applied,
  options: RecoveryOptions,
  watch: Watch,
): Promise<Recovered> {
  return inTried(key, attempt, options, watch, async (stack, search) => {
    const { ours, foreign } = await adoptOrphans(stack, search);
    const done = [...ours.map(adopted), ...(await giveUpKeys(key, search, options.states))];
    for (const line of done) watch.onLine(line);
    return { done, foreign: foreign.map(foreigner) };
  });
}

/** Works in the stack that was tried, which is kept under the attempt's name. */
export async function inTried<T>(
  key: PipelineKey,
  attempt: Attempt | Applied,
  options: RecoveryOptions,
  watch: Pick<Watch, "signal">,
  work: (stack: Stack, search: Search) => Promise<T>,
): Promise<T> {
  return withTemporaryProject(await newProject(options.workFolder), async (project) => {
    await options.configurations.fetch(key, attempt, project.output);
    const stack = await stackIn(project);
    const search = { clients: options.clients, pipelineId: idOf(key), stack };
    return work(stackOf(project, stack, options, watch), search);
  });
}

/** Keys bear no name, so that two may be made for one pipeline: those that the state does not know go. */
export async function giveUpKeys(key: PipelineKey, search: Search, states: StateStore): Promise<string[]> {
  const known = await states.idsOf(key, "aws_kms_key");
  return (await deleteKeysBeside(known, search)).map(
    (id) => `KMS key ${id} bears the pipeline's tags and is in no state: it will be deleted in 7 days.`,
  );
}

function stackOf(
  { output }: CdktfProject,
  stack: string,
  options: RecoveryOptions,
  watch: Pick<Watch, "signal">,
): Stack {
  const folder = join(output, "stacks", stack);
  return { folder, terraform: terraformFor(folder, options, watch) };
}

function adopted({ address, id }: Orphan): string {
  return `${address} was there (${id}) and is in the state now.`;
}

function foreigner({ type, id, isElsewhere }: Orphan): string {
  return `${type} ${id}${isElsewhere ? " (of another account)" : ""}`;
}

export function idOf({ repository, branch }: PipelineKey): string {
  return pipelineId(repository, branch);
}
