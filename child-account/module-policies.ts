import { type ModuleStatements, moduleStatements, type TargetContext } from "../compiler/kinds/index.js";
import { hcl } from "./hcl.js";

/** What the module knows of where it stands. */
const site: TargetContext = {
  partition: "${data.aws_partition.current.partition}",
  account: "${data.aws_caller_identity.current.account_id}",
  region: "${var.region}",
  centralAccount: "${var.central_account}",
  namePrefix: "${var.name_prefix}",
  dnsSuffix: "${data.aws_partition.current.dns_suffix}",
  table: "${var.installation.table}",
  stateBucket: "${local.state_bucket}",
  lockTable: "${local.lock_table}",
};

const heading = [
  "# Written by `npx tsx child-account/write-module-policies.ts` from compiler/kinds/: the statements that CloudFormation's",
  "# template is made of too. What is chosen of them, and for which role, stands in main.tf.",
].join("\n");

/** `modules/child-account/policies.tf`: every statement of the model as a local value of Terraform. */
export function modulePolicies(): string {
  const locals = Object.entries(moduleStatements(site)).map(
    ([name, value]) => `  ${name} = ${localValue(value)}\n`,
  );
  return `${heading}\n\nlocals {\n${locals.join("\n")}}\n`;
}

function localValue({ of, statements }: ModuleStatements): string {
  const list = hcl(statements, "  ");
  if (of === undefined) return list;
  if (of === "each formation") return `{ for name, formation in local.formations : name => ${list} }`;
  return `flatten([for given in var.${of.given}[*] : ${list}])`;
}
