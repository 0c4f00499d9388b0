import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Settings } from "../../../compiler/index.js";
import { terraformRunner, terraformTools } from "../../../compiler/kinds/index.js";
import { findProviderMirror } from "../../../toolchain/index.js";
import { publishToolchain, type Sources, ToolStore } from "../bundle/index.js";
import type { BootstrapClients } from "./clients.js";
import type { Prompt } from "./prompt.js";

/** With the checksum of this package's own program of the builds that deploy, where any do. */
export function withRunner(settings: Settings): Settings {
  const { terraform } = settings;
  if (terraform === undefined) return settings;
  const runner = createHash("sha256").update(readFileSync(runnerFile())).digest("hex");
  return { ...settings, terraform: { ...terraform, runner } };
}

/** What builds that deploy run, into their bucket. It does nothing where there are none. */
export async function publishDeploymentTools(
  { terraform }: Settings,
  sources: Sources,
  { clients, prompt }: { readonly clients: Pick<BootstrapClients, "s3">; readonly prompt: Prompt },
): Promise<void> {
  if (terraform === undefined) return;
  const found = await findProviderMirror(sources.env).catch(() => undefined);
  const wanted = {
    ...terraformTools(terraform),
    runner: { key: terraformRunner(terraform).key, file: runnerFile() },
  };
  const mirrors = found ? [found.path] : [];
  const say = (line: string) => prompt.say(line);
  await publishToolchain(wanted, new ToolStore(clients.s3, terraform.bucket), { ...sources, mirrors, say });
}

/** Whether this runs as the build made it or from its sources. */
function runnerFile(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  const file = () => join(folder, "dist", "deployments", "runner.cjs");
  while (!existsSync(file())) {
    if (dirname(folder) === folder) {
      throw new Error(
        "The package is incomplete: dist/deployments/runner.cjs is missing. `npm run build` makes it.",
      );
    }
    folder = dirname(folder);
  }
  return file();
}
