import type { Schema } from "../../../diagnostics/index.js";
import type { Properties } from "../../kind.js";

const path: Schema = { $ref: "#/$defs/relativePath" };

/** A value as Terraform takes it, or the name of what an installation lends. */
const variable: Schema = {
  type: ["string", "number", "boolean", "array", "object"],
  "x-free": true,
  "x-allowed":
    'any value but null, or an object such as {"Parameter": "/webshop/api-url"} or {"Secret": "webshop/token"}',
};

const backendConfig: Schema = {
  description:
    "What the repository's backend block leaves open: values by name, or files in the repository. Credentials and profiles are none of it: each build brings its own. Left out, the block says it all.",
  type: ["object", "array"],
  maxProperties: 40,
  propertyNames: {
    pattern: "^[a-z][a-z0-9_]{0,63}$",
    "x-allowed":
      "the name of an argument of a backend, such as bucket: lower-case letters, digits and underscores",
  },
  additionalProperties: {
    type: ["string", "number", "boolean"],
    maxLength: 1024,
    "x-free": true,
    "x-allowed": "one value: a text, a number, true or false",
  },
  minItems: 1,
  maxItems: 10,
  uniqueItems: true,
  items: path,
  examples: [{ bucket: "acme-states", key: "webshop/prod.tfstate", region: "eu-west-1", use_lockfile: true }],
};

const variables: Schema = {
  description:
    "Values of the configuration's input variables by name. An object with the one key `Parameter` or `Secret` takes the value of a parameter of Systems Manager or of a secret, which `limits.parameters` or `limits.secrets` must lend.",
  type: "object",
  maxProperties: 100,
  propertyNames: {
    pattern: "^(?!__proto__$)[A-Za-z_][A-Za-z0-9_]{0,99}$",
    "x-allowed":
      "the name of a Terraform variable: letters, digits and underscores, not starting with a digit; others are given in VariableFiles",
  },
  additionalProperties: variable,
  default: {},
  examples: [{ instances: 2, api_token: { Secret: "webshop/token" } }],
};

/** What an environment says that Terraform deploys. */
export const terraformKeys: Properties = {
  Terraform: {
    description:
      "Deploys with Terraform, in place of CloudFormation: a plan is made, people look, and that very plan is applied. The setting `terraform` must be there.",
    type: "object",
    additionalProperties: false,
    required: ["Directory"],
    properties: {
      Directory: {
        ...path,
        description:
          "The folder of the configuration, in what the build puts out or, without a build, in the repository. `.` is its top.",
        examples: ["infrastructure"],
      },
      Workspace: {
        description: "The workspace. Left out, the default one.",
        type: "string",
        pattern: "^(?!-)[A-Za-z0-9_.~-]{1,90}$",
        "x-allowed": "the name of a workspace: up to 90 letters, digits and _.~-, not starting with a hyphen",
        examples: ["prod"],
      },
      BackendConfig: backendConfig,
      Variables: variables,
      VariableFiles: {
        description: "Files with values of variables, in the configuration's folder; later ones win.",
        type: "array",
        minItems: 1,
        maxItems: 10,
        uniqueItems: true,
        items: path,
        examples: [["prod.tfvars"]],
      },
      ApproveWhen: {
        description:
          "Before which plans `ManualApproval` asks: always, only if resources or outputs change, or only if something is destroyed or replaced. Never less than `limits.approvals` asks for the account. Default: what `limits.approvals` asks, else changes.",
        type: "string",
        enum: ["always", "changes", "destroys"],
        examples: ["destroys"],
      },
    },
    examples: [{ Directory: "infrastructure" }],
  },
};
