import type { Schema } from "../../diagnostics/index.js";
import type { Properties } from "../kind.js";

/** The keys that a build and a test have in common, beside their image and their buildspec. */
export const jobKeys: Properties = {
  EnvironmentType: {
    $ref: "#/$defs/environmentType",
  },
  ComputeType: {
    $ref: "#/$defs/computeType",
  },
  TimeoutMinutes: {
    $ref: "#/$defs/timeoutMinutes",
  },
  Privileged: {
    $ref: "#/$defs/privileged",
  },
  EnvironmentVariables: {
    $ref: "#/$defs/environmentVariables",
  },
  Vpc: {
    $ref: "#/$defs/vpc",
  },
};

/** What they refer to. */
export const jobDefinitions: Readonly<Record<string, Schema>> = {
  environmentType: {
    description:
      "The kind of machine. Left out, it is ARM_CONTAINER for an image whose name holds aarch64 or arm64, and LINUX_CONTAINER for any other. Images of Lambda, Windows and macOS are not supported.",
    type: "string",
    enum: ["LINUX_CONTAINER", "ARM_CONTAINER"],
    examples: ["ARM_CONTAINER"],
  },
  computeType: {
    description: "The size of the machine. Default: the setting `defaults.computeType`.",
    type: "string",
    enum: [
      "BUILD_GENERAL1_SMALL",
      "BUILD_GENERAL1_MEDIUM",
      "BUILD_GENERAL1_LARGE",
      "BUILD_GENERAL1_XLARGE",
      "BUILD_GENERAL1_2XLARGE",
    ],
    examples: ["BUILD_GENERAL1_MEDIUM"],
  },
  timeoutMinutes: {
    description: "How long it may take. Default: the setting `defaults.timeoutMinutes`.",
    type: "integer",
    minimum: 5,
    maximum: 2160,
    examples: [30],
  },
  privileged: {
    description: "Whether it may run Docker. The setting `limits.privileged` must allow it.",
    type: "boolean",
    default: false,
    examples: [true],
  },
  environmentVariables: {
    description: "Environment variables by name: a string, or an object that names a parameter or a secret.",
    type: "object",
    maxProperties: 100,
    propertyNames: {
      pattern: "^(?!CODEBUILD_)(?!AWS_)(?!__proto__$)[A-Za-z_][A-Za-z0-9_]{0,254}$",
      "x-allowed":
        "the name of an environment variable: letters, digits and underscores, not starting with CODEBUILD_ or AWS_",
    },
    additionalProperties: {
      type: ["string", "object"],
      maxLength: 5000,
      additionalProperties: false,
      required: ["Type", "Value"],
      properties: {
        Type: {
          description:
            "PLAINTEXT, PARAMETER_STORE for a parameter of Systems Manager, SECRETS_MANAGER for a secret.",
          type: "string",
          enum: ["PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"],
          examples: ["PARAMETER_STORE"],
        },
        Value: {
          description:
            "The value, the parameter's name, or the secret's name or ARN (with :json-key:stage:id). What a customer's own KMS key encrypts is out of reach.",
          type: "string",
          minLength: 1,
          maxLength: 5000,
          examples: ["/webshop/api-url"],
        },
      },
    },
    default: {},
    examples: [
      {
        LOG_LEVEL: "debug",
        API_URL: {
          Type: "PARAMETER_STORE",
          Value: "/webshop/api-url",
        },
      },
    ],
  },
  vpc: {
    description: "The network that it runs in. Left out, it runs in AWS's own.",
    type: "object",
    additionalProperties: false,
    required: ["VpcId", "Subnets", "SecurityGroups"],
    properties: {
      VpcId: {
        description: "The VPC.",
        type: "string",
        pattern: "^vpc-[0-9a-f]{8,17}$",
        "x-allowed": "the id of a VPC",
        examples: ["vpc-0123456789abcdef0"],
      },
      Subnets: {
        description: "The subnets, up to 16.",
        type: "array",
        minItems: 1,
        maxItems: 16,
        uniqueItems: true,
        items: {
          type: "string",
          pattern: "^subnet-[0-9a-f]{8,17}$",
          "x-allowed": "the id of a subnet",
        },
        examples: [["subnet-0123456789abcdef0"]],
      },
      SubnetOwner: {
        description:
          "The account that shares the subnets with the central account. The setting `limits.networkAccounts` must allow it. Left out, they are the central account's own.",
        type: "string",
        pattern: "^[0-9]{12}$",
        "x-allowed": "an AWS account id: 12 digits, in quotes",
        examples: ["444444444444"],
      },
      SecurityGroups: {
        description: "The security groups, up to 5.",
        type: "array",
        minItems: 1,
        maxItems: 5,
        uniqueItems: true,
        items: {
          type: "string",
          pattern: "^sg-[0-9a-f]{8,17}$",
          "x-allowed": "the id of a security group",
        },
        examples: [["sg-0123456789abcdef0"]],
      },
    },
    examples: [
      {
        VpcId: "vpc-0123456789abcdef0",
        Subnets: ["subnet-0123456789abcdef0"],
        SecurityGroups: ["sg-0123456789abcdef0"],
      },
    ],
  },
  image: {
    type: "string",
    pattern: "^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,254}$",
    "x-allowed": "the name of an image: registry, repository, tag or digest",
  },
  relativePath: {
    type: "string",
    // Without what a buildspec itself would need: CodeBuild takes one for a path, also on one line.
    pattern: "^(?!/)(?!(.*/)?\\.\\.(/|$))[\\p{L}\\p{M}\\p{N}._/ @+-]{1,500}$",
    "x-allowed":
      "a relative path inside the repository, such as ci/buildspec.yml: letters, digits, spaces and ._/@+-, with no backslash, no ARN, no step upwards by two dots, and no buildspec in place of its path",
  },
};
