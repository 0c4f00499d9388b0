import { expect, it } from "vitest";
import { createMends } from "./index.js";

it("Every mend has a name of its own and says why it is needed", () => {
  const authorizer = { authorize: never, trusts: never, mayAssume: never };
  const mends = createMends({
    authorizer,
    root: (accountId) => ({ accessKeyId: accountId, secretAccessKey: "" }),
  });
  const names = mends.map(({ name }) => name);
  expect(names).toEqual(["assume-role", "describe-alarms", "stream-batch-size"]);
  for (const { why } of mends) expect(why).toMatch(/MiniStack/);
});

const never = () => Promise.reject(new Error("nobody asks"));
