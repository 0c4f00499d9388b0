#!/usr/bin/env node
import { run } from "./program.js";
import { terminal } from "./terminal.js";
import { version } from "./version.js";

process.exitCode = await run(process.argv.slice(2), terminal(), version());
