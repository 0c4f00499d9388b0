import { expect, it } from "vitest";
import { settingsWith } from "../../child-account/settings.fixture.js";
import { readSpec } from "../../controller/deployments/terraform-spec.js";
import { textAt } from "../../testing/expect/json.js";
import { compile } from "../../testing/items/compile.js";
import { environment, itemWith } from "../../testing/items/items.js";

const sha256 = "0".repeat(64);
const settings = settingsWith(
  {},
  {
    terraform: {
      ...{ version: "1.12.0-beta1", sha256 },
      providers: [{ source: "hashicorp/google-beta", version: "5.100.0", sha256 }],
    },
  },
);

interface Written {
  readonly Directory: string;
  readonly [key: string]: unknown;
}

const names = { account_id: "111111111111", partition: "aws", region: "us-east-1", name: "us-east-1" };

/** What the program of a step's build is told, with the names that Terraform puts in. */
function told(Terraform: Written, step: string): string {
  const stack = compile(itemWith({ Prod: environment({ Terraform }) }), settings);
  const value = textAt(stack, "module", "prod", "deployment_projects", step, "variables", 0, "value");
  return Object.entries(names).reduce(
    (text, [name, known]) => text.replace(new RegExp(`\\$\\{data\\.\\w+\\.\\w+\\.${name}\\}`, "g"), known),
    value,
  );
}

it.each<[string, Written]>([
  ["no more than a folder", { Directory: "." }],
  ["a folder in a folder, with a space", { Directory: "infra/my app" }],
  ["every character of a workspace's name", { Directory: "infra", Workspace: "A~b_c.d-9" }],
  ["the longest name of a workspace", { Directory: "infra", Workspace: "w".repeat(90) }],
  [
    "files of the backend and of variables",
    { Directory: "i", BackendConfig: ["a.hcl"], VariableFiles: ["b.tfvars"] },
  ],
  [
    "values of every type",
    { Directory: "i", BackendConfig: { a: 1, b: true }, Variables: { n: 1, l: [{ x: "" }] } },
  ],
])("what an environment may say is what its builds take: %s", (_, Terraform) => {
  for (const step of ["plan", "review", "apply"]) {
    const { directory, workspace } = readSpec(told(Terraform, step));
    expect([directory, workspace]).toEqual([Terraform.Directory, Terraform.Workspace]);
  }
});
