import { manageRoles, protectRoles, useServices } from "./deployer-grants.js";
import { formationGrants, readPackages } from "./formation-grants.js";
import { hcl } from "./hcl.js";
import type { TargetAccountContext } from "./statement.js";
import { testGrants } from "./test-grants.js";
import { denyOtherOrganisations, trustCallers, trustCloudFormation } from "./trust.js";

/** What the module knows of where it stands. */
const site: TargetAccountContext = {
  partition: "${data.aws_partition.current.partition}",
  account: "${data.aws_caller_identity.current.account_id}",
  region: "${var.region}",
  centralAccount: "${var.central_account}",
  namePrefix: "${var.name_prefix}",
};

const heading = [
  "# Written by `npx tsx child-account/write-module-policies.ts` from child-account/: the statements that CloudFormation's",
  "# template is made of too. What is chosen of them, and for which role, stands in main.tf.",
].join("\n");

/** `modules/child-account/policies.tf`: every statement of the model as a local value of Terraform. */
export function modulePolicies(): string {
  const locals = Object.entries(statements()).map(([name, text]) => `  ${name} = ${text}\n`);
  return `${heading}\n\nlocals {\n${locals.join("\n")}}\n`;
}

function statements(): Record<string, string> {
  const repositories = "${formation.repositories}";
  return {
    pipelines_trust: ofEachFormation(trustCallers(site, ["pipeline"], repositories)),
    pipelines_and_tests_trust: ofEachFormation(trustCallers(site, ["pipeline", "tests"], repositories)),
    tests_trust: list(trustCallers(site, ["tests"], "${var.repositories}")),
    cloudformation_trust: list(trustCloudFormation(site)),
    organisation_trust: ifGiven("organisation_id", denyOtherOrganisations(site, "${given}")),
    formation_grants: ofEachFormation(
      ...formationGrants(site, "${formation.ending}", "${var.deployer_role}"),
    ),
    package_grants: list(...readPackages(site)),
    service_grants: list(...useServices("${local.service_actions}")),
    role_grants: ifGiven("permissions_boundary", ...manageRoles(site, "${given}")),
    protection: list(...protectRoles(site, "${local.role_arns}")),
    test_grants: list(...testGrants(site)),
  };
}

function list(...statements: readonly object[]): string {
  return hcl(statements, "  ");
}

/** The statements of every formation role, by its name. */
function ofEachFormation(...statements: readonly object[]): string {
  return `{ for name, formation in local.formations : name => ${list(...statements)} }`;
}

/** None while the variable is null. */
function ifGiven(variable: string, ...statements: readonly object[]): string {
  return `flatten([for given in var.${variable}[*] : ${list(...statements)}])`;
}
