import { describe, expect, it } from "vitest";
import { systemClock } from "../clock.js";
import { ledgerContract } from "./contract.fixture.js";
import { Ledger } from "./ledger.js";
import { memoryRows } from "./memory-rows.js";

ledgerContract("rows in memory", async () => memoryRows());

describe("a row of another version", () => {
  it("is read by none: its pipeline is named, and what to do", async () => {
    const rows = memoryRows();
    const key = { repository: "webshop", branch: "main" };
    await rows.update(key, { set: { AskedAt: "2026-01-01T00:00:00.000Z" }, add: { Asked: 1 } });
    await expect(new Ledger(rows, systemClock).list()).rejects.toThrow(
      /^The ledger's row of webshop main was written by another version .* run `stagewright bootstrap`\.$/,
    );
  });
});
