import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlannedModule, WholePlan } from "./missing.js";
import type { Orphan } from "./orphans.js";

/**
 * Writes beside a stack's own file what makes Terraform take orphans into the state and do nothing else to them:
 * `import` blocks, and overrides by which every resource keeps whatever it has.
 * https://developer.hashicorp.com/terraform/language/files/override
 */
export async function writeImportFiles(
  folder: string,
  orphans: readonly Orphan[],
  plan: WholePlan,
): Promise<void> {
  const blocks = orphans.map(({ address, id }) => ({ to: address, id: literal(id) }));
  await write(join(folder, "imports.tf.json"), { import: blocks });
  const root = plan.configuration?.root_module ?? {};
  await writeOverride(folder, root);
  for (const { source, module } of Object.values(root.module_calls ?? {})) {
    await writeOverride(join(folder, source), module);
  }
}

async function writeOverride(folder: string, module: PlannedModule): Promise<void> {
  const resource: Record<string, Record<string, unknown>> = {};
  for (const { mode, type, name } of module.resources ?? []) {
    if (mode !== "managed") continue;
    resource[type] = { ...resource[type], [name]: { lifecycle: { ignore_changes: "all" } } };
  }
  await write(join(folder, "override.tf.json"), { resource });
}

function write(path: string, content: object): Promise<void> {
  return writeFile(path, JSON.stringify(content, null, 2));
}

/** What Terraform must not take for its own `${`. */
function literal(text: string): string {
  return text.replaceAll("${", "$${").replaceAll("%{", "%%{");
}
