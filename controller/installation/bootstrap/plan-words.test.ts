import { describe, expect, it } from "vitest";
import { planWords } from "./plan-words.js";

const resource = (address: string, change: object) => {
  const [type = "", name = ""] = address.split(".");
  return { address, type, name, change: { actions: [], ...change } };
};

describe("a plan in words", () => {
  it("has a line for what is touched, with what changes in it, and a sum", () => {
    const words = planWords({
      resource_changes: [
        resource("aws_sqs_queue.a", { actions: ["create"], after: { name: "a" } }),
        resource("aws_iam_role.b", {
          actions: ["update"],
          before: { name: "b", path: "/", tags: null },
          after: { name: "b", path: "/x/", tags: null, description: "new" },
        }),
        resource("aws_s3_bucket.c", { actions: ["no-op"], importing: { id: "c" } }),
        resource("aws_dynamodb_table.d", {
          actions: ["update"],
          importing: { id: "d" },
          before: {},
          after: { x: 1 },
        }),
        resource("aws_kms_key.e", { actions: ["delete", "create"] }),
        resource("aws_kms_key.f", { actions: ["delete"] }),
        resource("aws_kms_key.g", { actions: ["forget"] }),
        resource("aws_kms_key.h", { actions: ["no-op"] }),
      ],
    });
    expect(words).toEqual([
      "  + aws_sqs_queue.a",
      "  ~ aws_iam_role.b: path, description",
      "  → aws_s3_bucket.c (taken over)",
      "  ~ aws_dynamodb_table.d (taken over): x",
      "  ± aws_kms_key.e",
      "  - aws_kms_key.f",
      "  · aws_kms_key.g",
      "1 to create, 2 to change, 1 to replace, 1 to destroy, 1 to take over, 1 to let go.",
    ]);
  });

  it("says when only outputs change, and nothing when nothing does", () => {
    expect(planWords({ output_changes: { a: { actions: ["create"] } } })).toEqual(["Only outputs change."]);
    expect(planWords({ output_changes: { a: { actions: ["no-op"] } } })).toEqual([]);
  });
});
