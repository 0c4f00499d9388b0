/** How `bootstrap` speaks with whoever called it. */
export interface Prompt {
  say(line: string): void;
  /** How far it is: the next line may take the place of this one. */
  progress(line: string): void;
  /** Ends the command, with nothing done, unless the answer is yes. */
  confirm(question: string): Promise<void>;
}
