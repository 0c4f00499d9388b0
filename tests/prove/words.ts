import type { ClaimResult, OpenClaim } from "./claim.js";
import { proofNames } from "./names.js";
import type { Proof } from "./proof.js";

/** What is about to be made, what it costs and what it needs: read before anything is asked of AWS but whose account it is. */
export function announcement({ settings, central, target, source, key }: Proof): string[] {
  const { namePrefix, region } = settings;
  const names = proofNames(namePrefix);
  return [
    `This proves on account ${central.account}, in ${region}, what stagewright expects of AWS. All that it makes begins with ${namePrefix}:`,
    `  the roles ${names.operator}, ${names.editor} and ${names.administrator}, with the policies that are shipped`,
    `  a CodeBuild project ${names.build} and one build of it, size ${settings.controller.computeType}`,
    "  a control plane: tables, functions, a schedule, a project, a topic, alarms, a bucket of about 250 MB of tools",
    `  in account ${target.account} the roles ${names.formation}, ${names.deployer}, ${names.tests} and ${names.site}`,
    `  ${source ? "two pipelines" : "a pipeline"} with a key each, made, changed and destroyed; a queue that hears of failures`,
    `  a repository ${key.repository}, of which executions make a stack in account ${target.account}: a table, and a function as ${names.application}`,
    `  a small pipeline ${names.pipeline}, with a role, for a project without a source`,
    "It costs less than one US dollar: about 30 minutes of builds, and a key that AWS charges until it is deleted, 7 days later.",
    "It takes an hour. It needs credentials that may do all of this, such as those of an administrator; not those of the",
    "account's root, which may take no role. Ctrl-C stops it, and removes what was made. Nothing else in the account is touched.",
  ];
}

const signs: Readonly<Record<ClaimResult["verdict"], string>> = {
  held: "held",
  fell: "FELL",
  "not-tried": "not tried",
  "not-shown": "not shown here",
};

export function resultInWords({ id, says, verdict, words }: ClaimResult): string {
  const tail = words.split("\n").map((line, index) => (index === 0 ? line : `    ${line}`));
  return `${signs[verdict].padEnd(14)} ${id}: ${says}${words ? `\n    ${tail.join("\n")}` : ""}`;
}

export function notShown({ id, says, because }: OpenClaim): ClaimResult {
  return { id, says, verdict: "not-shown", words: because };
}
