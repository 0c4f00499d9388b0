import type { Properties } from "../../kind.js";

/** What an environment says of its stack. */
export const stackKeys: Properties = {
  TemplatePath: {
    description:
      "The CloudFormation template in the build's output, with or without the artifact's name before it.",
    type: "string",
    pattern: "^(BuildOutput::)?(?!/)(?!(.*/)?\\.\\.(/|$))[^\\u0000-\\u001f:\\\\]{1,500}$",
    "x-allowed": "a relative path, such as packagedtemplate.yaml or BuildOutput::packagedtemplate.yaml",
    default: "BuildOutput::packagedtemplate.yaml",
    examples: ["BuildOutput::infrastructure/template.yaml"],
  },
  Capabilities: {
    description: "What the template may do without being asked again.",
    type: "array",
    uniqueItems: true,
    items: {
      type: "string",
      enum: ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
    },
    default: ["CAPABILITY_NAMED_IAM"],
    examples: [["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]],
  },
  ParameterOverrides: {
    description: "The template's parameters. CodePipeline takes 1,000 characters of JSON for all together.",
    type: "object",
    propertyNames: {
      pattern: "^[A-Za-z0-9]{1,255}$",
      "x-allowed": "the name of a CloudFormation parameter: letters and digits",
    },
    additionalProperties: {
      type: "string",
      maxLength: 1000,
      "x-free": true,
      "x-allowed":
        "one text; a list is written with commas, and functions of CodePipeline such as Fn::GetParam are not read: let the build write their values into the template",
    },
    default: {},
    examples: [
      {
        InstanceCount: "2",
      },
    ],
  },
};
