import { App } from "cdktf";
import { compileFiles } from "../compiler/compile.js";
import type { Diagnostic } from "../compiler/diagnostics/index.js";
import { readSettings } from "../compiler/reading/index.js";
import type { Settings } from "../compiler/settings/index.js";
import { PipelineStack } from "../compiler/stack/index.js";
import { printDiagnostics, terminal } from "./shared/terminal.js";

/**
 * The CDKTF app behind `cdktf synth`, `diff` and `deploy` in a checkout. The context of `cdktf.json` names the
 * items (`items`: a path or a list of paths) and, if it is not found upwards, the settings (`config`).
 */
function main(): void {
  const app = new App();
  const config: unknown = app.node.tryGetContext("config");
  const read = readSettings({
    config: typeof config === "string" ? config : undefined,
    environment: process.env,
    folder: process.cwd(),
  });
  if (read.ok) synthesize(app, read.value.settings);
  else fail(read.diagnostics);
}

function synthesize(app: App, settings: Settings): void {
  const items: unknown = app.node.tryGetContext("items");
  const { pipelines, diagnostics } = compileFiles([items].flat().map(String), { settings });
  if (diagnostics.length > 0) {
    fail(diagnostics);
    return;
  }
  for (const pipeline of pipelines) new PipelineStack(app, { pipeline, settings });
  app.synth();
}

function fail(diagnostics: readonly Diagnostic[]): void {
  printDiagnostics(terminal(), diagnostics);
  process.exitCode = 1;
}

main();
