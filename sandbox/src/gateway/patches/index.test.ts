import { expect, it } from "vitest";
import { createPatches } from "./index.js";

it("Every patch has a name of its own and says why it is needed", () => {
  const authorizer = { authorize: never, trusts: never, mayAssume: never, longestSession: never };
  const patches = createPatches({
    authorizer,
    root: (accountId) => ({ accessKeyId: accountId, secretAccessKey: "" }),
    elementsOf: () => new Set(),
  });
  const names = patches.map(({ name }) => name);
  expect(names).toEqual(["assume-role", "describe-alarms", "stream-batch-size", "escape-text"]);
  for (const { why } of patches) expect(why).toMatch(/MiniStack/);
});

const never = () => Promise.reject(new Error("nobody asks"));
