import type { Place } from "../../core/index.js";
import { actionsOf, type PipelineDeclaration } from "../declaration.js";
import { invalidStructure } from "./rule.js";

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineDeclaration.html (artifactStore, artifactStores) */
export function artifactStores(pipeline: PipelineDeclaration, { region }: Place): void {
  const { artifactStore, artifactStores: stores } = pipeline;
  if ((artifactStore === undefined) === (stores === undefined)) {
    throw invalidStructure(
      "Your pipeline must have either 'pipeline.artifactStore' or 'pipeline.artifactStores', and cannot have both",
    );
  }
  const elsewhere = actionsOf(pipeline).flatMap(({ action }) => action.region ?? []);
  if (stores === undefined) oneRegion(elsewhere, region);
  else storeForEach([region, ...elsewhere], Object.keys(stores));
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-create-cross-region.html */
function oneRegion(regions: readonly string[], own: string): void {
  if (regions.some((region) => region !== own)) {
    throw invalidStructure(
      "Your pipeline contains actions in more than one region. Use 'pipeline.artifactStores' instead of 'pipeline.artifactStore' to declare an artifact store, such as an artifact bucket, for each region where you have an action.",
    );
  }
}

function storeForEach(regions: readonly string[], stored: readonly string[]): void {
  const missing = regions.find((region) => !stored.includes(region));
  if (missing !== undefined) {
    throw invalidStructure(
      `Your pipeline must have an artifact store, such as an artifact bucket, for each region where you have an action. The following region is missing in 'pipeline.artifactStores': ${missing}.`,
    );
  }
}
