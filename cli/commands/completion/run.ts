import type { Shell } from "./command.js";
import { bash } from "./scripts/bash.js";
import { fish } from "./scripts/fish.js";
import { zsh } from "./scripts/zsh.js";

const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };

/** The script that makes this shell ask `stagewright complete`. */
export const scriptFor = (shell: Shell): string => scripts[shell];
