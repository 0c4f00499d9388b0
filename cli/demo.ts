import { demo } from "./demo/demo.js";
import { tellFailure } from "./failure.js";
import { terminal } from "./terminal.js";

const out = terminal();
const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
process.once("SIGTERM", () => interrupted.abort());

try {
  await demo(out, interrupted.signal);
} catch (error) {
  process.exitCode = tellFailure(error, out);
}
