export {
  distinctNames,
  pipelineId,
  pipelineName,
  repositoryHash,
  repositoryKey,
  segment,
  shortSegment,
  terraformIdentifier,
} from "./names.js";
