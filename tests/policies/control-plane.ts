import type { Policy } from "../../compiler/iam/index.js";
import {
  approverPolicy,
  boundaryPolicy,
  editorPolicy,
  operatorPolicy,
  releaserPolicy,
  rolePolicies,
  type Site,
  siteOf,
  topicPolicy,
  viewerPolicy,
} from "../../controller/installation/control-plane/index.js";
import {
  bootstrappedSettings,
  installationWith,
} from "../../controller/installation/control-plane/installation.fixture.js";
import { central, settings } from "./subject.js";

/** The key of the state bucket, where an installation has one of its own. */
export const stateKey = `arn:aws:kms:us-east-1:${central}:key/00000000-0000-0000-0000-00000000000f`;

/** The control plane of the subject's installation, with all that changes its policies. */
export const site: Site = siteOf({
  account: central,
  settings: bootstrappedSettings({ ...settings, state: { ...settings.state, kmsKeyArn: stateKey } }),
});

/** The same with other settings written. */
export const siteWith = (written: object): Site => siteOf(installationWith(written));

/** Every policy that the control plane ships, by whose it is. */
export const controlPlanePolicies = (of: Site): Record<string, Policy> => ({
  ...rolePolicies(of),
  boundary: boundaryPolicy(of),
  topic: topicPolicy(of),
  operator: operatorPolicy(of),
  editor: editorPolicy(of),
  approver: approverPolicy(of),
  releaser: releaserPolicy(of),
  viewer: viewerPolicy(of),
});
