import { repositoryHash } from "../../../names/index.js";
import type { Settings } from "../../../settings/index.js";
import { sorted } from "../../by-name.js";
import { formationRoleOf } from "../../formation-role.js";
import type { DeployAction, RoleInAccount, Target } from "../../kind.js";

/** What an environment says of its stack, as the checks see it. */
export interface RawStack {
  readonly TemplatePath?: string;
  readonly Capabilities?: readonly string[];
  readonly ParameterOverrides?: Readonly<Record<string, string>>;
}

export interface StackDeployment {
  readonly type: "CloudFormation";
  readonly templatePath: string;
  readonly capabilities: readonly string[];
  readonly parameterOverrides: Readonly<Record<string, string>>;
}

/** With the names of its stack, and the roles that CodePipeline and CloudFormation take. */
export interface BoundStack extends StackDeployment {
  readonly stackName: string;
  readonly changeSetName: string;
  readonly formation: RoleInAccount;
  readonly deployer: RoleInAccount;
}

/** As items write it; without a build it stands for the source. */
const artifact = "BuildOutput";
const defaultTemplate = "packagedtemplate.yaml";

export function validStack({ TemplatePath, Capabilities, ParameterOverrides }: RawStack): StackDeployment {
  const path = TemplatePath ?? defaultTemplate;
  return {
    type: "CloudFormation",
    templatePath: path.includes("::") ? path : `${artifact}::${path}`,
    capabilities: [...(Capabilities ?? ["CAPABILITY_NAMED_IAM"])].sort(),
    parameterOverrides: sorted(ParameterOverrides ?? {}),
  };
}

export function bindStack(deployment: StackDeployment, target: Target, settings: Settings): BoundStack {
  const { accountId, pipeline, segment } = target;
  return {
    ...deployment,
    templatePath: deployment.templatePath.replace(/^[^:]+(?=::)/, target.artifact),
    stackName: `${pipeline}-${segment}-${stackSuffix(target.repository, settings)}`,
    changeSetName: `${pipeline}-${segment}`,
    formation: { accountId, name: formationRoleOf(target.repository, settings) },
    deployer: { accountId, name: settings.childAccount.deployerRole },
  };
}

/**
 * The end of a stack's name. With isolation by repository it tells whose stack it is: a name that ends in one
 * repository's hash ends in no other's.
 */
function stackSuffix(repository: string, { childAccount }: Pick<Settings, "childAccount">) {
  return childAccount.isolation === "repository" ? `${repositoryHash(repository)}-stack` : "stack";
}

/**
 * A change set is replaced and then executed: the action takes the formation role, the stack the deployer role. The change
 * set holds its template, its parameters and its role, whatever becomes of the artifact (CloudFormation API reference,
 * ExecuteChangeSet), so an approval between the two is about what is deployed.
 */
export function stackActions(stack: BoundStack, { environment, accountId }: Target): readonly DeployAction[] {
  const { stackName, changeSetName, formation } = stack;
  const names = { StackName: stackName, ChangeSetName: changeSetName };
  return [
    {
      name: `Create${environment}ChangeSet`,
      runOrder: 1,
      provider: "CloudFormation",
      configuration: { ActionMode: "CHANGE_SET_REPLACE", ...names, ...changeSetOf(stack) },
      takesBuild: true,
      prepares: true,
      role: formation,
      summary: `account ${accountId}, stack ${stackName}`,
    },
    {
      name: `Deploy${environment}ChangeSet`,
      runOrder: 2,
      provider: "CloudFormation",
      configuration: { ActionMode: "CHANGE_SET_EXECUTE", ...names },
      takesBuild: false,
      prepares: false,
      role: formation,
      summary: `account ${accountId}`,
    },
  ];
}

function changeSetOf({ deployer, templatePath, capabilities, parameterOverrides }: BoundStack) {
  return {
    RoleArn: { service: "iam", resource: `role/${deployer.name}`, globalIn: deployer.accountId },
    TemplatePath: templatePath,
    ...(capabilities.length > 0 && { Capabilities: capabilities.join(",") }),
    ...(Object.keys(parameterOverrides).length > 0 && {
      ParameterOverrides: JSON.stringify(parameterOverrides),
    }),
  };
}
