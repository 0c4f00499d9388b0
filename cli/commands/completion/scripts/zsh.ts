/** For zsh, read by `source` after `compinit`, or kept as `_stagewright` in a folder of `fpath`. `compadd` quotes what it inserts. */
export const zsh = `#compdef stagewright
# Completion of stagewright for zsh. No typed word is evaluated.
_stagewright() {
  local value about kind=
  local -a values shown
  while IFS=$'\\t' read -r value about; do
    if [[ -z $kind ]]; then
      kind=$value
      continue
    fi
    values+=("$value")
    shown+=("$value\${about:+ -- $about}")
  done < <(command stagewright complete -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)
  if [[ $kind == words ]]; then
    compadd -l -d shown -a values
  else
    compset -P '--*='
    _files
  fi
}
if [[ $funcstack[1] == _stagewright ]]; then
  _stagewright
else
  compdef _stagewright stagewright
fi
`;
