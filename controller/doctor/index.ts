export { examineControlPlane } from "./control-plane-lock.js";
export { examine } from "./examine.js";
export type { Finding, Fix, Standing } from "./finding.js";
export type { Practice } from "./open-case.js";
export { examineStates } from "./stray-states.js";
