import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FoundItem, PipelineKey } from "../../../controller/records/index.js";
import { folderWith } from "../../../testing/expect/folder.js";
import { item } from "../../../testing/items/items.js";
import { testSettings } from "../../../testing/items/settings.js";
import { planSync, type SyncSources } from "./plan.js";

const key = (repository: string): PipelineKey => ({ repository, branch: "main" });
const row = (repository: string, more: object = {}): FoundItem => ({
  key: key(repository),
  item: item({ RepoName: repository, ...more }),
});

/** A table with these rows, in an installation where these repositories' ids are those of another. */
function sources(rows: readonly FoundItem[], taken: readonly string[] = []): SyncSources {
  return {
    installation: { settings: testSettings() },
    table: {
      name: "items",
      scanItems: async function* () {
        yield* rows;
      },
    },
    owners: { otherOf: async ({ repository }) => (taken.includes(repository) ? key("other") : undefined) },
  };
}

async function plan(files: readonly string[], at: SyncSources, prune = false) {
  const texts = files.map((name) => [`${name}.json`, JSON.stringify(item({ RepoName: name }))]);
  const found = await planSync(folderWith(Object.fromEntries(texts)), { prune }, at);
  if ("diagnostics" in found) return found.diagnostics.map(({ code }) => code);
  return [
    ...found.items.map(({ pipeline, change }) => `${pipeline.repository} ${change}`),
    ...found.others.map((other) => `${other.key.repository} alone`),
  ];
}

describe("what a table lacks of a folder", () => {
  it("is what is new, what is other, and what is in the table alone", async () => {
    const rows = [row("same"), row("z"), row("other", { TimeoutMinutes: 7 }), row("gone")];
    expect(await plan(["new", "same", "other"], sources(rows))).toEqual([
      "new added",
      "other changed",
      "same unchanged",
      "gone alone",
      "z alone",
    ]);
  });

  it("is not told where an id is that of another, or a row in the way cannot be read", async () => {
    const unreadable: FoundItem = { key: key("b"), problem: "It is odd." };
    expect(await plan(["a", "b"], sources([unreadable], ["a"]))).toEqual(["pipeline.id-taken", "input.item"]);
  });

  it("is told beside a row that cannot be read, unless that were to be removed", async () => {
    const at = sources([{ key: key("odd"), problem: "It is odd." }]);
    expect(await plan(["a"], at)).toEqual(["a added"]);
    expect(await plan(["a"], at, true)).toEqual(["input.item"]);
  });

  it("is never everything because a folder is empty or no folder", async () => {
    expect(await plan([], sources([row("a")]), true)).toEqual(["input.no-items"]);
    const file = join(folderWith({ "a.json": JSON.stringify(item()) }), "a.json");
    expect(await planSync(file, { prune: true }, sources([row("a")]))).toMatchObject({
      diagnostics: [{ code: "sync.no-folder" }],
    });
  });
});
