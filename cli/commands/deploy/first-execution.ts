import { type PipelineKey, shownKey } from "../../../controller/records/index.js";
import type { Terminal } from "../../shared/terminal.js";

/**
 * The last words of a pipeline's first deploy. CodePipeline starts a first execution as soon as a pipeline is there
 * (CodePipeline user guide, "Start a pipeline"), and what IAM and KMS were told seconds ago is not true everywhere yet
 * (IAM user guide, "Changes that I make are not always immediately visible").
 */
export function printFirstExecution(key: PipelineKey, { say }: Pick<Terminal, "say">): void {
  say(
    "AWS has started the pipeline's first execution. Its roles and policies are seconds old, so that it may be",
  );
  say("denied something once. No event starts it again then: choose “Release change” in its console, or");
  say(`  stagewright start ${shownKey(key)}`);
}
