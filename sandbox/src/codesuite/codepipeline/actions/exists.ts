import type { OperationCall } from "../../core/index.js";
import type { ActionDeclaration } from "../declaration.js";
import { invalidAction } from "../rules/rule.js";

/** A name that comes from a variable is known only when the pipeline runs. */
export function requireExisting(
  action: ActionDeclaration,
  call: OperationCall,
  { noun, name, exists }: { readonly noun: string; readonly name: string; readonly exists: boolean },
): void {
  if (exists || name.includes("#{")) return;
  const region = action.region ?? call.region;
  throw invalidAction(
    `The ${noun} '${name}' of action '${action.name}' does not exist in account ${call.accountId} and region ${region}`,
  );
}
