export { type AwsClients, awsClients } from "./aws-clients.js";
export { type Connection, connect } from "./connect.js";
export { differingKeys } from "./differing-keys.js";
export { formatInstallation, parseInstallation, UnsoundInstallation } from "./format.js";
export type { Bundle, BundledTool, Installation } from "./installation.js";
export {
  type ControlPlaneNames,
  controlPlaneNames,
  controlPlanePattern,
  installationParameter,
  pipelinePattern,
} from "./names.js";
export { NoInstallation, readInstallation, tryReadInstallation } from "./read.js";
