/** A build's log: whole lines, secrets hidden, CodeBuild's own lines in its own form. */
export class BuildLog {
  readonly #onLine: (line: string) => void;
  readonly #now: () => Date;
  #partial = "";
  #secrets: readonly string[] = [];

  constructor(onLine: (line: string) => void, now: () => Date) {
    this.#onLine = onLine;
    this.#now = now;
  }

  /** "To protect sensitive information, the following are hidden in CodeBuild logs" (build-spec-ref, env). */
  hide(secrets: readonly string[]): void {
    const lines = secrets.flatMap((secret) => [secret, ...secret.split("\n")]);
    this.#secrets = [...new Set([...this.#secrets, ...lines])]
      .filter((secret) => secret.trim() !== "")
      .sort((a, b) => b.length - a.length);
  }

  /** What a command printed: any piece of text. */
  write(text: string): void {
    const lines = (this.#partial + text).split("\n");
    this.#partial = lines.pop() ?? "";
    for (const line of lines) this.#emit(line);
  }

  /** A line of CodeBuild itself. */
  note(text: string): void {
    this.end();
    this.#emit(`[Container] ${timestamp(this.#now())} ${text}`);
  }

  /** Gives out a last line that has no line break. */
  end(): void {
    if (this.#partial !== "") this.#emit(this.#partial);
    this.#partial = "";
  }

  #emit(line: string): void {
    let shown = line.replace(/\r$/, "");
    for (const secret of this.#secrets) shown = shown.replaceAll(secret, "***");
    this.#onLine(shown);
  }
}

function timestamp(time: Date): string {
  return time.toISOString().slice(0, 23).replaceAll("-", "/").replace("T", " ");
}
