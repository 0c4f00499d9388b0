import { beforeAll, describe, expect, it } from "vitest";
import { installedMatrix } from "./installed-matrix.js";
import { type MatrixRow, matrix } from "./matrix.js";

describe("the roles of two pipelines, each trying what all need and what none may", () => {
  let rows: MatrixRow[];

  beforeAll(async () => {
    rows = await matrix();
  }, 120_000);

  it("may do what their services need, and nothing else", () => {
    expect(rows.flatMap(({ role, wrong }) => wrong.map((what) => `${role} is ${what}`))).toEqual([]);
  });

  it("are all there, and each has something that it may do and something that it may not", () => {
    expect(rows.map(({ role }) => role)).toEqual([
      "acme/webshop: build",
      "acme/webshop: pipeline",
      "acme/webshop: tests of Beta: Load",
      "acme/webshop: tests of Beta: Smoke",
      "acme/webshop: tests of Prod",
      "payments: build",
      "payments: pipeline",
      "payments: tests of Prod",
    ]);
    for (const { allowed, denied } of rows) {
      expect(allowed).toBeGreaterThan(0);
      expect(denied).toBeGreaterThan(allowed);
    }
  });
});

describe("the roles of an installation and of a target account, each trying what all of them need", () => {
  it("may do what they need, and the roles that pipelines and tests take nothing else", async () => {
    const rows = await installedMatrix();
    expect(rows.flatMap(({ role, wrong }) => wrong.map((what) => `${role} is ${what}`))).toEqual([]);
    expect(rows).toHaveLength(12);
    for (const { denied } of rows) expect(denied).toBeGreaterThan(0);
  });
});
