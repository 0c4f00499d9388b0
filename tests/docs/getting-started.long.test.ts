import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../repository/sources.js";
import { openTerminal, type TypedTerminal } from "./terminal.js";
import { mismatch, partsOf, type TypedStep } from "./tutorial.js";

const parts = partsOf(readFileSync(join(root, "docs", "getting-started.md"), "utf8"));

/** Commands that only look: a reader repeats them until they show what the page shows. */
const looks = /stagewright (?:status|executions|sandbox show)\b/;
const untilShown = { timeout: 240_000, interval: 1_000 };

let folder: string;
let first: TypedTerminal;
let second: TypedTerminal | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagewright-tutorial-"));
  const home = join(folder, "home");
  await mkdir(home);
  first = openTerminal({ folder, home });
});

afterAll(async () => {
  // Where a step failed, the sandbox still runs.
  await first?.type("npx stagewright sandbox down").catch(() => undefined);
  await first?.close();
  await second?.close();
  await rm(folder, { recursive: true, force: true });
});

describe("docs/getting-started.md, typed in order in a fresh clone with an empty home", () => {
  for (const part of parts) {
    if ("command" in part)
      it(`line ${part.line}: ${part.command}`, () => (isLasting(part) ? follow(part) : type(part)));
    else it(`line ${part.line}: ${part.name}`, () => writeFile(join(checkout(), part.name), part.text));
  }
});

const checkout = () => join(folder, "stagewright");
const isLasting = ({ command }: TypedStep) => command.endsWith("sandbox up");

async function type(step: TypedStep): Promise<void> {
  const command = step.command.replace("<repository>", `file://${root}`);
  const attempt = async () => {
    const { lines, code } = await first.type(command);
    const shown = step.output.length > 0 ? mismatch(step, lines) : undefined;
    expect({ shown, ...(shown && { lines }) }).toEqual({ shown: undefined });
    expect(code).toBe(0);
  };
  if (looks.test(command))
    await expect.poll(() => attempt().catch((error: Error) => error.message), untilShown).toBeUndefined();
  else await attempt();
}

/** In the second terminal, until it shows what the page shows. */
async function follow(step: TypedStep): Promise<void> {
  second = openTerminal({ folder: checkout(), home: join(folder, "home") });
  const { lines } = second.start(step.command);
  await expect.poll(() => mismatch(step, lines()), untilShown).toBeUndefined();
}
