import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ChildEnvironment, Variables } from "../../toolchain/index.js";

export const targetProfile = "target";

/**
 * A profile that takes the role, and renews itself. A saved plan holds the backend's profile by its name, so the same name
 * means the reading role when it plans, and the writing one when it applies.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 */
export async function writeProfiles(
  folder: string,
  { role, region, execution }: { readonly role: string; readonly region: string; readonly execution: string },
): Promise<ChildEnvironment> {
  const file = join(folder, "aws-config");
  const lines = [
    `[profile ${targetProfile}]`,
    `role_arn = ${role}`,
    "credential_source = EcsContainer",
    `role_session_name = stagewright-${execution}`,
    `region = ${region}`,
  ];
  await writeFile(file, `${lines.join("\n")}\n`, { mode: 0o600 });
  return { AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: "/dev/null", AWS_PROFILE: targetProfile };
}

const staticKeys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

/** Keys in the environment win over each profile, silently: what is planned would be another account. */
export function refuseStaticKeys(env: Variables): void {
  const found = staticKeys.filter((name) => env[name]);
  if (found.length === 0) return;
  throw new Error(
    `${found.join(", ")} in this build's environment would win over the roles of the deployment, and cannot be renewed. ` +
      "Take them out of the project, and of whatever adds them.",
  );
}
