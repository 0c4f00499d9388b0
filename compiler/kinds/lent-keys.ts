import { type Problem, type Schema, show } from "../diagnostics/index.js";
import { type ArnContext, allow, dnsSuffixOf, parseArn, type Statement, unique } from "../iam/index.js";
import { allowedBy, matchesAny, type Settings } from "../settings/index.js";
import type { Ceiling, Properties } from "./kind.js";

const keyArn: Schema = {
  type: "string",
  pattern:
    "^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/(mrk-[0-9a-f]{32}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12})$",
  "x-allowed": "the ARN of a KMS key; an alias is none",
};

/** Keys of others that the sources' buckets and the approvals' topics are encrypted with. */
export const lentKeys: Properties = {
  KmsKeys: {
    description:
      "The KMS keys of source buckets and approval topics that are encrypted with keys of your own. The setting `limits.keys` must allow each, and so must the key's own policy.",
    type: "array",
    minItems: 1,
    maxItems: 10,
    uniqueItems: true,
    items: keyArn,
    examples: [["arn:aws:kms:eu-west-1:111111111111:key/0a1b2c3d-0000-4000-8000-1234567890ab"]],
  },
};

/** A pipeline uses the keys that the installation lends, of its own region. */
export function checkLentKeys(keys: readonly string[] | undefined, settings: Settings): Problem[] {
  return (keys ?? []).flatMap((key, index) => checkKey(key, `/KmsKeys/${index}`, settings));
}

function checkKey(key: string, path: string, { region, limits }: Settings): Problem[] {
  if (parseArn(key)?.region !== region)
    return [
      {
        path,
        code: "item.key-elsewhere",
        value: show(key),
        message: `The key ${show(key)} is in ${parseArn(key)?.region}; the pipeline is in ${region}.`,
        hint: "Name the key in the pipeline's region: a bucket and a topic use no other.",
      },
    ];
  if (matchesAny(key, limits.keys)) return [];
  return [
    {
      path,
      code: "item.limit-key",
      value: show(key),
      message: `The key ${show(key)} is not among those that this installation lends.`,
      hint: allowedBy("keys", limits),
    },
  ];
}

/** S3 decrypts an object for who gets it; SNS asks who publishes to an encrypted topic for both (SNS developer guide, "Key management"). */
const uses = ["kms:Decrypt", "kms:GenerateDataKey"];

export function useLentKeys(keys: readonly string[], context: ArnContext): Statement {
  return allow("UseLentKeys", uses, unique(keys), through(context));
}

/** By way of these services alone, never with a ciphertext in hand. */
function through({ region }: ArnContext) {
  const hosts = ["s3", "sns"].map((service) => `${service}.${region}.${dnsSuffixOf(region)}`);
  return { StringEquals: { "kms:ViaService": hosts } };
}

export const lentKeysCeiling: Ceiling = {
  part: "lent keys",
  // Brackets alone: by default nothing is lent.
  budget: 2,
  grows: ["limits.keys"],
  statements: (installation) => [
    allow("LentKeys", uses, installation.settings.limits.keys, through(installation)),
  ],
};
