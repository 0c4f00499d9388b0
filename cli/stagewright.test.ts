import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execaNode } from "execa";
import { describe, expect, it, vi } from "vitest";
import { folderWith } from "../testing/expect/folder.js";
import { stagewright } from "../testing/installation/stagewright.js";
import { environment, item, itemWith } from "../testing/items/items.js";

const script = fileURLToPath(new URL("../dist/stagewright.js", import.meta.url));

const sound = JSON.stringify(item());

/** Enough pipelines for two threads to be busy for a while. */
const many = (count: number) =>
  JSON.stringify(Array.from({ length: count }, (_, index) => item({ RepoName: `service-${index}` })));

const filesIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

describe("stagewright, as a command", () => {
  it("ends with 0 and speaks to people on stderr only", async () => {
    const cwd = folderWith({ "a.json": sound });
    const { exitCode, stdout, stderr } = await stagewright(["validate", "a.json"], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
    expect(stderr).toBe("1 item, no problems.");
  });

  it("ends with 1 for bad items, with one JSON document on stdout and the words on stderr", async () => {
    const cwd = folderWith({ "a.json": "{" });
    const { exitCode, stdout, stderr } = await stagewright(["validate", "a.json", "--json"], { cwd });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ valid: false, errors: [{ file: "a.json", line: 1 }] });
    expect(stderr).toContain("1 problem in 1 file.");
  });

  it.each([
    [["frobnicate"], /unknown command 'frobnicate'/],
    [["validat", "a.json"], /Did you mean validate\?/],
    [["validate", "a.json", "--jsn"], /unknown option '--jsn'[\s\S]*--json/],
    [["validate"], /name the items: files, folders, - or --table/],
    [["status", "--", "a", "b", "c"], /Usage: stagewright status /],
    [["put"], /missing required argument 'paths'\nUsage: stagewright put \[options\] <paths\.\.\.>\n/],
    [["accounts", "destroy"], /\(stagewright accounts destroy --help shows what each means\)/],
    [["synth", "a.json", "--out"], /argument missing/],
    [[], /Usage: stagewright/],
  ])("ends with 2 for the wrong usage %j and says what is right", async (args, words) => {
    const cwd = folderWith({ "a.json": sound });
    const { exitCode, stdout, stderr } = await stagewright(args, { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(words);
  });

  it.each([["--help"], ["synth", "--help"]])(
    "ends with 0 for %s, which is what was asked for",
    async (...args) => {
      const { exitCode, stdout } = await stagewright(args);
      expect(exitCode).toBe(0);
      expect(stdout).toContain("Usage: stagewright");
    },
  );

  it("reads items from standard input", async () => {
    const cwd = folderWith();
    const { exitCode, stdout } = await stagewright(["synth", "-", "--json"], { cwd, input: sound });
    expect(exitCode).toBe(0);
    const [{ path }] = JSON.parse(stdout).stacks;
    expect(path).toMatch(/^generated\/stacks\//);
    expect(JSON.parse(readFileSync(join(cwd, path), "utf8"))).toHaveProperty("resource.aws_codepipeline");
  });

  it("says of standard input that it is empty", async () => {
    const { exitCode, stderr } = await stagewright(["validate", "-"], { input: "" });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("There is no item in this.");
  });

  it("finds the settings by --config, then STAGEWRIGHT_CONFIG, then upwards", async () => {
    const cwd = folderWith({
      "a.json": sound,
      "named.yaml": "region: eu-north-1",
      "environment.yaml": "region: eu-west-1",
      "stagewright.yaml": "region: eu-south-1",
    });
    const regionWith = async (args: string[], env: Record<string, string>) => {
      const { stdout } = await stagewright(["synth", "a.json", "--json", ...args], { cwd, env });
      const [{ path }] = JSON.parse(stdout).stacks;
      return JSON.parse(readFileSync(join(cwd, path), "utf8")).provider.aws[0].region;
    };
    const env = { STAGEWRIGHT_CONFIG: "environment.yaml" };
    expect(await regionWith(["--config", "named.yaml"], env)).toBe("eu-north-1");
    expect(await regionWith([], env)).toBe("eu-west-1");
    expect(await regionWith([], {})).toBe("eu-south-1");
  });

  it("writes no colours where nobody looks, whatever the environment asks for", async () => {
    const cwd = folderWith({ "a.json": "{" });
    const { stderr } = await stagewright(["validate", "a.json"], { cwd, env: { FORCE_COLOR: "1" } });
    expect(stderr).not.toContain("\u001b");
  });

  it("ends without a stack trace when its reader has seen enough", async () => {
    const cwd = folderWith({ "a.json": many(3000).replaceAll("main", "no..branch") });
    const child = execaNode(script, ["validate", "a.json", "--json"], {
      cwd,
      extendEnv: false,
      reject: false,
    });
    child.stdout?.destroy();
    const { exitCode, stderr } = await child;
    expect(exitCode).toBe(1);
    expect(stderr).toContain("problems in 1 file.");
    expect(stderr).not.toMatch(/EPIPE|node:|\n {4}at /);
  });
});

describe("stagewright synth of many items, in two threads", () => {
  it("writes what one thread writes", async () => {
    const items = Array.from({ length: 70 }, (_, index) =>
      itemWith({ Live: environment() }, { RepoName: `service-${index}` }),
    );
    const cwd = folderWith({
      "all.json": JSON.stringify(items),
      "few.json": JSON.stringify(items.slice(0, 50)),
    });
    await stagewright(["synth", "few.json", "--out", "few"], { cwd });
    const { exitCode } = await stagewright(["synth", "all.json", "--out", "all"], { cwd });
    expect(exitCode).toBe(0);
    const stacks = readdirSync(join(cwd, "few", "stacks"));
    expect(stacks).toHaveLength(50);
    expect(readdirSync(join(cwd, "all", "stacks"))).toHaveLength(70);
    for (const file of filesIn(join(cwd, "few", "stacks")).filter((name) => /\.(json|tf)$/.test(name))) {
      const read = (out: string) => readFileSync(join(cwd, out, "stacks", file), "utf8");
      expect(read("all")).toBe(read("few"));
    }
  });

  it("is the same for two commands at a time into one folder", async () => {
    const cwd = folderWith({ "all.json": many(80) });
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => stagewright(["synth", "all.json", "--out", "out"], { cwd })),
    );
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    await stagewright(["synth", "all.json", "--out", "alone"], { cwd });
    expect(filesIn(join(cwd, "out"))).toEqual(filesIn(join(cwd, "alone")));
    for (const file of filesIn(join(cwd, "alone")).filter((name) => /\.(json|tf)$/.test(name))) {
      expect(readFileSync(join(cwd, "out", file), "utf8")).toBe(
        readFileSync(join(cwd, "alone", file), "utf8"),
      );
    }
  });

  it.each([
    ["SIGINT", 1],
    ["SIGTERM", 1],
    ["SIGKILL", undefined],
  ] as const)("leaves the output whole when it is ended by %s", async (signal, code) => {
    const cwd = folderWith({ "one.json": sound, "all.json": many(1500) });
    await stagewright(["synth", "one.json", "--out", "out"], { cwd });
    const before = filesIn(join(cwd, "out"));
    const child = execaNode(script, ["synth", "all.json", "--out", "out"], {
      cwd,
      extendEnv: false,
      reject: false,
    });
    await vi.waitUntil(() => filesIn(join(cwd, "out")).length > before.length + 10, { timeout: 30_000 });
    child.kill(signal);
    const { exitCode, stderr } = await child;
    expect(exitCode).toBe(code);
    const left = filesIn(join(cwd, "out")).filter((name) => !name.startsWith(".stagewright-"));
    expect(left).toEqual(before);
    if (code) expect(stderr).toContain(`Interrupted by ${signal}: nothing was changed.`);

    await stagewright(["synth", "one.json", "--out", "out"], { cwd });
    expect(filesIn(join(cwd, "out"))).toEqual(before);
  });
});
