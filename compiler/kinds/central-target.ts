import type { Settings } from "../settings/index.js";

/**
 * What templates could and could not reach where the central account is a target too; undefined where it is none of these
 * accounts, or is not known. `protectInstallation` of CloudFormation's kind says what is denied.
 */
export function centralTargetWarning(
  accounts: readonly string[],
  { centralAccount, childAccount }: Settings,
): string | undefined {
  if (centralAccount === undefined || !accounts.includes(centralAccount)) return undefined;
  const services = childAccount.deployerServices.join(", ");
  return (
    `Account ${centralAccount} is both the central account and a target: templates that are deployed there can read the packages of every pipeline, and ` +
    `reach all else of ${services} in it; they cannot reach the states, tables, functions and settings of the installation, nor change pipelines, their roles or their artifacts. ` +
    "Better keep it free of applications, and leave it out of limits.accounts."
  );
}
