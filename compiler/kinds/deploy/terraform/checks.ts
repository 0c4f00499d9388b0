import { type Problem, pointer, show } from "../../../diagnostics/index.js";
import type { Settings } from "../../../settings/index.js";
import { approvalOf } from "../../approval/approval.js";
import { checkVariables } from "../../job/index.js";
import {
  type ApproveWhen,
  lentBy,
  lentVariable,
  type RawTerraform,
  type RawTerraformEnvironment,
  requiredOf,
} from "./deployment.js";
import { deploysTerraform, terraformTools } from "./settings.js";

/** The bounds of the installation on what Terraform deploys, and on when people are asked. */
export function checkTerraform(
  environment: RawTerraformEnvironment,
  path: string,
  settings: Settings,
): Problem[] {
  const { Terraform: raw } = environment;
  if (raw === undefined) return [];
  const own = `${path}/Terraform`;
  return [
    ...checkAllowed(environment, own, settings),
    ...checkBackend(raw.BackendConfig, `${own}/BackendConfig`),
    ...Object.entries(raw.Variables ?? {}).flatMap(([name, value]) =>
      checkVariable(name, value, `${own}/Variables${pointer(name)}`, settings),
    ),
    ...checkLength(raw, own, settings),
    ...checkApproveWhen(environment, `${own}/ApproveWhen`, settings),
    ...checkMessage(environment, `${path}/ManualApproval/Message`),
  ];
}

function checkAllowed(
  { AwsAccountId: account }: RawTerraformEnvironment,
  path: string,
  settings: Settings,
): Problem[] {
  if (settings.terraform === undefined)
    return [
      {
        path,
        code: "item.limit-terraform",
        message: "Nothing is deployed with Terraform in this installation.",
        hint: "Ask for the setting terraform, or deploy a stack of CloudFormation.",
      },
    ];
  if (account === undefined || deploysTerraform(account, settings)) return [];
  return [
    {
      path,
      code: "item.limit-terraform-account",
      value: account,
      message: `Nothing is deployed to account ${account} with Terraform in this installation.`,
      hint: `Allowed: ${settings.terraform.accounts?.join(", ")} (setting terraform.accounts).`,
    },
  ];
}

/** Each build brings its own credentials, and says itself which of them the backend takes. */
const credentials = new Set([
  ...["access_key", "secret_key", "token", "profile", "shared_config_files", "shared_credentials_file"],
  ...["shared_credentials_files", "assume_role", "assume_role_with_web_identity", "role_arn", "external_id"],
]);

function checkBackend(written: RawTerraform["BackendConfig"] = {}, path: string): Problem[] {
  if (Array.isArray(written)) return [];
  return Object.keys(written)
    .filter((name) => credentials.has(name))
    .map((name) => ({
      path: path + pointer(name),
      code: "item.backend-credentials",
      value: name,
      message: `${name} says with which credentials the state is reached, which each build says itself.`,
      hint: "Take it out. The state is reached with the roles of the target account.",
    }));
}

/** A parameter or a secret is lent as to any build; its name stands at a key of its own here. */
function checkVariable(name: string, value: unknown, path: string, { limits }: Settings): Problem[] {
  const lent = lentBy(value);
  const [variable] = lentVariable(name, value);
  if (lent === undefined || variable === undefined) return hasLongNumber(value) ? [longNumber(path)] : [];
  const { type: Type, value: Value } = variable;
  return checkVariables({ [variable.name]: { Type, Value } }, "", [], limits).map((problem) => ({
    ...problem,
    path: `${path}/${lent.lender}`,
  }));
}

/** JSON writes it with an exponent: what makes the stack would take some of those for signs of its own. */
function hasLongNumber(value: unknown): boolean {
  if (typeof value === "number") return Math.abs(value) >= 1e21;
  return typeof value === "object" && value !== null && Object.values(value).some(hasLongNumber);
}

function longNumber(path: string): Problem {
  return {
    path,
    code: "item.terraform-number",
    message: "A number of more than 21 digits is not passed on exactly.",
    hint: "Write it as a text: Terraform makes a number of it where the variable asks for one.",
  };
}

/** Of this alone. */
const longest = 4000;

/**
 * CodeBuild may fail beyond these characters of all variables of a build, their names among them (CodeBuild user guide,
 * "Troubleshooting", "CodeBuild is experiencing an issue").
 */
const longestOfBuild = 5500;

/** Where things lie, the role that is taken, and what the pipeline tells of the plan. */
const longestOfPlaces = 1000;

function checkLength(raw: RawTerraform, path: string, { terraform }: Settings): Problem[] {
  const { length } = JSON.stringify(raw);
  const tools = terraform ? JSON.stringify(terraformTools(terraform)).length : 0;
  const room = Math.max(0, Math.min(longest, longestOfBuild - longestOfPlaces - tools));
  if (length <= room) return [];
  return [
    {
      path,
      code: "item.terraform-too-long",
      message: `What the environment says of Terraform is ${length} characters of JSON; ${room} are allowed beside the installation's tools.`,
      hint: "Move values into files of the repository, and name them in VariableFiles, or ask for fewer terraform.providers.",
    },
  ];
}

/** Of the 1,000 characters that CodePipeline takes as they are written (quotas), what the name of the plan's summary leaves; `approval/index.ts` puts it first. */
const longestMessage = 900;

function checkMessage({ ManualApproval }: RawTerraformEnvironment, path: string): Problem[] {
  const { length } = approvalOf(ManualApproval)?.message ?? "";
  if (length <= longestMessage) return [];
  return [
    {
      path,
      code: "item.message-too-long",
      message: `The message is ${length} characters; beside the summary of the plan there is room for ${longestMessage}.`,
      hint: "Write a shorter one.",
    },
  ];
}

const ranks: readonly ApproveWhen[] = ["destroys", "changes", "always"];

function checkApproveWhen(environment: RawTerraformEnvironment, path: string, settings: Settings): Problem[] {
  const when = environment.Terraform?.ApproveWhen;
  if (when === undefined) return [];
  if (approvalOf(environment.ManualApproval) === undefined) return [nobodyAsked(when, path)];
  const required = requiredOf(environment, settings);
  if (required === undefined || ranks.indexOf(when) >= ranks.indexOf(required)) return [];
  return [
    {
      path,
      code: "item.limit-approve-when",
      value: when,
      message: `Account ${environment.AwsAccountId} asks for an approval ${inWords[required]}; ${show(when)} is less.`,
      hint: `Allowed: ${ranks.slice(ranks.indexOf(required)).join(", ")} (setting limits.approvals).`,
    },
  ];
}

const inWords: Readonly<Record<ApproveWhen, string>> = {
  always: "before every deployment",
  changes: "before every change",
  destroys: "before anything is destroyed",
};

function nobodyAsked(when: ApproveWhen, path: string): Problem {
  return {
    path,
    code: "item.approve-when",
    value: when,
    message: "ApproveWhen says when approvers are asked, and this environment names none.",
    hint: 'Add a line such as "ManualApproval": "lead@example.com", or take ApproveWhen out.',
  };
}
