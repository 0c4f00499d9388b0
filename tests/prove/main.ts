import { randomBytes } from "node:crypto";
import { Command } from "@commander-js/extra-typings";
import { Exit } from "../../cli/shared/exit.js";
import { interruptible } from "../../cli/shared/interrupt.js";
import { terminal } from "../../cli/shared/terminal.js";
import { prove } from "./prove.js";

// The SDK's note on Node versions is for who builds on it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** `npm run prove:aws`. Exit code 0: every claim that was tried has held, and nothing is left. */
const command = new Command("prove:aws")
  .description("live a control plane's life in the account of these credentials, and tell what AWS did")
  .option("--region <region>", "where", process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION)
  .option("--target-profile <name>", "a profile of the account to deploy to (default: the same account)")
  .option("--connection <arn>", "a connection of CodeConnections that is completed, for a second pipeline")
  .option("--prefix <prefix>", "the start of all names", `prove${randomBytes(3).toString("hex")}`)
  .option("--clean", "only remove what a proof with this prefix left", false)
  .option("--yes", "do not ask", false)
  .option("--patience <seconds>", "how long to wait for what AWS does by itself", "180")
  .option("--json", "print the results as JSON on stdout", false)
  .parse();

const { region, patience, json, ...given } = command.opts();
const out = terminal();

async function run(): Promise<number> {
  if (region === undefined) command.error("error: name a --region, or set AWS_REGION");
  const { results, left } = await interruptible((signal) =>
    prove({
      ...given,
      region,
      patienceMs: Number(patience) * 1000,
      env: process.env,
      out,
      signal,
      ...(given.targetProfile && { targetProfile: given.targetProfile }),
      ...(given.connection && { connection: given.connection }),
    }),
  );
  if (json) out.data({ results, left });
  const isWell = results.every(({ verdict }) => verdict === "held" || verdict === "not-shown");
  return isWell && left.length === 0 ? 0 : 1;
}

process.exitCode = await run().catch((error: unknown) => {
  if (error instanceof Exit) return error.code;
  out.say(error instanceof Error ? error.message : String(error));
  return 1;
});
