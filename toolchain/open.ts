import { gatherProblems, throwProblems } from "./check.js";
import { chooseCliConfig } from "./cli-config.js";
import { type ChildEnvironment, childEnvironment, type Variables } from "./environment.js";
import { type CdktfTool, findCdktf } from "./find-cdktf.js";
import { findTerraform, registryOf, type TerraformTool } from "./find-terraform.js";
import { findProviderMirror, type ProviderMirror } from "./provider-mirror.js";

export interface Toolchain {
  readonly terraform: TerraformTool;
  readonly cdktf: CdktfTool;
  /** Undefined: the provider comes from the registry. */
  readonly mirror: ProviderMirror | undefined;
  /** For child processes. */
  readonly env: ChildEnvironment;
}

export interface ToolSearch {
  /** What the tools are looked up with, as a rule `process.env`. */
  readonly env: Variables;
  /** The project, whose own cdktf comes first. */
  readonly cwd: string;
}

/**
 * Finds the tools and writes the CLI configuration, if one is needed, into `folder`.
 * Throws one `MissingTool` for everything that is missing.
 */
export async function openToolchain({ env, cwd }: ToolSearch, folder: string): Promise<Toolchain> {
  const searches = [findTerraform(env), findCdktf(env, cwd)] as const;
  throwProblems(await gatherProblems(searches));
  const [terraform, cdktf] = await Promise.all(searches);
  const mirror = await findProviderMirror(env, registryOf(terraform));
  const cliConfig = await chooseCliConfig(env, terraform.product, mirror, folder);
  const childEnv = childEnvironment(env, { terraform: terraform.path, ...(cliConfig && { cliConfig }) });
  return { terraform, cdktf, mirror, env: childEnv };
}
