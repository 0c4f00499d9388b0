import { type Problem, pointer } from "../../../diagnostics/index.js";
import { allowedBy, type Settings } from "../../../settings/index.js";
import { checkPipelineVariables } from "../../pipeline-variables.js";
import type { RawStack } from "./deployment.js";

/** AWS: "action configuration value" is at most 1,000 characters (CodePipeline quotas). */
const configurationValueLimit = 1000;

/** The bounds of the installation and of CodePipeline on a stack. */
export function checkStack(stack: RawStack, path: string, settings: Settings): Problem[] {
  return [
    ...checkCapabilities(stack.Capabilities, `${path}/Capabilities`, settings),
    ...checkOverrides(stack.ParameterOverrides, `${path}/ParameterOverrides`),
    ...Object.entries(stack.ParameterOverrides ?? {}).flatMap(([name, value]) =>
      checkPipelineVariables(value, `${path}/ParameterOverrides${pointer(name)}`),
    ),
  ];
}

function checkCapabilities(
  capabilities: readonly string[] = [],
  path: string,
  { limits }: Settings,
): Problem[] {
  return capabilities.flatMap((capability, index) =>
    limits.capabilities.includes(capability)
      ? []
      : [
          {
            path: `${path}/${index}`,
            code: "item.limit-capability",
            value: capability,
            message: `${capability} is not allowed in this installation.`,
            hint: allowedBy("capabilities", limits),
          },
        ],
  );
}

function checkOverrides(overrides: Readonly<Record<string, string>> = {}, path: string): Problem[] {
  const length = JSON.stringify(overrides).length;
  if (length <= configurationValueLimit) return [];
  return [
    {
      path,
      code: "item.overrides-too-long",
      message: `The parameters are ${length} characters of JSON; CodePipeline takes ${configurationValueLimit}.`,
      hint: "Move some to Systems Manager parameters that the template reads.",
    },
  ];
}
