import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../repository/sources.js";
import { type ConsumerProject, projectWith } from "./project.js";

const megabyte = 1024 * 1024;

let project: ConsumerProject;

beforeAll(() => {
  project = projectWith("stagewright");
});

afterAll(() => project.remove());

/** With the rest of each file's last block, as disks count. */
function sizeOf(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const sizes = entries.map((entry) => statSync(join(folder, entry))).filter((entry) => entry.isFile());
  return sizes.reduce((total, { blocks }) => total + 512 * blocks, 0);
}

const stagewright = (...args: string[]) => project.run(join("node_modules", ".bin", "stagewright"), args);
const example = join(root, "examples", "items", "plain-form.yaml");

describe("stagewright, installed alone", () => {
  it("takes less than 15 MB, without cdktf, constructs and the sandbox", () => {
    expect(sizeOf(join(project.folder, "node_modules"))).toBeLessThan(15 * megabyte);
    for (const name of ["cdktf", "constructs", "@stagewright"]) {
      expect(existsSync(join(project.folder, "node_modules", name))).toBe(false);
    }
  });

  it("is installed without a script to run and without a warning", () => {
    expect(project.installation).not.toMatch(/warn|script/i);
  });

  it("validates items", () => {
    expect(JSON.parse(stagewright("validate", example, "--json"))).toMatchObject({ valid: true });
  });

  it("writes their Terraform", () => {
    const { stacks } = JSON.parse(stagewright("synth", example, "--json"));
    expect(existsSync(join(project.folder, stacks[0].path))).toBe(true);
  });

  it("says how to get the sandbox", () => {
    expect(() => stagewright("sandbox", "up")).toThrow(
      /@stagewright\/sandbox, and it is not installed[\s\S]*npm pack --workspace sandbox/,
    );
  });
});
