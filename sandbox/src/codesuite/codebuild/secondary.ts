import { join } from "node:path";
import type { BuildRecord } from "./state.js";

/** Where a build finds a secondary source: its `CODEBUILD_SRC_DIR_<identifier>`. */
export function secondaryDir(build: BuildRecord, sourceIdentifier: string): string {
  return join(build.workDir, `src_${sourceIdentifier}`);
}
