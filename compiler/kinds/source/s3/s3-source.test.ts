import { expect, it } from "vitest";
import { modelOf } from "../../../../testing/items/compile.js";
import { environment, itemWith, test } from "../../../../testing/items/items.js";
import { settingsOf } from "../../../../tests/policies/subject.js";
import { sourceGrants } from "../../index.js";

const settings = settingsOf({ limits: { bucketAccounts: ["444444444444"] } });
const context = { partition: "aws", region: "us-east-1", account: "111111111111" };
const theirs = { Type: "S3", Bucket: "their-releases", Key: "tests.zip", BucketOwner: "444444444444" };

it("a source of another account is read there and nowhere else, our own in the central account", () => {
  const written = itemWith(
    { Prod: environment({ Tests: { Smoke: test({ Source: theirs }) } }) },
    { Source: { Type: "S3", Bucket: "acme-releases", Key: "app.zip" } },
  );
  const reads = sourceGrants(modelOf(written, settings).sources, context).filter(
    ({ Action, Resource = [] }) => Action.includes("s3:GetObject") && Resource.length > 0,
  );
  const owner = (account: string) => ({ StringEqualsIfExists: { "aws:ResourceAccount": account } });
  expect(reads.map(({ Sid, Resource, Condition }) => [Sid, Resource, Condition])).toEqual([
    ["ReadSourceObjects", ["arn:aws:s3:::acme-releases/app.zip"], owner("111111111111")],
    ["ReadSourceObjects2", ["arn:aws:s3:::their-releases/tests.zip"], owner("444444444444")],
  ]);
});
