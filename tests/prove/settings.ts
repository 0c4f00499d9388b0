import { globalArn } from "../../compiler/iam/index.js";
import { checkSettings, type Settings } from "../../compiler/settings/index.js";
import { proofNames } from "./names.js";
import type { ProveOptions } from "./options.js";
import type { Place } from "./place.js";

/** What `stagewright.yaml` says: an installation of its own, as small as it may be, whose schedule comes each minute. */
export function proofSettings(
  { prefix, region, targetProfile: profile }: Pick<ProveOptions, "prefix" | "region" | "targetProfile">,
  central: Place,
  target: Place,
): object {
  const names = proofNames(prefix);
  const assume = [globalArn("iam", `role/${names.administrator}`, central)];
  return {
    centralAccount: central.account,
    region,
    namePrefix: prefix,
    table: `${prefix}-items`,
    controller: { concurrentBuilds: 1, scheduleMinutes: 1 },
    // The provider waits a minute for a lifecycle rule, of which nothing is claimed.
    defaults: { artifactRetentionDays: 0, logRetentionDays: 1 },
    deploy: { S3: { role: names.site } },
    childAccount: {
      formationRole: names.formation,
      deployerRole: names.deployer,
      testRole: names.tests,
      accounts: { [target.account]: profile ? { profile } : { assume } },
    },
  };
}

export function soundSettings(written: object): Settings {
  const { settings, problems } = checkSettings(written);
  if (!settings) throw new Error(problems.map(({ path, message }) => `${path} ${message}`).join("\n"));
  return settings;
}
