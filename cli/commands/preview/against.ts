/** What `--against` says instead of a path. A file of this name is `./applied`. */
export const applied = "applied";
