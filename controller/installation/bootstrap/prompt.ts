/** How `bootstrap` speaks with whoever called it. */
export interface Prompt {
  say(line: string): void;
  /** Ends the command, with nothing done, unless the answer is yes. */
  confirm(question: string): Promise<void>;
}
