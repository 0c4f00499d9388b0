import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { botocoreModels, shapeOf } from "./models.js";
import { petshop } from "./petshop.fixture.js";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "models-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function install(version: string, fullName: string, packed: boolean): void {
  const folder = join(dir, "botocore", "data", "petshop", version);
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify({ ...petshop, metadata: { ...petshop.metadata, serviceFullName: fullName } });
  if (packed) writeFileSync(join(folder, "service-2.json.gz"), gzipSync(text));
  else writeFileSync(join(folder, "service-2.json"), text);
}

describe("botocoreModels", () => {
  it.each([true, false])("reads the newest version of a service (packed: %s)", (packed) => {
    install("2019-01-01", "old", packed);
    install("2020-01-01", "new", packed);
    expect(botocoreModels(dir).load("petshop").metadata.serviceFullName).toBe("new");
  });

  it("reads a model once", () => {
    install("2020-01-01", "Pet Shop", false);
    const models = botocoreModels(dir);
    expect(models.load("petshop")).toBe(models.load("petshop"));
  });

  it("says where it looked when there is no model", () => {
    expect(() => botocoreModels(dir).load("petshop")).toThrow(
      /There is no API model in .*petshop. Is botocore installed/,
    );
  });

  it("a shape that the model lacks is an error that names it", () => {
    expect(() => shapeOf(petshop, "Zebra")).toThrow("Pet Shop has no shape Zebra");
  });
});
