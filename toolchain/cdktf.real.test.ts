import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cdktfIn, fromOutput } from "./cdktf.js";
import { openToolchain, type Toolchain } from "./open.js";
import { isAlive } from "./process-tree.js";
import type { RunOptions } from "./run.js";

/** A backend that takes its time to save, as S3 may. https://developer.hashicorp.com/terraform/language/backend/http */
class SlowBackend {
  readonly calls: string[] = [];
  state = "";
  saveMs = 0;

  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));

  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (request.method === "POST") {
      await sleep(this.saveMs);
      this.state = body;
    }
    this.calls.push(request.method ?? "");
    const found = request.method !== "GET" || this.state !== "";
    response.writeHead(found ? 200 : 404).end(request.method === "GET" ? this.state : "");
  }

  /** In the order of Terraform's own listing. */
  get resources(): string[] {
    return JSON.parse(this.state).resources.map(({ name }: { name: string }) => name);
  }
}

let folder: string;
let toolchain: Toolchain;
let backend: SlowBackend;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cdktf-"));
  toolchain = await openToolchain({ env: process.env, cwd: folder }, folder);
  backend = new SlowBackend();
  await writeProject(await backend.listen());
});

afterEach(async () => {
  backend.close();
  await rm(folder, { recursive: true });
});

/** One stack: a quick resource, then one that runs as long as SECONDS says, and tells the id of its Terraform. */
async function writeProject(address: string): Promise<void> {
  const library = createRequire(import.meta.url).resolve("cdktf");
  const app = `
    const { App, HttpBackend, TerraformResource, TerraformStack } = require(${JSON.stringify(library)});
    const app = new App();
    const stack = new TerraformStack(app, "one");
    new HttpBackend(stack, { address: "${address}", lockAddress: "${address}", unlockAddress: "${address}" });
    const terraformResourceType = "terraform_data";
    const quick = new TerraformResource(stack, "quick", { terraformResourceType });
    const command = "echo terraform $PPID; sleep " + (process.env.STAGEWRIGHT_TEST_SECONDS ?? "0");
    new TerraformResource(stack, "slow", {
      terraformResourceType, dependsOn: [quick], provisioners: [{ type: "local-exec", command }] });
    app.synth();`;
  await writeFile(join(folder, "app.cjs"), app);
  await writeFile(
    join(folder, "cdktf.json"),
    JSON.stringify({
      language: "typescript",
      app: "node app.cjs",
      projectId: "test",
      sendCrashReports: "false",
    }),
  );
}

/** A killed process takes a moment to go. */
const expectEnd = (pid: number) => expect.poll(() => isAlive(pid)).toBe(false);

function cdktf(options: Partial<RunOptions> = {}, extra: Record<string, string> = {}) {
  const env = { ...toolchain.env, ...extra };
  return cdktfIn(toolchain.cdktf, { cwd: folder, env, skipProviderLock: true, ...options });
}

describe("cdktf", () => {
  it("deploys, and destroys from the output alone", async () => {
    const lines: string[] = [];
    const { stdout } = await cdktf({ onOutput: (line) => lines.push(line) }).deploy("one");
    expect(stdout).toContain("Resources: 2 added");
    // Without colours, and without drawing on the screen, each line once.
    expect(stdout).not.toContain("\u001b");
    expect(lines.filter((line) => line.includes("Apply complete!"))).toHaveLength(1);
    expect(backend.resources).toEqual(["quick", "slow"]);
    await rm(join(folder, "app.cjs"));
    expect((await cdktf().destroy("one", ...fromOutput("cdktf.out"))).stdout).toContain("2 destroyed");
    expect(backend.resources).toEqual([]);
  });

  it("throws with the reason when the app fails", async () => {
    await writeFile(join(folder, "app.cjs"), "throw new Error('no such branch')");
    await expect(cdktf().deploy("one")).rejects.toThrow("no such branch");
  });
});

describe("cdktf, cancelled while the app runs", () => {
  it("ends at once, without the app", async () => {
    const place = join(folder, "app.pid");
    const app = `require("fs").writeFileSync(${JSON.stringify(place)}, String(process.pid)); setInterval(() => {}, 1000);`;
    await writeFile(join(folder, "app.cjs"), app);
    const controller = new AbortController();
    const failure = cdktf({ signal: controller.signal })
      .deploy("one")
      .catch((error) => error);
    const pid = await vi.waitFor(() => readFile(place, "utf8"), { timeout: 60_000 });
    controller.abort();
    const { result } = await failure;
    expect(result).toMatchObject({ cancelled: true, exitCode: 1 });
    await expectEnd(Number(pid));
  });
});

describe("cdktf, cancelled in a deploy", () => {
  const patience = { STAGEWRIGHT_TEST_SECONDS: "600" };

  /** Cancels when the slow resource tells the id of the Terraform that makes it. */
  async function cancelledDeploy(graceMs: number) {
    const controller = new AbortController();
    let pid = Number.NaN;
    const onOutput = (line: string) => {
      const [, found] = /\(local-exec\): terraform (\d+)/.exec(line) ?? [];
      if (found === undefined) return;
      pid = Number(found);
      controller.abort();
    };
    const deploy = cdktf({ onOutput, signal: controller.signal, graceMs }, patience).deploy("one");
    const { result } = await deploy.catch((error) => error);
    return { result, pid };
  }

  it("gives Terraform one interrupt and the time to save its state and to give back its lock", async () => {
    backend.saveMs = 1_500;
    const { result, pid } = await cancelledDeploy(60_000);
    expect(result).toMatchObject({ cancelled: true, exitCode: 1, signal: undefined });
    expect(result.stdout.split("Interrupt received")).toHaveLength(2);
    expect(result.stdout).not.toContain("Two interrupts");
    expect(backend.resources).toEqual(["quick", "slow"]);
    expect(backend.calls.at(-1)).toBe("UNLOCK");
    await expectEnd(pid);

    backend.saveMs = 0;
    expect((await cdktf().deploy("one")).stdout).toContain("Resources: 1 added, 0 changed, 1 destroyed");
  });

  it("leaves no Terraform behind when the grace is over before it has finished", async () => {
    backend.saveMs = 60_000;
    const { result, pid } = await cancelledDeploy(1_000);
    expect(result).toMatchObject({ cancelled: true, signal: "SIGKILL" });
    await expectEnd(pid);
  });
});
