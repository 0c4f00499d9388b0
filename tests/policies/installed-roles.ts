import type { Policy } from "../../compiler/iam/index.js";
import {
  editorPolicy,
  operatorPolicy,
  rolePolicies,
  type Site,
  siteOf,
} from "../../controller/installation/control-plane/index.js";
import { installationWith } from "../../controller/installation/control-plane/installation.fixture.js";
import { stateKey } from "./control-plane.js";

/** An installation with all that gives its roles more statements, where the recorded one left it at the defaults. */
export const fullSite: Site = siteOf(installationWith({ state: { lock: "both", kmsKeyArn: stateKey } }));

/** The policies of who works for an installation: its own roles, and people's. */
export const installedRoles: Readonly<Record<string, Policy>> = {
  ...rolePolicies(fullSite),
  editor: editorPolicy(fullSite),
  operator: operatorPolicy(fullSite),
};
