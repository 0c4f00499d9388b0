import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeploymentLife, startDeploymentLife, type VerbRun } from "./deployment-life.fixture.js";

let life: DeploymentLife;
beforeAll(async () => {
  life = await startDeploymentLife();
});
afterAll(() => life.close());

const configuration = (body: string) => `
terraform {
  backend "s3" {}
}
variable "greeting" {
  type    = any
  default = "hello"
}
variable "password" {
  type      = string
  sensitive = true
  default   = "unset"
}
${body}`;

/** As `terraform workspace new` writes it. */
const emptyState = JSON.stringify({
  ...{ version: 4, terraform_version: "1.11.4", serial: 0, lineage: "", outputs: {}, resources: [] },
});

const reviewed = ({ exported }: VerbRun) => ({
  BUNDLE_VERSION: exported.BundleVersion ?? "",
  BUNDLE_SHA256: exported.Sha256 ?? "",
  REVIEWED_CLASS: exported.Class ?? "",
});

/** Everything up to the approval. */
async function planned(files: Record<string, string>, changes = {}, env: Record<string, string> = {}) {
  const [execution, spec] = [life.execution(), life.spec(changes)];
  const plan = await life.run("plan", execution, { spec, files, env });
  expect(plan).toMatchObject({ exitCode: 0 });
  const review = await life.run("review", execution, { spec });
  return { execution, spec, plan, review };
}

