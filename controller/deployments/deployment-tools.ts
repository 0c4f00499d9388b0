import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { hashFile, thisPlatform } from "../../toolchain/index.js";
import type { DeploymentStore } from "./deployment-store.js";
import type { DeploymentTools, StoredProvider, StoredTool } from "./terraform-spec.js";

export interface FetchedTools {
  /** The executable. */
  readonly terraform: string;
  /** It lets Terraform take the installation's providers, and nothing from anywhere else. */
  readonly cliConfig: string;
}

/** Each by its checksum: what differs is refused, and nothing of it is run. */
export async function fetchTools(
  tools: DeploymentTools,
  store: Pick<DeploymentStore, "fetch">,
  folder: string,
): Promise<FetchedTools> {
  const mirror = join(folder, "mirror");
  const [terraform] = await Promise.all([
    fetchTerraform(tools.terraform, store, folder),
    ...tools.providers.map((provider) => fetchProvider(provider, store, mirror)),
  ]);
  const cliConfig = join(folder, "terraform.rc");
  await mkdir(mirror, { recursive: true });
  await writeFile(
    cliConfig,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  return { terraform, cliConfig };
}

/** Its archive holds the program, and perhaps a licence (https://developer.hashicorp.com/terraform/install). */
async function fetchTerraform(
  tool: StoredTool,
  store: Pick<DeploymentStore, "fetch">,
  folder: string,
): Promise<string> {
  const archive = join(folder, "terraform.zip");
  await store.fetch(tool.key, archive);
  const bytes = await readFile(await ensure(archive, tool));
  const { terraform } = unzipSync(bytes, { filter: ({ name }) => name === "terraform" });
  if (!terraform) throw new Error(`${tool.key} holds no program of the name terraform.`);
  const file = join(folder, "terraform");
  await writeFile(file, terraform, { mode: 0o755 });
  await rm(archive);
  return file;
}

/** Packed, as the registry has it: then Terraform finds in it every hash that a lock file of any platform may bear. */
async function fetchProvider(
  provider: StoredProvider,
  store: Pick<DeploymentStore, "fetch">,
  mirror: string,
): Promise<string> {
  const folder = join(mirror, "registry.terraform.io", provider.source);
  await mkdir(folder, { recursive: true });
  const type = provider.source.split("/").at(-1);
  const file = join(folder, `terraform-provider-${type}_${provider.version}_${thisPlatform()}.zip`);
  await store.fetch(provider.key, file);
  return ensure(file, provider);
}

async function ensure(file: string, { key, sha256 }: StoredTool): Promise<string> {
  const found = await hashFile(file);
  if (found === sha256) return file;
  await rm(file);
  throw new Error(
    `${key} is not what \`stagewright bootstrap\` uploaded: what it holds has the SHA-256 ${found}, not ${sha256}. ` +
      "Nothing of it was run or kept. Find out who changed the object, delete it, and run bootstrap again.",
  );
}
