import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { cdktfJson } from "../../../compiler/stack/index.js";
import { withoutStackTraces } from "../../../compiler/stack/without-stack-traces.js";
import type { Installation } from "../installation.js";
import { lambdaFile, readLambda, sha256, zipLambda } from "./lambda-zip.js";
import { type ControlPlaneOptions, ControlPlaneStack } from "./stack.js";

export interface RenderOptions {
  readonly installation: Installation;
  /** The functions' zip file. Default: of this package's own build. */
  readonly lambdaZip?: Uint8Array;
  /** Whether AWS refuses to delete the tables. Default: yes. */
  readonly protect?: boolean;
}

/** Writes `cdk.tf.json` and the functions' zip file into the folder, which `terraform init` takes as it is. */
export function renderControlPlane(options: RenderOptions, folder: string): void {
  const { installation, lambdaZip = zipLambda(readLambda()), protect = true } = options;
  const terraform = terraformOf({ installation, lambdaSha256: sha256(lambdaZip), protect });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, lambdaFile), lambdaZip);
  writeFileSync(join(folder, "cdk.tf.json"), cdktfJson(terraform));
}

/** CDKTF wants a folder even where it writes nothing, and makes another in it. */
export function terraformOf(options: ControlPlaneOptions): unknown {
  const outdir = mkdtempSync(join(tmpdir(), "stagewright-control-plane-"));
  try {
    return withoutStackTraces(() => new ControlPlaneStack(new App({ outdir }), options).toTerraform());
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
