#!/usr/bin/env node
import { runSandboxCommand } from "./run.js";

process.exitCode = await runSandboxCommand(process.argv.slice(2), "stagewright-sandbox");
