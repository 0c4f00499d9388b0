import { describe, expect, it } from "vitest";
import { policyReport } from "../../compiler/pipeline/index.js";
import { modelOf } from "../../testing/items/compile.js";
import { environment, itemWith } from "../../testing/items/items.js";
import { testSettings } from "../../testing/items/settings.js";
import { explainFailure } from "./failures.js";
import { withUnknownAccounts } from "./unknown-accounts.js";

const settings = testSettings();
const permitting = (...accounts: string[]) =>
  policyReport(
    modelOf(
      itemWith(
        Object.fromEntries(
          accounts.map((AwsAccountId, index) => [`e${index}`, environment({ AwsAccountId })]),
        ),
      ),
      settings,
    ),
    settings,
  );

/** In the words of the provider, which names no account. */
const refusals = [
  "Error: creating KMS Key: operation error KMS: CreateKey, https response error StatusCode: 400, RequestID: X, MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.",
  "Error: putting S3 Bucket (artifacts) Policy: operation error S3: PutBucketPolicy, https response error StatusCode: 400, RequestID: X, api error MalformedPolicy: Invalid principal in policy",
];

describe("a principal that AWS refuses", () => {
  it.each(refusals)("is told with the accounts that no applied policy holds: %s", (said) => {
    const tried = permitting("222222222222", "210987654321");
    const { class: kind, message } = withUnknownAccounts(
      explainFailure(new Error(said)),
      tried,
      permitting("222222222222"),
    );
    expect(kind).toBe("invalid-principal");
    expect(message).toMatch(/in doubt: 210987654321\.$/);
  });

  it("may be any account of a pipeline that was never applied, but not the central one", () => {
    const failure = explainFailure(new Error(refusals[0]));
    const { message } = withUnknownAccounts(failure, permitting("222222222222", "210987654321"), undefined);
    expect(message).toMatch(/in doubt: 210987654321, 222222222222\.$/);
  });

  it("may be an account that was closed, where all were taken before", () => {
    const both = permitting("222222222222");
    const { message, hint } = withUnknownAccounts(explainFailure(new Error(refusals[0])), both, both);
    expect(message).toContain("222222222222");
    expect(hint).toContain("closed");
  });

  it("is the only failure that is told so", () => {
    const failure = explainFailure(new Error("ThrottlingException: Rate exceeded"));
    expect(withUnknownAccounts(failure, permitting("222222222222"), undefined)).toEqual(failure);
  });
});
