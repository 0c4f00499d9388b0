/**
 * For bash from 3.2, which macOS has. Bash cuts words at `=`, `:` and `@` too, and replaces only what stands behind the last of these.
 * Where no path is asked for, `compopt` takes back that names of files are offered; 3.2 has none, and offers them.
 */
export const bash = `# Completion of stagewright for bash. No typed word is evaluated.
_stagewright() {
  local word value about kind= joins= current="\${COMP_WORDS[COMP_CWORD]}"
  local -a words=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if ((\${#words[@]})) && [[ $joins || $word == [=:@]* ]]; then
      words[\${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
    [[ $word == *[=:@] ]] && joins=1 || joins=
  done
  [[ $current == [=:@] ]] && current=
  local whole="\${words[\${#words[@]}-1]}"
  local before="\${whole%"$current"}"
  COMPREPLY=()
  while IFS=$'\\t' read -r value about; do
    if [[ ! $kind ]]; then
      kind=$value
      continue
    fi
    printf -v value %q "\${value#"$before"}"
    COMPREPLY+=("$value")
  done < <(command stagewright complete -- "\${words[@]}" 2>/dev/null)
  if [[ $kind == words ]]; then
    compopt +o default 2>/dev/null
  fi
  return 0
}
complete -o default -F _stagewright stagewright
`;
