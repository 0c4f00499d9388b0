import { AwsError, type Place } from "../../core/index.js";
import type { PipelineDeclaration } from "../declaration.js";

/** Throws AWS's error when the pipeline (with defaults filled in) breaks it; `place` is the pipeline's own. */
export type Rule = (pipeline: PipelineDeclaration, place: Place) => void;

export function invalidStructure(message: string): AwsError {
  return new AwsError("InvalidStructureException", message);
}

export function invalidStage(message: string): AwsError {
  return new AwsError("InvalidStageDeclarationException", message);
}

export function invalidAction(message: string): AwsError {
  return new AwsError("InvalidActionDeclarationException", message);
}

/** The first item that an earlier one equals. */
export function firstRepeated(items: readonly string[]): string | undefined {
  return items.find((item, index) => items.indexOf(item) < index);
}
