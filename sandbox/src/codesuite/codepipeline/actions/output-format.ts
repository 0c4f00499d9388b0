import type { ActionDeclaration } from "../declaration.js";
import { invalidAction } from "../rules/rule.js";
import type { Configuration } from "./action-type.js";

/** …/action-reference-CodeCommit.html, …/action-reference-CodestarConnectionSource.html (OutputArtifactFormat) */
export function checkFormat(
  { name }: ActionDeclaration,
  { OutputArtifactFormat: format }: Configuration,
): void {
  if (format !== undefined && !["CODE_ZIP", "CODEBUILD_CLONE_REF"].includes(format)) {
    throw invalidAction(
      `Action '${name}' has the value '${format}' for 'OutputArtifactFormat'. Valid values: CODE_ZIP, CODEBUILD_CLONE_REF`,
    );
  }
}
