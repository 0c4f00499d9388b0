import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { installEmulator } from "./packages.js";
import type { Question } from "./question.fixture.js";

const folder = fileURLToPath(new URL(".", import.meta.url));
const program = fileURLToPath(new URL("judge.fixture.py", import.meta.url));

/** Asks the judge all questions in one process; see judge.fixture.py. */
export async function judgeAll(questions: readonly Question[]): Promise<boolean[]> {
  const { python, env } = await installEmulator();
  const input = questions.map((question) => `${JSON.stringify(question)}\n`).join("");
  const paths = [folder, env.PYTHONPATH].join(delimiter);
  const { stdout } = await execa(python, ["-s", program], { input, env: { ...env, PYTHONPATH: paths } });
  return stdout.split("\n").map((line) => line === "true");
}
