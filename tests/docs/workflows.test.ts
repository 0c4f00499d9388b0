import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { viewerPolicy } from "../../controller/installation/control-plane/index.js";
import { watchedSite } from "../policies/people.js";
import { root } from "../repository/sources.js";
import { unknownIn } from "./calls.js";

const folder = join(root, "examples", "workflows");
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const workflows = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}

const github: { permissions: object; jobs: Readonly<Record<string, Job>> } = parse(read("github.yaml"));

describe("the example workflows", () => {
  it("run one script, which calls commands and options that there are", () => {
    const calls = [...read("show-change.sh").matchAll(/^ *stagewright ([a-z][^|>\n]*)/gm)].map(
      ([, call = ""]) => call,
    );
    expect(calls.map((call) => call.split(" ")[0])).toEqual(["preview", "preview", "plan"]);
    expect(calls.flatMap((call) => unknownIn(call))).toEqual([]);
    for (const name of workflows) expect(read(name)).toContain("base/workflows/show-change.sh");
  });

  it.each(workflows)("%s is YAML, and takes its role by the viewer's policy", (name) => {
    expect(parse(read(name))).toBeTypeOf("object");
    expect(read(name).replaceAll(/\n#? ?/g, " ")).toContain("stagewright policies --role viewer");
  });

  it("give GitHub's jobs no right to write but the session's token and the comment, and never both", () => {
    expect(github.permissions).toEqual({});
    expect(Object.values(github.jobs).map(({ permissions }) => permissions)).toEqual([
      { contents: "read", "id-token": "write" },
      { "pull-requests": "write" },
    ]);
    const posting = github.jobs.post?.steps.map(({ uses = "" }) => uses.split("@")[0]);
    expect(posting).not.toContain("actions/checkout");
  });

  it("name GitHub's actions by their commit", () => {
    const used = Object.values(github.jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((uses) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(uses))).toEqual([]);
  });

  it("put no text of a pull request into a shell's script", () => {
    const scripts = Object.values(github.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
  });
});

it("the viewer's policy allows only what reads, and taking the roles to look with", () => {
  const actions = viewerPolicy(watchedSite).Statement.flatMap(({ Effect, Action }) =>
    Effect === "Allow" ? Action : [],
  );
  const reading = /:(?:BatchGet|Describe|Get|List|Query|Scan|Filter|Lookup)\w*$/;
  expect(actions.filter((action) => !reading.test(action)).sort()).toEqual(["sts:AssumeRole"]);
});
