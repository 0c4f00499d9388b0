import type { Pipeline } from "./pipeline.js";

/** The artifact of the application's source and of its build. */
export const sourceArtifact = "Source";
export const buildArtifact = "BuildOutput";

/** What is deployed: what the build puts out or, without one, the source. */
export function deployedArtifact({ build }: { readonly build?: object | undefined }): string {
  return build ? buildArtifact : sourceArtifact;
}

/**
 * CodePipeline keeps an artifact as `<pipeline>/<artifact>/<random>`. It has always cut both names, to 20 and to 10
 * characters, and documents neither; so a pattern holds what is left of a name and what is cut off.
 */
const pipelineLength = 20;
const artifactLength = 10;

/** The start of the keys of all artifacts of a pipeline. */
export function artifactFolder(pipeline: string): string {
  return pipeline.slice(0, pipelineLength);
}

/** An artifact's name as far as CodePipeline can be relied on to keep it. */
export function cutArtifact(artifact: string): string {
  return artifact.slice(0, artifactLength);
}

/** The keys of an artifact as a pattern of IAM. */
export function artifactPattern(pipeline: string, artifact: string): string {
  return `${artifactFolder(pipeline)}*/${cutArtifact(artifact)}*`;
}

/** The names of all artifacts but the build's. */
export function sourceArtifacts({ environments }: Pick<Pipeline, "environments">): string[] {
  return [sourceArtifact, ...environments.flatMap(({ tests }) => tests.map(({ artifact }) => artifact))];
}
