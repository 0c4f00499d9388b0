import { GetParameterCommand, ParameterNotFound, type SSMClient } from "@aws-sdk/client-ssm";
import { parseInstallation } from "./format.js";
import type { Installation } from "./installation.js";
import { installationParameter } from "./names.js";

/** What `bootstrap` made. Throws `NoInstallation` or `UnsoundInstallation`, both fit to be shown. */
export async function readInstallation(client: SSMClient, namePrefix: string): Promise<Installation> {
  const found = await tryReadInstallation(client, namePrefix);
  if (!found) throw new NoInstallation(namePrefix, await client.config.region());
  return found;
}

/** Undefined where there is no installation of this prefix. */
export async function tryReadInstallation(
  client: SSMClient,
  namePrefix: string,
): Promise<Installation | undefined> {
  const Name = installationParameter(namePrefix);
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name }));
    return parseInstallation(Parameter?.Value ?? "", Name);
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
