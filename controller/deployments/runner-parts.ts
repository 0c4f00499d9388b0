import type { Variables } from "../../toolchain/index.js";
import type { DeploymentFolder } from "./deployment-folder.js";
import type { DeploymentStore } from "./deployment-store.js";
import type { DeploymentTerraform } from "./deployment-terraform.js";
import type { FetchedTools } from "./deployment-tools.js";
import type { TerraformSpec } from "./terraform-spec.js";

/** What each verb works with. */
export interface RunnerParts {
  readonly spec: TerraformSpec;
  /** The pipeline's. */
  readonly execution: string;
  readonly env: Variables;
  readonly folder: DeploymentFolder;
  readonly store: DeploymentStore;
  readonly tools: FetchedTools;
  readonly terraform: DeploymentTerraform;
  readonly print: (line: string) => void;
}

/** What a verb tells the actions after it. */
export type Exported = Readonly<Record<string, string>>;

export function roleOf({ targetRole }: TerraformSpec): string {
  if (targetRole !== undefined) return targetRole;
  throw new Error(
    "No role of the target account is given. Deploy the pipeline again with `stagewright deploy`.",
  );
}

/** A variable of the build that must be there. Its value is told to nobody. */
export function requiredVariable(env: Variables, name: string, form: RegExp): string {
  const value = env[name] ?? "";
  if (form.test(value)) return value;
  throw new Error(
    `The build's variable ${name} is missing or of another form. Only the pipeline can start this build.`,
  );
}
