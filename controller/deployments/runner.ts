import { messageOf } from "../records/index.js";
import { runVerb } from "./run-verb.js";

/** The program of the three builds: `node runner.cjs plan|review|apply EXPORTS`. */
async function main([verb = "", exports = "exports.sh"]: readonly string[]): Promise<void> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const stopped = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => stopped.abort());
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  try {
    await runVerb({ verb, exports, env: process.env, print, signal: stopped.signal });
  } catch (error) {
    process.stderr.write(`Error: ${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}

void main(process.argv.slice(2));
