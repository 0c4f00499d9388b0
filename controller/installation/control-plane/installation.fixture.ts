import { checkSettings, type Settings } from "../../../compiler/index.js";
import type { Installation } from "../installation.js";
import { ownBoundary, siteOf } from "./site.js";

const account = "111111111111";
const tool = { version: "1.0.0", sha256: "0".repeat(64), key: "toolchain/tool.gz" };

/** Settings as bootstrap completes them: with the account, and the boundary that the control plane makes. */
export function bootstrappedSettings(settings: Settings): Settings {
  const permissionsBoundary = settings.permissionsBoundary ?? ownBoundary(siteOf({ account, settings }));
  return { ...settings, centralAccount: account, permissionsBoundary };
}

/** An installation as bootstrap would record it, with these settings written. */
export function installationWith(written: object = {}): Installation {
  const { settings, problems } = checkSettings({ region: "us-east-1", centralAccount: account, ...written });
  if (!settings) throw new Error(JSON.stringify(problems));
  return recordedInstallation(settings);
}

export function recordedInstallation(settings: Settings): Installation {
  return {
    version: "0.0.0",
    account,
    settings: bootstrappedSettings(settings),
    bundle: {
      platform: "linux_amd64",
      terraform: tool,
      provider: tool,
      package: { key: "toolchain/package.zip", sha256: "0".repeat(64) },
    },
    starterRole: `${settings.namePrefix}_control-starter`,
  };
}
