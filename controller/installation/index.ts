export type { Bundle, BundledTool, Installation } from "./installation.js";
export {
  type ControlPlaneNames,
  controlPlaneNames,
  installationParameter,
  pipelinePattern,
} from "./names.js";
