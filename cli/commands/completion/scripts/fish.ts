/** For fish from 3.0, which quotes what it inserts. */
export const fish = `# Completion of stagewright for fish. No typed word is evaluated.
function __stagewright_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    set -l lines (command stagewright complete -- $words "$current" 2>/dev/null)
    if test "$lines[1]" = words
        set -e lines[1]
        string join \\n -- $lines
    else
        set -l before (string match --regex -- '^--[^=]*=' "$current")
        for path in (__fish_complete_path (string replace --regex -- '^--[^=]*=' '' "$current"))
            printf '%s\\n' "$before$path"
        end
    end
end
complete -c stagewright -f -a '(__stagewright_complete)'
`;
