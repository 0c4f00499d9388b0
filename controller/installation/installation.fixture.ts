import { checkSettings } from "../../compiler/settings/index.js";
import type { Installation } from "./installation.js";

const sha256 = "0".repeat(64);

/** A sound installation with these settings; its bundle is nowhere. */
export function installationOf(written: object): Installation {
  const { settings, problems } = checkSettings(written);
  if (!settings) throw new Error(JSON.stringify(problems));
  return {
    version: "0.1.0",
    account: settings.centralAccount ?? "111111111111",
    settings,
    bundle: {
      platform: "linux_amd64",
      terraform: { version: "1.11.4", sha256, key: "tools/terraform.gz" },
      provider: { version: "5.100.0", sha256, key: "tools/provider.gz" },
      package: { key: "tools/package.zip", sha256 },
    },
    starterRole: `${settings.namePrefix}_control-starter`,
  };
}
