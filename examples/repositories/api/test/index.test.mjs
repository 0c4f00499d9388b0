import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { handler } from "../src/index.mjs";

const get = (id) => handler({ pathParameters: { id } });

describe("GET /orders/{id}", () => {
  it("an order is answered by its id", async () => {
    const { statusCode, body } = await get("1");
    assert.equal(statusCode, 200);
    assert.deepEqual(JSON.parse(body), { id: "1", item: "a lamp", quantity: 1 });
  });

  it("an order that is not there is not found", async () => {
    const { statusCode } = await get("3");
    assert.equal(statusCode, 404);
  });
});
