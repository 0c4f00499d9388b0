/** Plain data as an expression of Terraform's language, laid out as `terraform fmt` does. `margin` stands before each line. */
export function hcl(value: unknown, margin = ""): string {
  if (typeof value === "string") return hclText(value);
  if (Array.isArray(value)) return hclList(value, margin);
  if (typeof value === "object" && value !== null) return hclObject(Object.entries(value), margin);
  return String(value);
}

/** A text that is one reference and nothing else stands for its value: `${var.names}` is written `var.names`. */
function hclText(text: string): string {
  const [, reference] = /^\$\{([^{}]+)\}$/.exec(text) ?? [];
  return reference ?? JSON.stringify(text);
}

function hclList(values: readonly unknown[], margin: string): string {
  const inner = `${margin}  `;
  const one = values.length === 1 ? hcl(values[0], margin) : "";
  if (one && !(one.includes("\n") && !one.startsWith("{"))) return `[${one}]`;
  return `[\n${values.map((value) => `${inner}${hcl(value, inner)},\n`).join("")}${margin}]`;
}

/** Equals signs of neighbouring one-line members stand below each other. */
function hclObject(members: readonly [string, unknown][], margin: string): string {
  const inner = `${margin}  `;
  const lines = members.map(([key, value]) => ({ key: hclKey(key), text: hcl(value, inner) }));
  const widths = alignedWidths(lines);
  const body = lines.map(({ key, text }, index) => `${inner}${key.padEnd(widths[index] ?? 0)} = ${text}\n`);
  return `{\n${body.join("")}${margin}}`;
}

function hclKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : JSON.stringify(key);
}

function alignedWidths(lines: readonly { readonly key: string; readonly text: string }[]): number[] {
  const widths: number[] = [];
  let run: number[] = [];
  const close = () => {
    const widest = Math.max(0, ...run.map((index) => lines[index]?.key.length ?? 0));
    for (const index of run) widths[index] = widest;
    run = [];
  };
  for (const [index, { key, text }] of lines.entries()) {
    if (text.includes("\n")) {
      close();
      widths[index] = key.length;
    } else run.push(index);
  }
  close();
  return widths;
}
