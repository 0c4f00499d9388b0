import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execaSync } from "execa";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { machinePaths } from "../repository/machine-paths.js";
import { root } from "../repository/sources.js";

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
const environment = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: "1" };

let folder: string;

/** What a program printed; throws with all that it said when it fails. */
function run(command: string, args: readonly string[], cwd = folder): string {
  return execaSync(command, args, { cwd, env: environment, extendEnv: false }).stdout;
}

/** The package as it would be published, installed by a project of its own. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "consumer-"));
  for (const file of ["package.json", "tsconfig.json", "app.ts"]) {
    cpSync(join(root, "tests", "consumer", file), join(folder, file));
  }
  run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], root);
  const [tarball = ""] = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--no-save", join(folder, tarball)]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the packed library", () => {
  it.each([
    ["NodeNext", "NodeNext"],
    ["ESNext", "Bundler"],
  ])("has types that hold without other packages, for modules %s resolved as %s", (module, resolution) => {
    run(process.execPath, [tsc, "--module", module, "--moduleResolution", resolution, "--noEmit"]);
  });

  it("refuses by its types what it cannot take", () => {
    const text = readFileSync(join(folder, "app.ts"), "utf8");
    writeFileSync(join(folder, "wrong.ts"), text.replace("{ pipeline, settings }", "{ settings }"));
    const wrong = ["--ignoreConfig", "--module", "NodeNext", "--noEmit", "--types", "", "wrong.ts"];
    expect(() => run(process.execPath, [tsc, ...wrong])).toThrow("Property 'pipeline' is missing");
  });

  it("makes stacks within an app of the consumer's own, with constructs of its own", () => {
    run(process.execPath, [tsc]);
    const [name = "", ...problems] = run(process.execPath, ["built/app.js"]).split("\n");
    const stack = join(folder, "out", "stacks", name);
    const { output, terraform, resource } = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8"));
    expect(output.team.value).toBe("checkout");
    expect(terraform.required_providers.aws).toEqual({ source: "hashicorp/aws", version: "~> 6.0" });
    expect(resource.aws_codepipeline.pipeline.stage.map(({ name }: { name: string }) => name)).toEqual([
      "Source",
      "BuildArtifact",
      "BuildAndDeployToStaging",
      "BuildAndDeployToLive",
    ]);
    expect(existsSync(join(stack, "modules", "stage", "main.tf"))).toBe(true);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("RepoTag");
  });
});

describe("the packed command", () => {
  const stagewright = () => join(folder, "node_modules", ".bin", "stagewright");

  it("compiles an item", () => {
    const example = join(root, "examples", "items", "plain-form.yaml");
    const { stacks } = JSON.parse(run(stagewright(), ["synth", example, "--out", "own", "--json"]));
    expect(existsSync(join(folder, stacks[0].path))).toBe(true);
  });

  it("says its version", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(run(stagewright(), ["--version"])).toBe(version);
  });
});

describe("the package", () => {
  const installed = () => join(folder, "node_modules", "stagewright");

  it("says what it offers as every resolver of modules wants it", async () => {
    const { messages, pkg } = await publint({ pkgDir: installed(), pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  const files = () =>
    readdirSync(installed(), { recursive: true, encoding: "utf8" }).filter((file) =>
      statSync(join(installed(), file)).isFile(),
    );

  it("offers the schemas to editors", () => {
    const schema = run(process.execPath, [
      "-p",
      'require("stagewright/schemas/item.schema.json").$id + require("stagewright/schemas/settings.schema.json").$id',
    ]);
    expect(schema).toMatch(/item\.schema\.json.*settings\.schema\.json/);
  });

  it("shares cdktf and constructs with the consumer", () => {
    expect(existsSync(join(installed(), "node_modules"))).toBe(false);
  });

  it("holds neither tests nor sources nor a path of the machine that built it", () => {
    const wrong = files().filter((file) => /\.test\.|\.fixture\.|(?<!\.d)\.ts$|tsconfig/.test(file));
    expect(wrong).toEqual([]);
    const named = files().flatMap((file) =>
      readFileSync(join(installed(), file), "utf8").includes(root) ? [file] : [],
    );
    expect(named).toEqual([]);
    const types = files().filter((file) => file.endsWith(".d.ts"));
    expect(types.flatMap((file) => machinePaths(readFileSync(join(installed(), file), "utf8")))).toEqual([]);
  });
});
