export { cacheFolder } from "./cache-folder.js";
export { type Cdktf, type CdktfOptions, cdktfIn, fromOutput } from "./cdktf.js";
export { checkToolchain, requireToolchain } from "./check.js";
export { writeCliConfig, writeClosedCliConfig } from "./cli-config.js";
export {
  type ChildEnvironment,
  childEnvironment,
  type EnvironmentChoices,
  type Variables,
} from "./environment.js";
export { ensureSuccess, MissingTool, RunFailed, type ToolProblem } from "./errors.js";
export { findExecutable } from "./executable.js";
export { type CdktfTool, findCdktf } from "./find-cdktf.js";
export { findPython, type PythonTool } from "./find-python.js";
export { findTerraform, registryOf, type TerraformTool } from "./find-terraform.js";
export { hashFile } from "./hash-file.js";
export { type Interrupt, interruptBelow, interruptChild } from "./interrupt.js";
export { openToolchain, type Toolchain, type ToolSearch } from "./open.js";
export type { PlanJson, PlannedChange, ResourceChange } from "./plan-json.js";
export { isAlive } from "./process-tree.js";
export { countInWords, isPassing, progressInWords, progressReader } from "./progress.js";
export {
  type CdktfProject,
  cdktfFor,
  newProject,
  stackIn,
  type Tooling,
  terraformFor,
  type Watch,
  withTemporaryProject,
} from "./project.js";
export { findProviderMirror, type ProviderMirror, type Registry, thisPlatform } from "./provider-mirror.js";
export { type OutputStream, type RunOptions, type RunResult, run } from "./run.js";
export {
  type OutputValue,
  type Plan,
  type Terraform,
  type TerraformDiagnostic,
  terraformIn,
  type Validation,
} from "./terraform.js";
export { type TerraformError, terraformErrors } from "./terraform-errors.js";
export { compareVersions } from "./version.js";
