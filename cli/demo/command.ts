import { fileURLToPath } from "node:url";
import { ensureSuccess, type RunResult, run } from "../../toolchain/index.js";
import { buildLine } from "./build-line.js";
import type { Progress } from "./progress.js";

export interface CommandPlace {
  /** Where the settings and the items are. */
  readonly folder: string;
  /** Points AWS tools at the sandbox. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly told: Progress;
}

export interface CommandChoices {
  /** Which of its lines are worth reading once it has ended. All by default. */
  readonly worthReading?: (lines: readonly string[]) => readonly string[];
  /** Instead of the keys of the environment. */
  readonly profile?: string;
  /** Its failure is part of the story. */
  readonly mayFail?: boolean;
}

const script = fileURLToPath(new URL("stagewright.js", import.meta.url));

/** Runs `stagewright` as a user would, and shows the line, what it is at, and what it answers. Gives its lines. */
export async function command(
  line: string,
  { folder, env, signal, told }: CommandPlace,
  { worthReading = (lines) => lines, profile, mayFail = false }: CommandChoices = {},
): Promise<readonly string[]> {
  const activity = told.begin(`$ ${profile ? `AWS_PROFILE=${profile} ` : ""}stagewright ${line}`);
  const { PATH = "", HOME = "" } = process.env;
  const given = { PATH, HOME, ...(profile ? withProfile(env, profile) : env) };
  const lines: string[] = [];
  const onOutput = (text: string) => {
    lines.push(text);
    const done = buildLine(text) ?? /^\s+((?:creation|modifications|destruction|import) .*)/.exec(text)?.[1];
    if (done) activity.note(done);
  };
  const options = { cwd: folder, env: given, signal, onOutput };
  const result: RunResult = await run(process.execPath, [script, ...line.split(" ")], options);
  activity.end(result.exitCode === 0 ? "done" : "failed");
  const shown = result.exitCode === 0 ? worthReading(lines) : lines;
  if (shown.length > 0) told.show(shown.join("\n"));
  if (!mayFail) ensureSuccess(result);
  return lines;
}

/** The SDKs take keys before a profile, or warn that both are there. */
function withProfile(env: CommandPlace["env"], profile: string): Record<string, string> {
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...others } = env;
  return { ...others, AWS_PROFILE: profile };
}
