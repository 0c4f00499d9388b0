import type { Settings } from "../../../compiler/index.js";
import { siteOf } from "../control-plane/index.js";

export interface CompleteSettings {
  readonly account: string;
  readonly settings: Settings;
}

/**
 * With the central account and the boundary, so that who reads them later needs to guess neither. Throws where the
 * credentials belong to another account.
 */
export function completeSettings(written: Settings, account: string): CompleteSettings {
  if (written.centralAccount && written.centralAccount !== account)
    throw elsewhere(written.centralAccount, account);
  const settings = { ...written, centralAccount: account, ...bucketsOf(written, account) };
  const { boundary } = siteOf({ account, settings });
  return { account, settings: { ...settings, permissionsBoundary: boundary } };
}

/** Without an account in the settings the bucket's default name lacks it, and somebody in the world has that bucket. */
function bucketsOf(written: Settings, account: string): Pick<Settings, "state" | "terraform"> {
  const { centralAccount, namePrefix, state, terraform } = written;
  const named = (bucket: string, what: string) => {
    const isDefault = centralAccount === undefined && bucket === `${namePrefix}-${what}`;
    return isDefault ? `${bucket}-${account}` : bucket;
  };
  return {
    state: { ...state, bucket: named(state.bucket, "state") },
    ...(terraform && { terraform: { ...terraform, bucket: named(terraform.bucket, "deployments") } }),
  };
}

function elsewhere(central: string, account: string): Error {
  return new Error(
    `The settings name ${central} as the central account, but these credentials belong to ${account}. Nothing was done.\n` +
      "Use credentials of the central account (aws sts get-caller-identity shows whose they are), or correct centralAccount in stagewright.yaml.",
  );
}
