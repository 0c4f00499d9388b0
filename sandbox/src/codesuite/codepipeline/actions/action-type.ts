import type { OperationCall, Place } from "../../core/index.js";
import type { ActionDeclaration, ActionTypeId } from "../declaration.js";
import type { ActionRun } from "../flow/index.js";
import type { Execute } from "./execution.js";

export type Configuration = Readonly<Record<string, string>>;

/**
 * All that the sandbox knows of one type of action.
 *
 * Artifact counts: https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-action-artifacts.html
 * Configuration: the provider's page in https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html
 */
export interface ActionType extends ActionTypeId {
  /** Fewest and most. */
  readonly inputs: readonly [number, number];
  readonly outputs: readonly [number, number];
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Its configuration is taken as it is, since the sandbox does not know its keys. */
  readonly unchecked?: boolean;
  /** Runs shell commands, given in `commands`. */
  readonly compute?: boolean;
  readonly v2Only?: boolean;
  /** What a value must be. Throws `InvalidActionDeclarationException`. */
  checkConfiguration?(action: ActionDeclaration, configuration: Configuration, place: Place): void;
  /** What who makes the pipeline must be allowed to pass on. Throws `AccessDeniedException`. */
  checkPassing?(action: ActionDeclaration, call: OperationCall): Promise<void>;
  /** Carries it out. Without it the action fails, by name. */
  readonly execute?: Execute;
  /** What a run says that took too long. */
  timedOut?(run: ActionRun): string;
}

/** One of AWS's own, of the only version that there is. */
export const ofAws = (
  category: string,
  provider: string,
  details: Omit<ActionType, keyof ActionTypeId>,
): ActionType => ({ category, owner: "AWS", provider, version: "1", ...details });

export const none = [0, 0] as const;
export const one = [1, 1] as const;
