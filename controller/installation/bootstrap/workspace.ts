import { join } from "node:path";
import {
  ensureSuccess,
  openToolchain,
  type PlanJson,
  progressInWords,
  progressReader,
  type Toolchain,
  terraformIn,
  type Variables,
} from "../../../toolchain/index.js";
import { runDetached } from "./detached-run.js";
import { explainError } from "./explain-error.js";
import type { Prompt } from "./prompt.js";
import { makeWorkFolder, removeWorkFolder } from "./work-folder.js";

/** Terraform on one configuration, in a folder of its own. */
export interface Workspace {
  /** What would change; undefined: nothing. */
  plan(): Promise<PlanJson | undefined>;
  /** Exactly what was planned. */
  apply(): Promise<void>;
  outputs(): Promise<Readonly<Record<string, unknown>>>;
}

export interface WorkspaceOptions {
  readonly env: Variables;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly prompt: Prompt;
}

/** Long enough for a Terraform of a bootstrap that was killed, which runs on to its end. */
const patience = "-lock-timeout=120s";

/** Works in a new folder, which `render` fills, and removes it. */
export async function inWorkspace<T>(
  render: (folder: string) => void | Promise<void>,
  options: WorkspaceOptions,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const folder = await makeWorkFolder();
  try {
    await render(folder);
    const toolchain = await openToolchain(options, join(folder, ".stagewright"));
    return await work(await opened(toolchain, folder, options));
  } finally {
    await removeWorkFolder(folder, options.prompt.say);
  }
}

async function opened(
  tools: Toolchain,
  cwd: string,
  { signal, prompt }: WorkspaceOptions,
): Promise<Workspace> {
  const { path } = tools.terraform;
  const onOutput = (line: string) => tellWaiting(line, prompt);
  const terraform = terraformIn(path, { cwd, env: tools.env, signal, onOutput });
  await explainError(terraform.init());
  let total = 0;
  return {
    plan: async () => {
      const plan = await explainError(terraform.plan(patience));
      if (!plan.hasChanges) return undefined;
      const planned = await plan.json();
      total = changesIn(planned);
      return planned;
    },
    apply: async () => {
      const onLine = tellDone(prompt, total);
      const args = ["apply", "-input=false", "-no-color", "-auto-approve", patience, "stagewright.tfplan"];
      await explainError(
        runDetached(path, args, { cwd, env: tools.env, signal, onLine }).then(ensureSuccess),
      );
    },
    outputs: async () => {
      const entries = Object.entries(await terraform.output());
      return Object.fromEntries(entries.map(([name, { value }]) => [name, value]));
    },
  };
}

function tellWaiting(line: string, { say }: Prompt): void {
  if (line.includes("Acquiring state lock")) say("Waiting for Terraform's lock, which another run holds …");
}

/** Of Terraform's many lines, those that say what was made, changed or removed. */
function tellDone({ progress }: Prompt, total: number): (line: string) => void {
  const read = progressReader(total);
  return (line) => {
    const step = read(line);
    if (step) progress(`  ${progressInWords(step)}`);
  };
}

/** A replacement is two: what is destroyed, and what is created. */
function changesIn({ resource_changes: changes = [] }: PlanJson): number {
  const steps = changes.flatMap(({ change }) => change.actions);
  return steps.filter((step) => step === "create" || step === "update" || step === "delete").length;
}
