import { tmpdir } from "node:os";
import type { Pipeline } from "../pipeline/index.js";
import type { Settings } from "../settings/index.js";
import { renderStack } from "../stack/index.js";
import type { Change } from "./change.js";
import { actionChanges } from "./pipeline-changes.js";
import { resourceChanges } from "./resource-changes.js";

/** What another item means for a pipeline. */
export interface ItemChanges {
  /** Names are `Stage/Action`. */
  readonly actions: readonly Change[];
  /** Names are Terraform addresses. */
  readonly resources: readonly Change[];
}

/** Undefined stands for no pipeline. */
export function itemChanges(
  before: Pipeline | undefined,
  after: Pipeline | undefined,
  settings: Settings,
): ItemChanges {
  const stackOf = (pipeline: Pipeline | undefined) => pipeline && renderStack(pipeline, settings, tmpdir());
  return {
    actions: actionChanges(before, after),
    resources: resourceChanges(stackOf(before), stackOf(after)),
  };
}
