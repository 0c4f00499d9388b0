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
export async function writeCliConfig(folder: string, mirror: ProviderMirror): Promise<string> {
  const path = join(folder, "terraform.rc");
  await mkdir(folder, { recursive: true });
  await writeFile(path, cliConfig(mirror));
  return path;
}

export function cliConfig({ path, registry }: Pick<ProviderMirror, "path" | "registry">): string {
  const provider = quote(`${registry}/hashicorp/aws`);
  return `provider_installation {
  filesystem_mirror {
    path    = ${quote(path)}
    include = [${provider}]
  }
  direct {
    exclude = [${provider}]
  }
}
`;
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
