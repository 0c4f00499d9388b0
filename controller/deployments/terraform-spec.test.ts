import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readSpec } from "./terraform-spec.js";

const tool = { version: "1.11.4", key: "toolchain/terraform.zip", sha256: "0".repeat(64) };
const spec = {
  ...{ pipeline: "shop-main", environment: "Prod", bucket: "deployments", bucketOwner: "111111111111" },
  ...{ region: "eu-west-1", account: "222222222222", directory: ".", approveWhen: "changes" },
  ...{ backend: { config: { bucket: "states" } }, variables: { any: [1] }, variableFiles: ["a/b.tfvars"] },
  tools: { terraform: tool, providers: [{ source: "hashicorp/aws", ...tool }] },
};
const reading = (changes: object) => () => readSpec(JSON.stringify({ ...spec, ...changes }));

/** As `npm run synth` writes them, and Terraform fills them in. */
const compiled = ["orders-main--fyhdnyo2bd", "network-main--z5lyx5ityv"].flatMap((name) => {
  const text = readFileSync(`generated/stacks/stagewright-${name}/cdk.tf.json`, "utf8");
  const told = text.matchAll(/"name": "STAGEWRIGHT_TERRAFORM",\s+"value": ("(?:[^"\\]|\\.)*")/g);
  return [...told].map(([, value = ""]) => filledIn(JSON.parse(value)));
});

function filledIn(text: string): string {
  return text
    .replaceAll("${data.aws_caller_identity.current.account_id}", "111111111111")
    .replaceAll("${data.aws_partition.current.partition}", "aws");
}

it("what the compiler tells a build is all that it reads, and nothing is left out", () => {
  expect(compiled).toHaveLength(6);
  for (const text of compiled) {
    const { backend, ...read } = readSpec(text);
    const { backend: written, ...told } = JSON.parse(text);
    expect(read).toEqual(told);
    expect(backend).toMatchObject(written);
  }
});

it.each<[string, object, string]>([
  ["a path that leaves the repository", { directory: "a/../../b" }, "directory is missing"],
  ["an absolute path", { variableFiles: ["/etc/passwd"] }, "variableFiles is missing"],
  ["a file of the backend elsewhere", { backend: { files: ["../x"] } }, "backend.files is missing"],
  ["a name that is a path", { environment: "a/b" }, "environment is missing"],
  ["no account", { account: undefined }, "account is missing"],
  ["a word that is not known", { approveWhen: "never" }, "approveWhen is none of always, changes, destroys"],
  [
    "a tool elsewhere",
    { tools: { terraform: { ...tool, key: "plans/x" } } },
    "tools.terraform.key is missing",
  ],
  ["a key that is not known", { backend: { profile: "other" } }, "backend.profile is unknown"],
])("%s is refused by its place, and told by no value", (_, changes, problem) => {
  expect(reading(changes)).toThrow(problem);
  expect(reading(changes)).not.toThrow("etc/passwd");
});

it("tells all that is wrong at once", () => {
  expect(reading({ region: "", bucket: 1 })).toThrow(/bucket is missing[\s\S]*region is missing/);
  expect(() => readSpec("no JSON")).toThrow("it is no object");
});
