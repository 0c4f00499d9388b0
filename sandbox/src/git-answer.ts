import type { GitAnswer } from "./service.js";

/** Git shows the text of an answer that refuses, line by line. */
export function told(status: number, message: string): GitAnswer {
  return { status, headers: { "Content-Type": "text/plain; charset=utf-8" }, body: `${message}\n` };
}
