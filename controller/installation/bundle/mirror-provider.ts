import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { childEnvironment, ensureSuccess, findTerraform, run } from "../../../toolchain/index.js";
import type { Sources } from "./sources.js";

/** Has Terraform fetch a provider into a filesystem mirror, for the platform of the builds. It checks the signature. */
export async function mirrorProvider(
  required: { readonly source: string; readonly version: string },
  mirror: string,
  { env, platform, signal }: Pick<Sources, "env" | "platform" | "signal">,
): Promise<void> {
  const terraform = await findTerraform(env);
  const cwd = join(mirror, `.required-${process.pid}`);
  await mkdir(cwd, { recursive: true });
  try {
    const { source, version } = required;
    const configuration = { terraform: { required_providers: { wanted: { source, version } } } };
    await writeFile(join(cwd, "main.tf.json"), JSON.stringify(configuration));
    const options = { cwd, env: childEnvironment(env), ...(signal && { signal }) };
    ensureSuccess(
      await run(terraform.path, ["providers", "mirror", `-platform=${platform}`, mirror], options),
    );
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}
