import { type TerraformError, terraformErrors } from "../../toolchain/index.js";
import type { TerraformSpec } from "./terraform-spec.js";

export type AdviceFacts = Pick<TerraformSpec, "pipeline" | "environment" | "tools" | "workspace"> & {
  readonly verb: "plan" | "review" | "apply";
};

/** What to do about what Terraform said, a sentence or two for each cause that is known. */
export function terraformAdvice(output: string, facts: AdviceFacts): string[] {
  const found = terraformErrors(output);
  const advice = found.flatMap((error) => {
    const text = `${error.summary}\n${error.detail}`;
    const cause = causes.find(({ pattern }) => pattern.test(text));
    return cause ? [cause.advise(error, facts)] : [];
  });
  return [...new Set(advice)];
}

interface Cause {
  readonly pattern: RegExp;
  readonly advise: (error: TerraformError, facts: AdviceFacts) => string;
}

const causes: readonly Cause[] = [
  { pattern: /Saved plan is stale/, advise: adviseOnStalePlan },
  { pattern: /Error acquiring the state lock/, advise: adviseOnLock },
  {
    pattern: /Provider dependency changes detected|Inconsistent dependency lock file/,
    advise: () =>
      "The repository's .terraform.lock.hcl does not name each provider that the configuration needs. " +
      "Run `terraform providers lock -platform=linux_amd64` in the deployment's directory, and commit the file.",
  },
  {
    pattern:
      /doesn't match any of the checksums|does not match any of the checksums|checksum list has unexpected/,
    advise: () =>
      "The repository's .terraform.lock.hcl bears no checksum of the installation's provider: it was made on another platform, or for another build of it. " +
      "Run `terraform providers lock -platform=linux_amd64` in the deployment's directory, and commit the file.",
  },
  { pattern: /Unsupported Terraform Core version/, advise: adviseOnVersion },
  {
    pattern:
      /Failed to query available provider packages|Failed to install provider|no available releases match|was not found in any of the search locations/,
    advise: adviseOnProvider,
  },
  {
    pattern: /is not authorized to perform: [\w-]+:\w+/,
    advise: adviseOnDenial,
  },
  {
    pattern: /Invalid backend configuration argument|backend type .* does not support/,
    advise: () =>
      'Only a repository with `backend "s3"` can be deployed: its credentials are a profile that renews itself. Of other backends the state would be reached by keys.',
  },
];

function adviseOnStalePlan(): string {
  return (
    "Somebody or something has changed the state since this plan was made, so it was not applied, and nothing was changed. " +
    "Retry the stage with all its actions (`stagewright retry REPO BRANCH --all`): that plans anew, and asks again."
  );
}

function adviseOnLock({ detail }: TerraformError): string {
  const told = (name: string) =>
    new RegExp(`\\b${name}:\\s+(\\S.*?)(?=\\s+\\w+:\\s|$)`, "m").exec(detail)?.[1];
  const [id, who, created] = [told("ID"), told("Who"), told("Created")];
  const by = who === undefined ? "somebody" : `${who}${created === undefined ? "" : ` since ${created}`}`;
  return (
    `The state is locked by ${by}${id === undefined ? "" : ` (lock ${id})`}. Wait until that run has ended, and retry the action. ` +
    "Where it was a build that is dead, `holder.json` beside its bundle names it; release the lock with `terraform force-unlock` when you have seen that it has ended."
  );
}

function adviseOnVersion(_: TerraformError, { tools }: AdviceFacts): string {
  return `The installation deploys with Terraform ${tools.terraform.version}, which the repository's \`required_version\` does not admit. Change one of them.`;
}

function adviseOnProvider(_: TerraformError, { tools }: AdviceFacts): string {
  const has = tools.providers.map(({ source, version }) => `${source} ${version}`).join(", ") || "none";
  return (
    `Providers come from the installation alone. It has: ${has}. ` +
    "Have `terraform.providers` in its settings name what is missing, and run `stagewright bootstrap`; or change what the repository requires."
  );
}

function adviseOnDenial({ summary, detail }: TerraformError, { verb, workspace }: AdviceFacts): string {
  const isMakingState = /error loading state/.test(summary) && /s3:PutObject/.test(`${summary}\n${detail}`);
  if (verb === "plan" && workspace !== undefined && isMakingState) return adviseOnWorkspace(workspace);
  const action = /is not authorized to perform: ([\w-]+:\w+)/.exec(`${summary}\n${detail}`)?.[1] ?? "";
  return verb === "plan"
    ? `The role that plans in the target account may not do ${action}: it looks at resources, and not at what is in them. Where a plan must read that, have \`childAccount.planReads\` in the installation's settings list it, and run \`stagewright accounts\`.`
    : `The role that deploys in the target account, or its boundary, does not allow ${action}. Have \`childAccount\` in the installation's settings allow it, and run \`stagewright accounts\`.`;
}

/** Terraform writes the state of a workspace that is not there yet, also for a plan (its backend "s3", `StateMgr`). */
function adviseOnWorkspace(workspace: string): string {
  return (
    `The workspace ${workspace} is not in the backend yet, and the role that plans writes no state. ` +
    `Run \`terraform workspace new ${workspace}\` once, with credentials of the account.`
  );
}
