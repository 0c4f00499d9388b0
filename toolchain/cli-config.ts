import { access, constants, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Variables } from "./environment.js";
import type { TerraformTool } from "./find-terraform.js";
import type { ProviderMirror } from "./provider-mirror.js";

/**
 * Writes a CLI configuration that takes the AWS provider from the mirror, and everything else from where it
 * always comes from, and returns its path.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export async function writeCliConfig(folder: string, mirror: Mirror): Promise<string> {
  return placeCliConfig(folder, cliConfig(mirror));
}

/**
 * The same without "everything else": a provider that is not in the mirror is an error, and no registry is ever
 * asked.
 */
export async function writeClosedCliConfig(folder: string, mirror: Mirror): Promise<string> {
  return placeCliConfig(folder, closedCliConfig(mirror));
}

async function placeCliConfig(folder: string, text: string): Promise<string> {
  const path = join(folder, "terraform.rc");
  await mkdir(folder, { recursive: true });
  await writeFile(path, text);
  return path;
}

type Mirror = Pick<ProviderMirror, "path" | "registry">;

export function cliConfig(mirror: Mirror): string {
  return `provider_installation {
${fromMirror(mirror)}  direct {
    exclude = [${awsProvider(mirror)}]
  }
}
`;
}

function closedCliConfig(mirror: Mirror): string {
  return `provider_installation {\n${fromMirror(mirror)}}\n`;
}

function fromMirror(mirror: Mirror): string {
  return `  filesystem_mirror {
    path    = ${quote(mirror.path)}
    include = [${awsProvider(mirror)}]
  }
`;
}

function awsProvider({ registry }: Mirror): string {
  return quote(`${registry}/hashicorp/aws`);
}

/** The escapes of a JSON string are those of an HCL string. */
function quote(text: string): string {
  return JSON.stringify(text);
}

/** A mirror that we came across gives way to a configuration that the user wrote; one that was named does not. */
export async function chooseCliConfig(
  env: Variables,
  product: TerraformTool["product"],
  mirror: ProviderMirror | undefined,
  folder: string,
): Promise<string | undefined> {
  const written = await findUserConfig(env, product);
  if (mirror === undefined || (written !== undefined && !mirror.chosen)) return written;
  return writeCliConfig(folder, mirror);
}

/** A `TF_CLI_CONFIG_FILE` that points to nothing is passed over: cdktf makes an error of Terraform's warning. */
async function findUserConfig(
  env: Variables,
  product: TerraformTool["product"],
): Promise<string | undefined> {
  const names = product === "OpenTofu" ? [".tofurc", ".terraformrc"] : [".terraformrc"];
  const inHome = names.flatMap((name) => (env.HOME ? [join(env.HOME, name)] : []));
  for (const path of env.TF_CLI_CONFIG_FILE ? [env.TF_CLI_CONFIG_FILE, ...inHome] : inHome) {
    if (await isReadable(path)) return path;
  }
  return undefined;
}

async function isReadable(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
