export {
  type ArchiveContent,
  type ArchiveEntry,
  unzipInto,
  zipContents,
  zipFiles,
} from "./archive.js";
export { collectFiles, requireFiles } from "./artifacts.js";
export { type Buildspec, parseBuildspec } from "./buildspec.js";
export type { GivenEnvironment, Resolvers } from "./environment.js";
export { Interrupted } from "./interruption.js";
export type { BuildOutput, CollectedArtifact, WantedArtifacts } from "./output.js";
export {
  BuildFailure,
  type BuildStatus,
  type PhaseContext,
  type PhaseRecord,
  type PhaseType,
} from "./phases.js";
export { endProcesses } from "./processes.js";
export { countByStatus, reportFailure, type TestCase, type TestReport } from "./reports.js";
export { type BuildResult, type BuildSteps, type BuildWork, runBuild } from "./run.js";
export { type ZipEntry, zipEntries } from "./zip-entries.js";
