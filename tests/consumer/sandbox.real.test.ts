import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { installAwsCli } from "@stagewright/sandbox";
import { execa, type ResultPromise } from "execa";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openToolchain, terraformIn } from "../../toolchain/index.js";
import { root } from "../repository/sources.js";
import { type ConsumerProject, projectWith } from "./project.js";

let project: ConsumerProject;
let sandbox: ResultPromise | undefined;
let said = "";

beforeAll(() => {
  project = projectWith("@stagewright/sandbox", ["sandbox-app.ts"]);
});

afterAll(async () => {
  sandbox?.kill("SIGTERM");
  await sandbox;
  project.remove();
});

const command = join("node_modules", ".bin", "stagewright-sandbox");

/** What `eval "$(stagewright-sandbox env)"` sets in a shell. */
function environment(): Record<string, string> {
  const lines = project.run(command, ["env"]).matchAll(/^export (\w+)='(.*)'$/gm);
  return Object.fromEntries([...lines].map(([, name = "", value = ""]) => [name, value]));
}

describe("the sandbox, installed alone", () => {
  it("is installed without a script to run and without a warning", () => {
    expect(project.installation).not.toMatch(/warn|script/i);
  });

  it("says what it offers as every resolver of modules wants it", async () => {
    const pkgDir = join(project.folder, "node_modules", "@stagewright", "sandbox");
    const { messages, pkg } = await publint({ pkgDir, pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it("has types that hold with those of Node alone", () => {
    const tsc = join(
      dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
      "bin",
      "tsc",
    );
    const types = ["--typeRoots", join(root, "node_modules", "@types"), "--types", "node"];
    const options = ["--ignoreConfig", "--strict", "--noEmit", "--module", "NodeNext", "--target", "ES2022"];
    project.run(process.execPath, [tsc, ...options, ...types, "sandbox-app.ts"]);
  });

  it("starts", async () => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME };
    sandbox = execa(command, ["up"], { cwd: project.folder, env, extendEnv: false, reject: false });
    sandbox.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    await vi.waitFor(() => expect(said).toContain("An AWS account is at"), { timeout: 60_000, interval: 50 });
  });

  it("answers the AWS command line", async () => {
    const { python, env } = await installAwsCli();
    const aws = (...args: string[]) =>
      project.run(python, ["-m", "awscli", ...args], { ...env, ...environment() });
    aws("s3", "mb", "s3://from-the-command-line");
    expect(aws("s3", "ls")).toContain("from-the-command-line");
  });

  it("is what Terraform applies to", async () => {
    const cwd = join(project.folder, "stack");
    mkdirSync(cwd);
    writeFileSync(join(cwd, "main.tf"), 'resource "aws_sqs_queue" "it" {\n  name = "from-terraform"\n}\n');
    const toolchain = await openToolchain({ env: process.env, cwd: root }, project.folder);
    const terraform = terraformIn(toolchain.terraform.path, {
      cwd,
      env: { ...toolchain.env, ...environment() },
    });
    await terraform.init();
    await terraform.apply();
    expect(project.run(command, ["show"])).toContain("from-terraform");
  });
});
