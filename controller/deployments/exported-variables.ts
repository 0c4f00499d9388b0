import { writeFile } from "node:fs/promises";

/** Lines that a buildspec's shell reads with `.`: each value is data, whatever is in it. */
export async function writeExports(file: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}\n`);
  await writeFile(file, lines.join(""), { mode: 0o600 });
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
