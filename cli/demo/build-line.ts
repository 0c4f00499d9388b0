/** Of the many lines of a build, what a person wants to see: what was made or removed, and what failed. */
export function buildLine(line: string): string | undefined {
  if (line.trimStart().startsWith("{")) return failureIn(line);
  const [, address, done] =
    /(\S+?)(?: \(\S+\))?: (Creation|Modifications|Destruction) complete/.exec(line) ?? [];
  if (address) return `${done?.toLowerCase()}  ${address}`;
  return /(?:Apply|Destroy) complete! .*/.exec(line)?.[0];
}

/** The controller's own lines are JSON; Terraform's output stands in them once more. */
function failureIn(line: string): string | undefined {
  const { kind, failure } = reported(line);
  return failure?.message && `${kind}  ${failure.message.split("\n")[0]}`;
}

interface Reported {
  readonly kind?: string;
  readonly failure?: { readonly message?: string };
}

function reported(line: string): Reported {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}
