import { App } from "cdktf";
import type { Pipeline } from "../pipeline/index.js";
import type { Settings } from "../settings/index.js";
import { cdktfJson } from "./json.js";
import { PipelineStack } from "./pipeline-stack.js";
import { withoutStackTraces } from "./without-stack-traces.js";

/**
 * The Terraform JSON of one pipeline, to the byte what `cdktf synth` writes. `outdir` is a folder that exists:
 * CDKTF wants one even where it writes nothing. Each stack has an app of its own, so that it can be forgotten.
 */
export function renderStack(pipeline: Pipeline, settings: Settings, outdir: string): string {
  return withoutStackTraces(() => {
    const stack = new PipelineStack(new App({ outdir }), { pipeline, settings });
    return cdktfJson(stack.toTerraform());
  });
}

/** The version of CDKTF that stacks are made with, as its manifest names it. */
export function cdktfVersion(outdir: string): string {
  return new App({ outdir }).manifest.version;
}
