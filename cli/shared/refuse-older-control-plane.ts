import type { Installation } from "../../controller/installation/index.js";
import { endWith } from "./refuse.js";
import type { Terminal } from "./terminal.js";

/**
 * Ends the command where the control plane was made by an earlier stagewright, which gave each pipeline a role of its own
 * for what starts it: the pipelines of this one name the control plane's, and there is none. A build is always of its
 * control plane's own version.
 */
export function refuseOlderControlPlane(
  { starterRole, version, settings }: Pick<Installation, "starterRole" | "version" | "settings">,
  out: Pick<Terminal, "say">,
): void {
  if (starterRole !== undefined) return;
  endWith(
    `The control plane "${settings.namePrefix}" was made by stagewright ${version}, which made no role for the events that start ` +
      "pipelines; this one's pipelines name it. Nothing was done.\n" +
      "Run `stagewright bootstrap` of this stagewright first, or use the one that made the control plane. docs/accounts.md gives the order of an upgrade.",
    out,
  );
}
