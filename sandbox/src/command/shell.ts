import { quoted } from "../shell-word.js";

/** `export NAME='value'` lines for a POSIX shell, whatever the values hold. */
export function exportLines(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}=${quoted(value)}\n`)
    .join("");
}

const keysOfProfiles = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];

/**
 * A section of the credentials file that AWS's tools read
 * (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html).
 */
export function profileLines(name: string, environment: Readonly<Record<string, string>>): string {
  const keys = keysOfProfiles.map((key) => `${key.toLowerCase()} = ${environment[key]}\n`);
  return `[${name}]\n${keys.join("")}`;
}
