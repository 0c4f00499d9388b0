import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import type { Shell } from "../../cli/commands/completion/command.js";

const driver = fileURLToPath(new URL("type-into-shell.py", import.meta.url));

/** What each reads as it starts: a prompt, what Ctrl-G does, and what a person writes to have completion. */
export const startFiles: Readonly<Record<Shell, readonly [name: string, text: string]>> = {
  bash: [
    "start.bash",
    `PS1='READY> '
bind 'set bell-style none'
bind 'set show-all-if-ambiguous on'
printLine() { printf '\\nLINE<%s>END\\n' "$READLINE_LINE"; READLINE_LINE=; }
bind -x '"\\C-g": printLine'
source <(stagewright completion bash)
`,
  ],
  zsh: [
    ".zshrc",
    `PS1='READY> '
autoload -Uz compinit && compinit -D -u
printLine() { zle -I; print -r -- "LINE<$BUFFER>END"; BUFFER=; }
zle -N printLine
bindkey '^G' printLine
source <(stagewright completion zsh)
`,
  ],
  fish: [
    "start.fish",
    `function fish_prompt; echo -n 'READY> '; end
function fish_greeting; end
bind \\cg 'printf "\\nLINE<%s>END\\n" (commandline); commandline ""; commandline -f repaint'
stagewright completion fish | source
`,
  ],
};

const commandLines: Readonly<Record<Shell, (folder: string) => readonly string[]>> = {
  bash: (folder) => ["bash", "--noprofile", "--rcfile", join(folder, "start.bash"), "-i"],
  zsh: () => ["zsh", "-d", "-i"],
  fish: (folder) => ["fish", "--no-config", "-i", "-C", `source ${join(folder, "start.fish")}`],
};

export interface Typed {
  /** What the shell's line holds. */
  readonly line: string;
  /** All that the terminal showed meanwhile. */
  readonly shown: string;
}

/** Types each line, as a person does, into a shell that works in this folder and finds `stagewright` in its `bin`. */
export async function typeInto(shell: Shell, folder: string, lines: readonly string[]): Promise<Typed[]> {
  const { stdout } = await execa("python3", [driver, JSON.stringify(lines), ...commandLines[shell](folder)], {
    cwd: folder,
    extendEnv: false,
    env: {
      PATH: [join(folder, "bin"), process.env.PATH].join(":"),
      HOME: folder,
      ZDOTDIR: folder,
      TERM: "xterm",
      LANG: "C.UTF-8",
    },
  });
  return JSON.parse(stdout);
}
