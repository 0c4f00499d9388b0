import type { Settings } from "../../../compiler/index.js";
import type { Bundle } from "../installation.js";
import type { Site } from "./site.js";

/** What the parts of the stack are made from. Settings are hidden from CDKTF (`compiler/stack/escape.ts`). */
export interface ControlPlaneProps {
  readonly site: Site;
  readonly settings: Settings;
  readonly bundle: Bundle;
  /** Of the installation as its parameter holds it: builds follow no other. */
  readonly installationSha256: string;
  readonly lambdaSha256: string;
  readonly protect: boolean;
}
