import { parseArgs } from "node:util";
import { demo } from "./demo/demo.js";
import { loadSandbox } from "./load-sandbox.js";
import { printFailure } from "./shared/failure.js";
import { terminal } from "./shared/terminal.js";

// The SDK's note on Node versions is for who builds on it, not for who runs a command.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const out = terminal();
const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
process.once("SIGTERM", () => interrupted.abort());

try {
  const { values: options } = parseArgs({
    options: { full: { type: "boolean", default: false }, keep: { type: "boolean", default: false } },
  });
  // Each build unpacks thousands of files.
  const temporary = (await loadSandbox()).memoryFolder();
  if (temporary) process.env.TMPDIR ??= temporary;
  await demo(options, out, interrupted.signal);
} catch (error) {
  process.exitCode = await printFailure(error, out);
}
