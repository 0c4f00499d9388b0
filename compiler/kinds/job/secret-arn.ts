import { type Problem, show } from "../../diagnostics/index.js";

/** Secrets Manager adds a hyphen and six characters to the name in a secret's ARN (user guide, "What's in a secret"). */
const wholeEnd = /-[A-Za-z0-9]{6}$/;

/** The name of a secret in an ARN that lacks its end: CodeBuild takes a name or a whole ARN, and no policy matches it. */
export function partialArn(value: string): string | undefined {
  const [prefix, , , , , , name = ""] = value.split(":");
  return prefix === "arn" && !wholeEnd.test(name) ? name : undefined;
}

export function checkSecretArn(value: string, path: string): Problem[] {
  const name = partialArn(value);
  if (name === undefined) return [];
  const rest = value.split(":").slice(7);
  return [
    {
      path,
      code: "item.secret-partial-arn",
      value: show(value),
      message: `${show(value)} is a part of an ARN: a whole one ends with a hyphen and six characters.`,
      hint: `Write the secret's name, ${[name, ...rest].join(":")}, or the ARN that \`aws secretsmanager describe-secret\` shows.`,
    },
  ];
}
