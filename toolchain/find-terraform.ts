import { childEnvironment, type Variables } from "./environment.js";
import { MissingTool } from "./errors.js";
import { findExecutable } from "./executable.js";
import type { Registry } from "./provider-mirror.js";
import { run } from "./run.js";
import { isAtLeast } from "./version.js";

export interface TerraformTool {
  readonly product: "Terraform" | "OpenTofu";
  readonly path: string;
  readonly version: string;
}

/**
 * The S3 backend's `use_lockfile` came with 1.10, in Terraform as in OpenTofu.
 * https://developer.hashicorp.com/terraform/language/upgrade-guides, https://opentofu.org/docs/intro/whats-new/
 */
const leastVersion = "1.10.0";

const versionTimeoutMs = 30_000;

/** Terraform, or OpenTofu where there is no Terraform that is new enough. Throws `MissingTool`. */
export async function findTerraform(env: Variables): Promise<TerraformTool> {
  const names = env.STAGEWRIGHT_TERRAFORM ? [env.STAGEWRIGHT_TERRAFORM] : ["terraform", "tofu"];
  const rejected: string[] = [];
  for (const name of names) {
    const path = await findExecutable(name, env.PATH);
    const tool = path === undefined ? undefined : await identify(path, env);
    if (tool !== undefined && isAtLeast(tool.version, leastVersion)) return tool;
    if (path !== undefined) rejected.push(describe(path, tool));
  }
  throw missing(rejected, names);
}

/** Where the product looks for `hashicorp/aws`. */
export function registryOf({ product }: TerraformTool): Registry {
  return product === "OpenTofu" ? "registry.opentofu.org" : "registry.terraform.io";
}

/** The plain text is asked for, since `-json` does not tell the two products apart. */
async function identify(path: string, env: Variables): Promise<TerraformTool | undefined> {
  const environment = childEnvironment(env);
  const result = await run(path, ["version"], { cwd: "/", env: environment, timeoutMs: versionTimeoutMs });
  const [, product, version] = /^(Terraform|OpenTofu) v(\S+)/.exec(result.stdout) ?? [];
  if (version === undefined) return undefined;
  return { product: product === "OpenTofu" ? product : "Terraform", path, version };
}

function describe(path: string, tool: TerraformTool | undefined): string {
  return tool ? `${tool.product} ${tool.version} at ${path}` : `${path}, which tells no version`;
}

function missing(rejected: readonly string[], names: readonly string[]): MissingTool {
  const found = rejected.join(" and ") || `no ${names.join(" or ")}`;
  const needed = `Terraform or OpenTofu ${leastVersion} or newer, in PATH or named by STAGEWRIGHT_TERRAFORM`;
  return new MissingTool([{ tool: "Terraform", found, needed, hint: installLine() }]);
}

function installLine(): string {
  if (process.platform === "darwin") return "brew install hashicorp/tap/terraform";
  const version = "1.11.4";
  const archive = `terraform_${version}_linux_${process.arch === "arm64" ? "arm64" : "amd64"}.zip`;
  const url = `https://releases.hashicorp.com/terraform/${version}/${archive}`;
  return `curl -fsSLO ${url} && unzip ${archive} terraform -d ~/.local/bin`;
}
