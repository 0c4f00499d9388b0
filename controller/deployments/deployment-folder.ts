import { createHash } from "node:crypto";
import { lstat, mkdir, mkdtemp, realpath, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Variables } from "../../toolchain/index.js";
import type { TerraformSpec } from "./terraform-spec.js";

/** Where a verb works. Nothing of it is left. */
export interface DeploymentFolder {
  /** The same absolute path in plan and apply: a plan may hold `path.cwd`, and Terraform refuses half-way where that differs. */
  readonly path: string;
  /** The repository's files, within `path`. */
  readonly tree: string;
  /** The saved plan, within `path`. */
  readonly plan: string;
  /** The builds's own: tools, configuration, archives. It is part of no bundle. */
  readonly own: string;
}

/** An empty folder that nobody else may look into, for as long as `work` takes. */
export async function inDeploymentFolder<T>(
  { pipeline, environment }: Pick<TerraformSpec, "pipeline" | "environment">,
  env: Variables,
  work: (folder: DeploymentFolder) => Promise<T>,
): Promise<T> {
  const root = join(await realpath("/tmp"), rootName(env));
  const ofPipeline = join(root, pipeline);
  const path = join(ofPipeline, environment);
  await ownFolder(root);
  await ownFolder(ofPipeline);
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { mode: 0o700 });
  const own = await mkdtemp(join(tmpdir(), "stagewright-"));
  try {
    return await work({ path, tree: join(path, "tree"), plan: join(path, planName), own });
  } finally {
    await Promise.all([path, own].map((each) => rm(each, { recursive: true, force: true })));
    for (const each of [ofPipeline, root]) await rmdir(each).catch(() => undefined);
  }
}

export const planName = "tfplan";

/** Another address for AWS's services is another world, whose builds may share this machine. */
function rootName({ AWS_ENDPOINT_URL: endpoint }: Variables): string {
  if (!endpoint) return "stagewright";
  return `stagewright-${createHash("sha256").update(endpoint).digest("hex").slice(0, 12)}`;
}

/** In a folder that everybody may write, the name may be there already and lead elsewhere. */
async function ownFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  });
  const found = await lstat(path);
  const isOurs = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
  if (isOurs) return;
  throw new Error(
    `${path} belongs to somebody else in ${dirname(path)}, or others may look into it. Remove it, then retry the action.`,
  );
}