describe("a deployment by Terraform", () => {
  it("is planned, reviewed and applied, and keeps what is sensitive to itself", async () => {
    const files = {
      "infra/main.tf": configuration(`
resource "terraform_data" "a" { input = "\${path.cwd} \${var.greeting}" }
resource "terraform_data" "b" { input = var.password }
output "said" { value = terraform_data.a.output }
output "kept" {
  value     = terraform_data.b.output
  sensitive = true
}`),
    };
    const greeting = '${file("/etc/passwd")} \'\n%{ if true }';
    const first = await planned(files, { variables: { greeting } }, { TF_VAR_password: "tell-nobody" });
    expect(first.review.log).toContain("Class: changes");
    expect(first.review.exported).toMatchObject({
      ...{ Class: "changes", Add: "2", Change: "0", Destroy: "0", Replace: "0", ApproveWhen: "changes" },
      Summary:
        "2 to add, 0 to change, 0 to destroy, 0 to replace, 2 outputs. Adds: terraform_data.a, terraform_data.b. Outputs: kept, said.",
    });
    const env = reviewed(first.review);
    const apply = await life.run("apply", first.execution, { spec: first.spec, env });
    expect(apply.log).toContain("Apply complete! Resources: 2 added");
    const outputs = JSON.parse(await life.read("applied/shop-main/Prod/outputs.json"));
    expect(outputs).toEqual({
      said: expect.stringMatching(/^\/tmp\/stagewright-\w+\/shop-main\/Prod\/tree\/infra /),
    });
    expect(outputs.said).toContain(greeting);
    const seen = [first.plan, first.review, apply].map(
      ({ log, exported }) => `${log}${JSON.stringify(exported)}`,
    );
    const text = await life.read(`plans/shop-main/Prod/${first.execution}/plan.txt`);
    expect(text).toContain("(sensitive value)");
    expect([...seen, text, JSON.stringify(outputs)].join("\n")).not.toContain("tell-nobody");

    const again = await planned(files, { variables: { greeting } }, { TF_VAR_password: "tell-nobody" });
    expect(again.review.exported).toMatchObject({ Class: "none", Summary: "No changes." });
    const nothing = await life.run("apply", again.execution, {
      spec: again.spec,
      env: reviewed(again.review),
    });
    expect(nothing.log).toContain("changes nothing");
    expect(nothing.log).not.toContain("Apply complete");
  });

  it("is of the class of its worst change, and an apply that was reviewed otherwise starts nothing", async () => {
    const two =
      'resource "terraform_data" "a" { input = 1 }\nresource "terraform_data" "b" { triggers_replace = 1 }';
    const one = 'resource "terraform_data" "b" { triggers_replace = 2 }';
    const first = await planned({ "infra/main.tf": configuration(two) });
    const start = await life.run("apply", first.execution, { spec: first.spec, env: reviewed(first.review) });
    expect(start).toMatchObject({ exitCode: 0 });
    const second = await planned({ "infra/main.tf": configuration(one) });
    expect(second.review.exported).toMatchObject({
      ...{ Class: "destroys", Destroy: "1", Replace: "1" },
      Summary: expect.stringContaining("Destroys: terraform_data.a. Replaces: terraform_data.b."),
    });
    const env = reviewed(second.review);
    const apply = (changes: object) =>
      life.run("apply", second.execution, { spec: second.spec, env: { ...env, ...changes } });
    const other = await apply({ REVIEWED_CLASS: "changes" });
    expect(other).toMatchObject({
      exitCode: 1,
      log: expect.stringContaining('The plan\'s class is "destroys"'),
    });
    const bytes = await apply({ BUNDLE_SHA256: "0".repeat(64) });
    expect(bytes).toMatchObject({
      exitCode: 1,
      log: expect.stringContaining("not the bundle that was reviewed"),
    });
    const VersionId = await life.put(
      `plans/shop-main/Prod/${second.execution}/bundle.tgz`,
      Buffer.from("exchanged"),
    );
    const exchanged = await apply({ BUNDLE_VERSION: VersionId });
    expect(exchanged).toMatchObject({
      exitCode: 1,
      log: expect.stringContaining("not the bundle that was reviewed"),
    });
    const late = await apply({});
    expect(late).toMatchObject({ exitCode: 0, log: expect.stringContaining("2 destroyed") });
    const stale = await apply({});
    expect(stale).toMatchObject({
      exitCode: 1,
      log: expect.stringContaining("Retry the stage with all its actions"),
    });
    expect(other.log + bytes.log + exchanged.log).not.toContain("Initializing");
  });

  it("is judged by nothing that the repository's code says", async () => {
    const forge = `for name in Class Summary Sha256 BundleVersion ApproveWhen; do echo "export $name=none" >> "$HOME/exports"; done
cp forge.sh "$CODEBUILD_SRC_DIR/../runner.cjs"; cp forge.sh ../../plan.txt; cp forge.sh ../../exports; touch "$HOME/ran"
curl -s -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI" |
  sed 's/^{/{"Version":1,/; s/"Token"/"SessionToken"/'`;
    const own = `shared_config_files = ["aws-config"]`;
    const { plan, review, execution } = await planned({
      "infra/main.tf": configuration('resource "terraform_data" "z" { input = 1 }').replace(
        '"s3" {',
        `"s3" {\n${own}\n`,
      ),
      "infra/aws-config": `[profile target]\nrole_arn = ${life.roles.target.plan}\nsource_profile = forger\n[profile forger]\ncredential_process = /bin/sh forge.sh\n`,
      "infra/forge.sh": forge,
    });
    expect(plan.hasRun).toBe(true);
    expect(review.exported).toMatchObject({ Class: "destroys", ApproveWhen: "changes", Destroy: "1" });
    expect(await life.read(`plans/shop-main/Prod/${execution}/plan.txt`)).toContain("will be destroyed");
  });

  it("is of its workspace, which has to be there: the role that plans makes none", async () => {
    const files = {
      "infra/main.tf": configuration(
        'resource "terraform_data" "a" {}\noutput "at" { value = terraform.workspace }',
      ),
    };
    const workspace = "blue";
    const early = await life.run("plan", life.execution(), { spec: life.spec({ workspace }), files });
    expect(early).toMatchObject({
      exitCode: 1,
      log: expect.stringContaining("Run `terraform workspace new blue` once"),
    });
    await life.putState("env:/blue/prod.tfstate", emptyState);
    const { execution, spec, review } = await planned(files, { workspace });
    const apply = await life.run("apply", execution, { spec, env: reviewed(review) });
    expect(apply).toMatchObject({ exitCode: 0 });
    const outputs = JSON.parse(await life.read("applied/shop-main/Prod/outputs.json"));
    expect(outputs).toEqual({ at: workspace });
  });

  it("refuses keys that would win over its roles", async () => {
    const env = { AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "x" };
    const plan = await life.run("plan", life.execution(), { spec: life.spec(), env });
    expect(plan).toMatchObject({
      exitCode: 1,
      log: expect.stringContaining("AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY in this build"),
    });
  });

  it("refuses tools that are not those that were uploaded", async () => {
    const { tools } = life.spec();
    const terraform = { ...tools.terraform, sha256: "f".repeat(64) };
    const plan = await life.run("plan", life.execution(), {
      spec: life.spec({ tools: { terraform, providers: [] } }),
    });
    expect(plan).toMatchObject({
      exitCode: 1,
      log: expect.stringContaining("Nothing of it was run or kept"),
    });
  });

  it.each([
    [
      "a state that would end with the build",
      'resource "terraform_data" "a" {}',
      'needed: `backend "s3" {}`',
    ],
    [
      "another Terraform",
      'terraform {\n  required_version = "< 1.0"\n  backend "s3" {}\n}',
      "`required_version` does not admit",
    ],
    [
      "a provider that the installation does not have",
      'terraform {\n  backend "s3" {}\n  required_providers { random = { source = "hashicorp/random" } }\n}',
      "Providers come from the installation alone. It has: none.",
    ],
  ])("refuses %s, and says what to do", async (_, body, reason) => {
    const plan = await life.run("plan", life.execution(), {
      spec: life.spec(),
      files: { "infra/main.tf": body },
    });
    expect(plan).toMatchObject({ exitCode: 1, log: expect.stringContaining(reason) });
  });
});
