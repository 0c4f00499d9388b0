/** What tests of programs that use the sandbox, and its bench, need beyond the sandbox itself. */
export { denialMessage } from "./authorization/denial.js";
export { unzipInto } from "./builds/archive.js";
export { livingProcesses } from "./builds/processes.js";
export {
  buildspec,
  createProject,
  mayLog,
  startAccount,
  type TestAccount,
} from "./codesuite/codebuild/account.fixture.js";
export {
  playPipeline,
  type Story,
  storyPlace,
  type ToldExecution,
} from "./codesuite/codepipeline/story.fixture.js";
export { type Emulator, installEmulator, startEmulator } from "./emulator/index.js";
export type { Question } from "./emulator/question.fixture.js";
export { createEventQueue, type EventQueue } from "./event-queue.fixture.js";
export { type Front, root, startFront } from "./gateway/sandbox.fixture.js";
export { testAccount, testRegion } from "./test-account.fixture.js";
