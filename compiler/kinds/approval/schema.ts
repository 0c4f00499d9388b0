import type { Properties } from "../kind.js";

/** What an environment says of its approval. */
export const approvalKeys: Properties = {
  ManualApproval: {
    description:
      "Who approves what the deployment will change, before it does: an e-mail address, several, the ARN of an SNS topic, or an object. `true` asks for approval and tells nobody; `false` asks for none.",
    type: ["boolean", "string", "array", "object"],
    pattern:
      "^([^\\s@<>\"'\\\\]{1,64}@[A-Za-z0-9.-]{1,255}|arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256})$",
    "x-allowed": "an e-mail address, the ARN of an SNS topic, or false",
    minItems: 1,
    maxItems: 10,
    uniqueItems: true,
    items: {
      $ref: "#/$defs/email",
    },
    additionalProperties: false,
    properties: {
      Emails: {
        description: "The addresses that are told, up to ten. Each gets one mail from SNS to confirm.",
        type: "array",
        minItems: 1,
        maxItems: 10,
        uniqueItems: true,
        items: {
          $ref: "#/$defs/email",
        },
        examples: [["lead@example.com", "ops@example.com"]],
      },
      TopicArn: {
        description: "A topic that exists already, in the central account and region. Instead of Emails.",
        type: "string",
        pattern: "^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$",
        "x-allowed": "the ARN of an SNS topic (not FIFO)",
        examples: ["arn:aws:sns:eu-west-1:111111111111:release-approvals"],
      },
      Message: {
        description: "What the approver reads.",
        type: "string",
        minLength: 1,
        maxLength: 1000,
        examples: ["Has the change been announced?"],
      },
      TimeoutMinutes: {
        description:
          "After how many minutes the approval counts as refused. It holds the environment: no other release gets there meanwhile.",
        type: "integer",
        minimum: 5,
        maximum: 86400,
        default: 1440,
        examples: [480],
      },
    },
    default: false,
    examples: ["lead@example.com"],
  },
};

/** What it refers to. */
export const approvalDefinitions: Properties = {
  email: {
    type: "string",
    pattern: "^[^\\s@<>\"'\\\\]{1,64}@[A-Za-z0-9.-]{1,255}$",
    "x-allowed": "an e-mail address",
  },
};
