import { checkSettings, type Settings } from "../../compiler/settings/index.js";

/** What a test's `stagewright.yaml` says. Artifacts are kept: the provider waits nearly a minute for a lifecycle rule. */
export function writtenSettings(changes: object = {}): object {
  return {
    centralAccount: "111111111111",
    region: "us-east-1",
    defaults: { artifactRetentionDays: 0 },
    ...changes,
  };
}

export function testSettings(changes: object = {}): Settings {
  const { settings, problems } = checkSettings(writtenSettings(changes));
  if (!settings) throw new Error(JSON.stringify(problems));
  return settings;
}
