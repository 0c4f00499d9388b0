import { onPath } from "./on-path.js";

export const shells = ["bash", "zsh", "fish"] as const;

/** The shells that completion is made for, as far as this machine has them. */
export const installedShells = () => shells.filter((shell) => onPath([shell]));

export const missingShells = () => shells.filter((shell) => !onPath([shell]));
