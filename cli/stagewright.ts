#!/usr/bin/env node
import { runCommandLine } from "./program.js";
import { terminal } from "./shared/terminal.js";
import { version } from "./version.js";

// The SDK's note on Node versions is for who builds on it, not for who runs a command.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

// Who reads no further, such as `head`, has seen enough: the command ends as it would have.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

process.exitCode = await runCommandLine(process.argv.slice(2), terminal(), version());
