import { AwsError, type Place } from "../../core/index.js";
import type { ActionType } from "../actions/index.js";
import type { PipelineDeclaration } from "../declaration.js";

/** Throws AWS's error when the pipeline (with defaults filled in) breaks it; `place` is the pipeline's own. */
export type Rule = (pipeline: PipelineDeclaration, place: RulePlace) => void;

/** Where a pipeline is made, and with what of its own. */
export interface RulePlace extends Place {
  /** Action types of the account's own. */
  readonly customTypes?: readonly ActionType[];
}

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
