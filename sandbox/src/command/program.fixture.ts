// The sandbox's command as a program of its own.
import { sandboxCommand } from "./index.js";

try {
  await sandboxCommand().exitOverride().parseAsync(process.argv);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
