import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderChildAccount } from "../../child-account/index.js";
import { isJsonObject, type Json, membersAt, type Value } from "../../testing/expect/json.js";
import { arbitraryConfiguration } from "../../testing/items/arbitrary-item.js";
import { compile } from "../../testing/items/compile.js";
import { plainFormOf } from "../../testing/items/item-forms.js";
import { permissiveSettings } from "../../testing/items/permissive-settings.js";
import { openToolchain, type Toolchain, terraformIn } from "../../toolchain/index.js";

const modules = fileURLToPath(new URL("../../modules", import.meta.url));
const names = await readdir(modules);

let folder: string;
let toolchain: Toolchain;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "modules-"));
  toolchain = await openToolchain({ env: process.env, cwd: modules }, folder);
  // A copy, since what Terraform leaves behind would change the module's own folder.
  await cp(modules, join(folder, "modules"), { recursive: true, dereference: true });
});

afterAll(() => rm(folder, { recursive: true }));

const terraform = (...path: string[]) =>
  terraformIn(toolchain.terraform.path, { cwd: join(folder, "modules", ...path), env: toolchain.env });

describe("modules", () => {
  it("are formatted as Terraform formats them", async () => {
    expect(await terraform().unformatted()).toEqual([]);
  });
});

describe.each(names)("modules/%s", (name) => {
  it("has the standard files of a module", async () => {
    const files = await readdir(join(modules, name));
    expect(files).toEqual(
      expect.arrayContaining(["README.md", "main.tf", "outputs.tf", "tests", "variables.tf", "versions.tf"]),
    );
  });

  it("is valid, and passes its own tests", async () => {
    await terraform(name).init("-backend=false");
    const { stdout } = await terraform(name).test();
    expect(stdout).toMatch(/Success! [1-9]\d* passed, 0 failed\./);
    expect(stdout).not.toContain("Warning: ");
  });

  it("describes, types and validates every variable, and says it in its README", async () => {
    const readme = await readFile(join(modules, name, "README.md"), "utf8");
    for (const { variable, body } of await variablesOf(name)) {
      expect(body, variable).toMatch(/^ {2}description += "/m);
      expect(body, variable).toMatch(/^ {2}type += /m);
      expect(body, variable).toMatch(/^ {2}validation \{$/m);
      expect(readme).toContain(`| \`${variable}\` |`);
    }
  });

  it("is called with exactly the variables that it declares", async () => {
    const declared = (await variablesOf(name)).map(({ variable }) => variable).sort();
    const calls = (stacksThatCall[name]?.() ?? []).flatMap((stack) => callsOf(name, stack));
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) expect(variablesIn(call)).toEqual(declared);
  });
});

const central = { ...permissiveSettings, centralAccount: "111111111111" };

function anyStacks(): Json[] {
  return fc
    .sample(arbitraryConfiguration, { numRuns: 100, seed: 1 })
    .map((configuration) => compile(plainFormOf(configuration)));
}

/** Whoever adds a module says here who calls it. */
const stacksThatCall: Readonly<Record<string, () => Json[]>> = {
  "codebuild-project": anyStacks,
  stage: anyStacks,
  "child-account": () => [
    JSON.parse(renderChildAccount({ account: "222222222222", settings: central }, folder)),
  ],
};

interface Variable {
  readonly variable: string;
  readonly body: string;
}

/** The `variable` blocks of a module, which is formatted: a block ends with the first brace of a line's own. */
async function variablesOf(name: string): Promise<Variable[]> {
  const files = (await readdir(join(modules, name))).filter((file) => file.endsWith(".tf"));
  const texts = await Promise.all(files.map((file) => readFile(join(modules, name, file), "utf8")));
  return texts.flatMap((text) =>
    [...text.matchAll(/^variable "(\w+)" \{\n([\s\S]*?)^\}$/gm)].map(([, variable = "", body = ""]) => ({
      variable,
      body,
    })),
  );
}

function callsOf(name: string, stack: Json): Json[] {
  return membersAt(stack, "module")
    .map(([, call]) => call)
    .filter((call: Value): call is Json => isJsonObject(call) && call.source === `./modules/${name}`);
}

const metaArguments = ["//", "source", "version", "providers", "count", "for_each", "depends_on"];

function variablesIn(call: Json): string[] {
  return Object.keys(call)
    .filter((key) => !metaArguments.includes(key))
    .sort();
}
