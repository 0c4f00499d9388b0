import {
  approverPolicy,
  boundaryPolicy,
  controlBoundaryPolicy,
  editorPolicy,
  operatorPolicy,
  releaserPolicy,
  siteOf,
  viewerPolicy,
} from "../../../controller/installation/control-plane/index.js";
import type { InstallationOptions } from "../../shared/installation.js";
import type { Terminal } from "../../shared/terminal.js";
import { localSettings } from "../accounts/settings.js";

const policies = {
  operator: operatorPolicy,
  editor: editorPolicy,
  approver: approverPolicy,
  releaser: releaserPolicy,
  viewer: viewerPolicy,
  boundary: boundaryPolicy,
  "control-boundary": controlBoundaryPolicy,
};

export type PersonsRole = keyof typeof policies;

/**
 * The IAM policy of who works in the central account, or of what bounds roles there, as JSON on stdout. From the settings alone, since it
 * is needed before there is anything: asks nobody.
 */
export function rolePolicy(role: PersonsRole, options: InstallationOptions, out: Terminal): void {
  const settings = localSettings(options, out);
  out.data(policies[role](siteOf({ account: settings.centralAccount, settings })));
}
