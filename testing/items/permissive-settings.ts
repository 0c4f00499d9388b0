import { defaultSettings, type Settings } from "../../compiler/settings/index.js";

/** The documented defaults, but for wider limits: under these every configuration is accepted. */
export const permissiveSettings: Settings = widened(defaultSettings());

function widened(settings: Settings): Settings {
  const limits = {
    ...settings.limits,
    privileged: true,
    parameters: ["*"],
    secrets: ["*"],
    networkAccounts: ["111111111111"],
    vpcs: ["*"],
    topics: ["*"],
    keys: ["*"],
    bucketAccounts: ["111111111111"],
  };
  const terraform = {
    version: "1.11.4",
    sha256: "0".repeat(64),
    providers: [],
    bucket: "stagewright-deployments",
    timeoutMinutes: 60,
  };
  return { ...settings, limits, terraform };
}
