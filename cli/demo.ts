import { memoryFolder } from "../sandbox/memory-folder.js";
import { demo } from "./demo/demo.js";
import { tellFailure } from "./failure.js";
import { terminal } from "./terminal.js";

// The SDK's note on Node versions is for who builds on it, not for who runs a command.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

// Each build unpacks thousands of files.
const temporary = memoryFolder();
if (temporary) process.env.TMPDIR ??= temporary;

const out = terminal();
const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
process.once("SIGTERM", () => interrupted.abort());

try {
  await demo(out, interrupted.signal);
} catch (error) {
  process.exitCode = await tellFailure(error, out);
}
