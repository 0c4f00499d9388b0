import { afterEach, describe, expect, it, vi } from "vitest";
import { checkSettings } from "../../compiler/settings/index.js";
import {
  oddValues,
  sentItem,
  serveItems,
  unknownValue,
} from "../../controller/records/table/any-item.fixture.js";
import { compileTable } from "./inputs.js";

afterEach(() => vi.unstubAllEnvs());

const { settings } = checkSettings({});
const sound = { RepoName: { S: "shop" }, RepoTag: { S: "sound" } };

/** The pipelines and the problems of a table with a sound item and these. */
async function compiled(...items: Parameters<typeof serveItems>[0]) {
  const { config, close } = await serveItems([...items, sound]);
  vi.stubEnv("AWS_ENDPOINT_URL", String(config.endpoint));
  vi.stubEnv("AWS_ACCESS_KEY_ID", "a");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "b");
  try {
    if (!settings) return expect.fail("The defaults are not sound.");
    const { pipelines, diagnostics } = await compileTable("items", settings);
    return { branches: pipelines.map(({ branch }) => branch), files: diagnostics.map(({ file }) => file) };
  } finally {
    close();
  }
}

describe("the items of a table", () => {
  it.each(Object.entries(oddValues))("are compiled, but for the one that holds %s", async (_, odd) => {
    expect(await compiled(sentItem("odd", odd))).toEqual({
      branches: ["sound"],
      files: ["items: shop (odd)"],
    });
  });

  it("are compiled, but for one that cannot be read", async () => {
    const found = await compiled(sentItem("odd", unknownValue));
    expect(found).toEqual({ branches: ["sound"], files: ["items: shop (odd)"] });
  });
});
