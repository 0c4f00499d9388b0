import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider/index.js";
import { TerraformHclModule, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { partitionOf } from "../compiler/iam/index.js";
import { policyOf } from "../compiler/kinds/index.js";
import type { Settings } from "../compiler/settings/index.js";
import { addBackend } from "../compiler/stack/backend.js";
import { escapeForCdktf, unescapeFromCdktf } from "../compiler/stack/escape.js";
import { terraformBlock } from "../compiler/stack/terraform-block.js";
import { administrationOf, administrationSession } from "./administration.js";
import { childRoles, settingsForAccount } from "./child-account.js";
import { rolesVersion, rolesVersionTag } from "./roles-version.js";

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
    this.addOverride("terraform", terraformBlock(settings));
    addBackend(this, childAccountStateKey(account), settings);
    const own = escapeForCdktf(settings);
    new AwsProvider(this, "aws", {
      region: own.region,
      allowedAccountIds: [account],
      ...credentialsFor(account, own),
      defaultTags: [
        {
          tags: {
            ...own.tags,
            "stagewright:stack": this.node.id,
            [rolesVersionTag]: rolesVersion(settings, account),
          },
        },
      ],
    });
    new TerraformHclModule(this, "module", {
      source: "./modules/child-account",
      skipAssetCreationFromLocalModules: true,
      variables: variablesOf(settingsForAccount(own, account), account),
    }).overrideLogicalId("roles");
  }

  /** The settings' strings are data, as an item's are. */
  override toTerraform(): unknown {
    return unescapeFromCdktf(super.toTerraform());
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
  settings: Settings,
): Pick<AwsProviderConfig, "assumeRole" | "profile"> {
  const { profile, roles } = administrationOf(account, settings);
  if (profile !== undefined) return { profile };
  if (roles.length === 0) return {};
  return { assumeRole: roles.map((role) => ({ ...role, sessionName: administrationSession })) };
}

function variablesOf(settings: Settings, account: string): Record<string, unknown> {
  const own = settings.childAccount;
  return {
    central_account: settings.centralAccount,
    region: settings.region,
    name_prefix: settings.namePrefix,
    installation: {
      table: settings.table,
      state_bucket: settings.state.bucket,
      lock_table: settings.state.lockTable,
    },
    repositories: own.repositories,
    isolation: own.isolation,
    organisation_id: own.organisationId ?? null,
    formation_role: own.formationRole,
    deployer_role: own.deployerRole,
    test_role: own.testRole,
    deployer_services: own.deployerServices,
    passable_roles: own.passableRoles ?? null,
    capabilities: settings.limits.capabilities,
    deployer_policy: JSON.stringify(policyOf(own.deployerPolicy)),
    test_policy: own.testPolicy ? JSON.stringify(policyOf(own.testPolicy)) : null,
    permissions_boundary: own.permissionsBoundary ?? null,
    roles: furtherRoles(settings, account),
  };
}

/** The roles that the module does not make by itself, by their names. */
function furtherRoles(settings: Settings, account: string): Record<string, unknown> {
  const { region, namePrefix, centralAccount } = settings;
  if (centralAccount === undefined) throw new Error("The roles of a target account serve a central account.");
  const site = { partition: partitionOf(region), account, region, centralAccount, namePrefix };
  const roles = childRoles(site, settings).filter(({ ofModule }) => !ofModule);
  return Object.fromEntries(
    roles.map(({ kind, name, description, trust, policy, managedPolicies }) => [
      name,
      {
        kind,
        description,
        trust: JSON.stringify(trust),
        policy: JSON.stringify(policy),
        ...(managedPolicies && { managed_policies: managedPolicies }),
      },
    ]),
  );
}
