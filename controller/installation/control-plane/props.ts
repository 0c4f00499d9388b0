import type { Settings } from "../../../compiler/index.js";
import type { Site } from "./site.js";

/** What the parts of the stack are made from. Settings are hidden from CDKTF (`compiler/stack/escape.ts`). */
export interface ControlPlaneProps {
  readonly site: Site;
  readonly settings: Settings;
  /** The object that is the source of builds. */
  readonly packageKey: string;
  readonly lambdaSha256: string;
  readonly protect: boolean;
}
