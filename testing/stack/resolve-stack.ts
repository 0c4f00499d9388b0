import type { Policy } from "../../compiler/iam/index.js";
import { type Json, mapTexts, membersAt, textAt } from "../expect/json.js";
import { evaluate } from "./template.js";

/** The account that holds the pipelines, in what `asHeld` gives. */
export const centralAccount = "111111111111";

/**
 * A stack as AWS would hold it: every reference resolved, every escape undone. The compiler's own references
 * are the only expressions there may be: any other is code that came from an item, and throws.
 */
export function resolveStack(stack: Json): Json {
  const region = textAt(stack, "provider", "aws", 0, "region");
  const held = (text: string): string => evaluate(text, (expression) => resolve(expression));
  const resolve = (expression: string): string => {
    for (const [shape, value] of references) {
      const match = shape.exec(expression);
      if (match) return value({ stack, region, held }, match.slice(1));
    }
    throw new Error(`Terraform would run ${expression}, which is no reference of the compiler's own.`);
  };
  return mapTexts(stack, held) as Json;
}

interface Scope {
  readonly stack: Json;
  readonly region: string;
  readonly held: (text: string) => string;
}

type Reference = readonly [RegExp, (scope: Scope, parts: readonly string[]) => string];

const references: readonly Reference[] = [
  [/^data\.aws_partition\.current\.partition$/, () => "aws"],
  [/^data\.aws_caller_identity\.current\.account_id$/, () => centralAccount],
  [
    /^(aws_\w+)\.(\w+)\.(name|bucket)$/,
    ({ stack, held }, [type = "", name = "", attribute = ""]) =>
      held(textAt(stack, "resource", type, name, attribute)),
  ],
  [/^(aws_\w+)\.(\w+)\.(id|key_id|arn)$/, madeByAws],
  [
    /^module\.([A-Za-z_][A-Za-z0-9_-]*)\.approval_topic_arn$/,
    ({ stack, region, held }, [module = ""]) =>
      `arn:aws:sns:${region}:${centralAccount}:${held(textAt(stack, "module", module, "approval", "topic_name"))}`,
  ],
  [
    /^module\.([A-Za-z_][A-Za-z0-9_-]*)\.projects\["([^"]+)"\]$/,
    ({ stack, held }, [module = "", test = ""]) =>
      held(textAt(stack, "module", module, "tests", test, "project_name")),
  ],
];

/** Of real shape and length where a policy holds it. */
function madeByAws(
  { stack, region, held }: Scope,
  [type = "", name = "", attribute = ""]: readonly string[],
) {
  if (type === "aws_s3_bucket" && attribute === "arn") {
    return `arn:aws:s3:::${held(textAt(stack, "resource", type, name, "bucket"))}`;
  }
  if (type === "aws_kms_key" && attribute === "arn") {
    return `arn:aws:kms:${region}:${centralAccount}:key/00000000-0000-0000-0000-000000000000`;
  }
  if (type === "aws_iam_role" && attribute === "arn") {
    return `arn:aws:iam::${centralAccount}:role/${held(textAt(stack, "resource", type, name, "name"))}`;
  }
  return `${type}.${name}.${attribute}`;
}

/** Every policy document of a stack, by the place where it stands. */
export function policiesIn(held: Json): Record<string, Policy> {
  const ofResources = ["aws_iam_role_policy", "aws_kms_key", "aws_s3_bucket_policy"].flatMap((type) =>
    membersAt(held, "resource", type).map(([name, resource]) => [
      `${type}.${name}`,
      JSON.parse(textAt(resource, "policy")),
    ]),
  );
  const ofModules = membersAt(held, "module").flatMap(([name, module]) =>
    [...membersAt(module, "tests_roles"), ...membersAt(module, "deployment_roles")].map(([role, own]) => [
      `module.${name}.${role}`,
      JSON.parse(textAt(own, "policy")),
    ]),
  );
  return Object.fromEntries([...ofResources, ...ofModules]);
}
