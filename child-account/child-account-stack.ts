import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider/index.js";
import { TerraformHclModule, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { partitionOf, roleArn } from "../compiler/iam/index.js";
import type { ChildAccountSettings, Settings } from "../compiler/settings/index.js";
import { addBackend } from "../compiler/stack/backend.js";
import { hide, reveal } from "../compiler/stack/escape.js";
import { requirements } from "../compiler/stack/requirements.js";
import { settingsOf } from "./child-account.js";

export interface ChildAccountStackOptions {
  /** The target account, 12 digits. */
  readonly account: string;
  /** With the central account. */
  readonly settings: Settings;
}

/** What one target account needs, as one Terraform stack: a call of `modules/child-account`, in that account. */
export class ChildAccountStack extends TerraformStack {
  constructor(scope: Construct, { account, settings }: ChildAccountStackOptions) {
    super(scope, childAccountStackName(account, settings));
    this.addOverride("terraform", requirements(settings));
    addBackend(this, childAccountStateKey(account), settings);
    const own = hide(settings);
    new AwsProvider(this, "aws", {
      region: own.region,
      allowedAccountIds: [account],
      ...credentialsFor(account, own),
      defaultTags: [{ tags: { ...own.tags, "stagewright:stack": this.node.id } }],
    });
    new TerraformHclModule(this, "module", {
      source: "./modules/child-account",
      skipAssetCreationFromLocalModules: true,
      variables: variablesOf(own, settingsOf(own, account)),
    }).overrideLogicalId("roles");
  }

  /** The settings' strings are data, as an item's are. */
  override toTerraform(): unknown {
    return reveal(super.toTerraform());
  }
}

export function childAccountStackName(account: string, { namePrefix }: Pick<Settings, "namePrefix">): string {
  return `${namePrefix}_account-${account}`;
}

export function childAccountStateKey(account: string): string {
  return `accounts/${account}/terraform.tfstate`;
}

/** State and lock are the central account's, with the caller's own credentials; the roles are made with these. */
function credentialsFor(
  account: string,
  { childAccount, centralAccount, region }: Settings,
): Pick<AwsProviderConfig, "assumeRole" | "profile"> {
  const { profile, assume, externalId = childAccount.externalId } = childAccount.accounts[account] ?? {};
  if (profile) return { profile };
  if (account === centralAccount && !assume) return {};
  const roles = assume ?? [
    roleArn(childAccount.administrationRole, { partition: partitionOf(region), account }),
  ];
  return {
    assumeRole: roles.map((roleArn, index) => ({
      roleArn,
      sessionName: "stagewright-accounts",
      ...(externalId && index === roles.length - 1 && { externalId }),
    })),
  };
}

function variablesOf(settings: Settings, own: ChildAccountSettings): Record<string, unknown> {
  const document = (statements: readonly object[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return {
    central_account: settings.centralAccount,
    region: settings.region,
    name_prefix: settings.namePrefix,
    repositories: own.repositories,
    isolation: own.isolation,
    organisation_id: own.organisationId ?? null,
    formation_role: own.formationRole,
    deployer_role: own.deployerRole,
    test_role: own.testRole,
    deployer_services: own.deployerServices,
    deployer_policy: document(own.deployerPolicy),
    test_policy: own.testPolicy ? document(own.testPolicy) : null,
    permissions_boundary: own.permissionsBoundary ?? null,
  };
}
