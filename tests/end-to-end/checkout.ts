import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa, type ResultPromise } from "execa";
import { expect, vi } from "vitest";
import { cloneCheckout } from "../../testing/clone.js";

/** A clone of this checkout, built, in which somebody works as README.md says: everything in its default place. */
export interface Checkout {
  /** What `stagewright sandbox up` has said so far. */
  said(): string;
  /** What a shell prints in which `stagewright` is the command, and which is pointed at the sandbox. Throws when it fails. */
  shell(script: string): Promise<string>;
  /** A file of the checkout's own folder. */
  write(name: string, text: string): Promise<void>;
  close(): Promise<void>;
}

const command = 'stagewright() { node dist/stagewright.js "$@"; }';
const environment = () => {
  const { PATH = "", HOME = "", TMPDIR = tmpdir() } = process.env;
  return { PATH, HOME, TMPDIR, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
};

export async function openCheckout(): Promise<Checkout> {
  const folder = await cloneCheckout();
  const options = { cwd: folder, env: environment(), extendEnv: false };
  const up = execa(process.execPath, ["dist/stagewright.js", "sandbox", "up"], { ...options, reject: false });
  let said = "";
  up.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const close = () => end(up).finally(() => rm(folder, { recursive: true, force: true }));
  try {
    await vi.waitFor(() => expect(said).toContain("Ctrl-C ends it"), { timeout: 30_000 });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    close,
    said: () => said,
    shell: async (script) => {
      const lines = [command, 'eval "$(stagewright sandbox env)"', script];
      return (await execa("sh", ["-ec", lines.join("\n")], options)).stdout;
    },
    write: (name, text) => writeFile(join(folder, name), text),
  };
}

async function end(up: ResultPromise): Promise<void> {
  up.kill("SIGINT");
  await up;
}
