import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureTools, ToolStore } from "../../controller/installation/bundle/index.js";
import { type Connection, connect, type Installation } from "../../controller/installation/index.js";
import {
  assembleReconciler,
  identityFrom,
  latestStart,
  type Reconciler,
} from "../../controller/reconciler/index.js";
import type { Report } from "../../controller/records/index.js";
import { cacheFolder, openToolchain, type Toolchain } from "../../toolchain/index.js";
import type { Terminal } from "./terminal.js";
import { terraformLines } from "./terraform-lines.js";

/** What commands that run Terraform need. */
export interface CommandContext {
  readonly installation: Installation;
  readonly connection: Connection;
  readonly toolchain: Toolchain;
  /** Of this command alone, and gone when it ends. */
  readonly folder: string;
  readonly reconciler: Reconciler;
}

export interface ContextOptions {
  readonly installation: Installation;
  readonly out: Terminal;
  readonly signal: AbortSignal;
  /** What happened, for machines; people read Terraform's own words. */
  readonly report?: Report;
}

export async function withContext<T>(
  { installation, out, signal, report = () => {} }: ContextOptions,
  work: (context: CommandContext) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "stagewright-work-"));
  const connection = connect(installation);
  try {
    const toolchain = await toolsFor(installation, connection, folder, signal);
    const identity = identityFrom(process.env);
    const onLine = terraformLines(out, isBuild());
    const startsUntil = latestStart(process.env, installation.settings.controller);
    const tools = { installation, connection, toolchain };
    const deps = { ...tools, identity, signal, startsUntil, report, onLine, workFolder: folder };
    return await work({ ...tools, folder, reconciler: assembleReconciler(deps) });
  } finally {
    await rm(folder, { recursive: true, force: true });
    connection.close();
  }
}

/** A build runs the installation's tools and no others; a laptop runs its own. */
function toolsFor(
  { settings, bundle }: Installation,
  { clients: { s3 } }: Connection,
  folder: string,
  signal: AbortSignal,
): Promise<Toolchain> {
  const place = { env: process.env, cwd: process.cwd() };
  if (!isBuild()) return openToolchain(place, folder);
  const store = new ToolStore(s3, settings.state.bucket);
  return ensureTools(bundle, { ...place, store, cache: cacheFolder(process.env), folder, signal });
}

/** Whether CodeBuild runs this command. */
export function isBuild({ CODEBUILD_BUILD_ARN: build } = process.env): boolean {
  return Boolean(build);
}
