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
  const settings = { ...written, centralAccount: account, state: stateOf(written, account) };
  const { boundary } = siteOf({ account, settings });
  return { account, settings: { ...settings, permissionsBoundary: boundary } };
}

/** Without an account in the settings the bucket's default name lacks it, and somebody in the world has that bucket. */
function stateOf({ centralAccount, namePrefix, state }: Settings, account: string): Settings["state"] {
  const isDefault = centralAccount === undefined && state.bucket === `${namePrefix}-state`;
  return isDefault ? { ...state, bucket: `${state.bucket}-${account}` } : state;
}

function elsewhere(central: string, account: string): Error {
  return new Error(
    `The settings name ${central} as the central account, but these credentials belong to ${account}. Nothing was done.\n` +
      "Use credentials of the central account (aws sts get-caller-identity shows whose they are), or correct centralAccount in stagewright.yaml.",
  );
}
