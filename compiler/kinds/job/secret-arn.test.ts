import { describe, expect, it } from "vitest";
import { diagnosticsOf, problemsOf } from "../../../testing/expect/problems.js";
import { item } from "../../../testing/items/items.js";
import { checkSettings } from "../../settings/index.js";

const { settings } = checkSettings({ limits: { secrets: ["*"] } });
const secret = (Value: string) =>
  item({ EnvironmentVariables: { TOKEN: { Type: "SECRETS_MANAGER", Value } } });
const arn = "arn:aws:secretsmanager:us-east-1:111111111111:secret:delivery/token";

describe("the ARN of a secret", () => {
  it.each([
    [arn, "delivery/token"],
    [`${arn}:password::`, "delivery/token:password::"],
    [`${arn}-12345`, "delivery/token-12345"],
  ])("is refused without its last six characters: %s", (value, name) => {
    const found = diagnosticsOf(secret(value), { ...(settings && { settings }) });
    expect(found).toMatchObject([
      { code: "item.secret-partial-arn", path: "/EnvironmentVariables/TOKEN/Value" },
    ]);
    expect(found[0]?.hint).toContain(`Write the secret's name, ${name},`);
  });

  it.each([`${arn}-a1B2c3`, `${arn}-a1B2c3:password::`, "delivery/token", "delivery/token:password"])(
    "is taken whole, as a name is: %s",
    (value) => {
      expect(problemsOf(secret(value), { ...(settings && { settings }) })).toEqual([]);
    },
  );
});
