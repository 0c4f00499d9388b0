#!/usr/bin/env bash
# Writes what a change of items means, as Markdown: previews, then plans of the pipelines that it changes.
#
#   show-change.sh BASE CHANGE OUT
#
# BASE    a checkout of the branch that the change goes to, with stagewright in node_modules
# CHANGE  a checkout of the change. Nothing of it is run: its items are data, and settings and tools are BASE's
# OUT     the file to write
set -euo pipefail
base=$(realpath "$1") change=$(realpath "$2") out=$3

stagewright() { "$base/node_modules/.bin/stagewright" "$@"; }
cd "$change"
export STAGEWRIGHT_CONFIG="$base/stagewright.yaml"

stagewright preview items/ --against "$base/items" --format md >"$out"

# The viewer's policy reads states and takes no lock, so that this disturbs no deployment.
stagewright preview items/ --against applied --format json |
  jq -r '.pipelines[] | select((.changes.actions + .changes.resources) != []) | [.repository, .branch, .file] | @tsv' |
  while IFS=$'\t' read -r repository branch file; do
    stagewright plan "$repository" "$branch" --file "$file" --format md </dev/null >>"$out"
  done
