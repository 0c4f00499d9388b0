import { schemaAt } from "../../compiler/diagnostics/index.js";
import settingsSchema from "../../compiler/settings/settings.schema.json" with { type: "json" };
import { keysOf, type Section } from "./tables.js";

const environment = "/DeploymentConfigurations/*";

/** The objects of an item, in the order in which a reader meets them. */
export const itemSections: readonly Section[] = [
  { title: "The item", path: "", anchor: "item" },
  {
    title: "An environment",
    path: environment,
    anchor: "environment",
    text: "The values in `DeploymentConfigurations`.",
  },
  {
    title: "A deployment",
    path: `${environment}/Deployment`,
    anchor: "deployment",
    text: "`Deployment`, for what is deployed otherwise than by a stack of CloudFormation.",
  },
  {
    title: "What Terraform deploys",
    path: `${environment}/Terraform`,
    anchor: "terraform",
    text: "`Terraform`, for what is deployed with it ([how](terraform.md)).",
  },
  {
    title: "An approval",
    path: `${environment}/ManualApproval`,
    anchor: "approval",
    text: "`ManualApproval`, if it is an object.",
  },
  { title: "A test", path: `${environment}/Tests/*`, anchor: "test", text: "The values in `Tests`." },
  { title: "A source", path: "/Source", anchor: "source", text: "`Source` of the item or of a test." },
  {
    title: "A variable",
    path: "/EnvironmentVariables/*",
    anchor: "variable",
    text: "The values in `EnvironmentVariables`, if they are objects.",
  },
  { title: "A network", path: "/Vpc", anchor: "vpc", text: "`Vpc` of the item or of a test." },
];

const anAccount: Section = {
  title: "An account of `childAccount`",
  path: "/childAccount/accounts/*",
  anchor: "settings-account",
};

const anApproval: Section = {
  title: "What an account's approvals must be",
  path: "/limits/approvals/*",
  anchor: "settings-approval",
};

/** The settings of kinds of deployment, which their schema lists. */
const deployTypes = keysOf(schemaAt(settingsSchema, "/deploy") ?? {});
const deploySections: Section[] = ["deploy", ...deployTypes.map((type) => `deploy/${type}`)]
  .filter(() => deployTypes.length > 0)
  .map((path) => ({
    title: `\`${path.replace("/", ".")}\``,
    path: `/${path}`,
    anchor: `settings-${path.replace("/", "-").toLowerCase()}`,
  }));

/** The objects of `stagewright.yaml`. */
export const settingsSections: readonly Section[] = [
  { title: "The installation", path: "", anchor: "settings" },
  ...["state", "provider", "childAccount", "artifacts", "controller", "defaults", "limits"].flatMap(
    (name) => [
      { title: `\`${name}\``, path: `/${name}`, anchor: `settings-${name}` },
      ...(name === "childAccount" ? [anAccount] : []),
      ...(name === "limits" ? [anApproval] : []),
    ],
  ),
  ...deploySections,
  { title: "`terraform`", path: "/terraform", anchor: "settings-terraform" },
  {
    title: "A provider of `terraform`",
    path: "/terraform/providers/0",
    anchor: "settings-terraform-provider",
  },
];
