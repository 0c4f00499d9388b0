import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../repository/sources.js";

const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const page = read("docs", "library.md");

describe("docs/library.md", () => {
  it("shows the code that the consumer in the tests compiles and runs", () => {
    expect(page).toContain(read("tests", "consumer", "app.ts").trimEnd());
  });

  it("names everything that the package exports", () => {
    const lists = [...read("compiler", "index.ts").matchAll(/export \{([^}]+)\}/g)];
    const names = lists.flatMap(([, list = ""]) =>
      list.split(",").map((name) => name.replace("type ", "").trim()),
    );
    const exported = names.filter(Boolean);
    expect(exported.length).toBeGreaterThan(20);
    expect(exported.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    for (const path of Object.keys(JSON.parse(read("package.json")).exports)) {
      expect([".", "./package.json", "./schemas/*.json"]).toContain(path);
    }
  });
});
