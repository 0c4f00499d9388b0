import { GetParameterCommand, ParameterNotFound, type SSMClient } from "@aws-sdk/client-ssm";
import { installationDigest, parseInstallation } from "./format.js";
import type { Installation } from "./installation.js";
import { installationParameter } from "./names.js";

/**
 * What `bootstrap` made. Throws `NoInstallation`, `UnsoundInstallation` or, where a digest is given that the parameter does
 * not have, `ChangedInstallation`: all fit to be shown.
 */
export async function readInstallation(
  client: SSMClient,
  namePrefix: string,
  sha256?: string,
): Promise<Installation> {
  const found = await tryReadInstallation(client, namePrefix, sha256);
  if (!found) throw new NoInstallation(namePrefix, await client.config.region());
  return found;
}

/** Undefined where there is no installation of this prefix. */
export async function tryReadInstallation(
  client: SSMClient,
  namePrefix: string,
  sha256?: string,
): Promise<Installation | undefined> {
  const Name = installationParameter(namePrefix);
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name }));
    const text = Parameter?.Value ?? "";
    if (sha256 && installationDigest(text) !== sha256) throw new ChangedInstallation(Name);
    return parseInstallation(text, Name);
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}

export class NoInstallation extends Error {
  override readonly name = "NoInstallation";

  constructor(namePrefix: string, region: string) {
    super(
      `There is no installation "${namePrefix}" in ${region}: Systems Manager has no parameter ` +
        `${installationParameter(namePrefix)} in this account.\n` +
        "Run `stagewright bootstrap` to make one; or check the region and namePrefix in stagewright.yaml, " +
        "STAGEWRIGHT_INSTALLATION, and the credentials (aws sts get-caller-identity).",
    );
  }
}

/** The parameter also holds `limits`: whoever may write it alone must not lift them. */
export class ChangedInstallation extends Error {
  override readonly name = "ChangedInstallation";

  constructor(parameter: string) {
    super(
      `The parameter ${parameter} is not what this build was made for: somebody changed it, or \`stagewright bootstrap\` did ` +
        "after the build had begun. Nothing was done.\n" +
        "After a bootstrap the next build goes on by itself. Otherwise find out who wrote the parameter, and run bootstrap: it writes it anew.",
    );
  }
}
