import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { addressOf } from "./address.mjs";

const get = (id) => fetch(`${addressOf(process.env.API_ID, "live")}/orders/${id}`);

describe("the deployed API", () => {
  it("knows an order", async () => {
    const answer = await get("1");
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { id: "1", item: "a lamp", quantity: 1 });
  });

  it("says that an order is not there", async () => {
    const answer = await get("none");
    assert.equal(answer.status, 404);
  });
});
