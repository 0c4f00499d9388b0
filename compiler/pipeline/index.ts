export { type BuildOptions, buildPipeline, safeBuildPipeline } from "./build-pipeline.js";
export {
  pipelineId,
  pipelineName,
  repositoryHash,
  repositoryKey,
  terraformIdentifier,
} from "./names.js";
export type {
  Action,
  ApprovalAction,
  BuildAction,
  CreateChangeSetAction,
  DeployedTest,
  Deployment,
  ExecuteChangeSetAction,
  Pipeline,
  Project,
  RoleInAccount,
  SourceAction,
  Stage,
  TestAction,
  Trigger,
} from "./pipeline.js";
export {
  bucketPolicy,
  buildRolePolicy,
  eventsRolePolicy,
  type Ground,
  keyPolicy,
  type Policy,
  pipelineRolePolicy,
  type Statement,
  serviceTrust,
  testsRolePolicy,
} from "./policies/index.js";
export { stackSuffix, targetRoles } from "./target-roles.js";
