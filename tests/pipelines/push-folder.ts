import type { TestInstallation } from "../../testing/installation/installation.js";
import { stagewright } from "../../testing/installation/stagewright.js";

/** Pushes a folder as a repository's whole content, and gives what the command says. Throws where it fails. */
export async function pushFolder(
  folder: string,
  repository: string,
  branch: string,
  { stateDir }: Pick<TestInstallation, "stateDir">,
): Promise<string> {
  const { PATH, HOME } = process.env;
  const line = ["sandbox", "push", folder, repository, branch, "--dir", stateDir];
  const { exitCode, stderr } = await stagewright(line, { env: { PATH, HOME } });
  if (exitCode !== 0) throw new Error(stderr);
  return stderr;
}
