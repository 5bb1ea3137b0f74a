# Completion of sextant for fish: source it, or put it into a folder of
# $fish_complete_path. What a word may become, the program says.

function __sextant_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l start (commandline -ct)
    set -l plain (string unescape -- "$start")
    or set plain (string trim --left --chars "'\"" -- "$start")
    set -l lines (command sextant completion for $words "$plain" 2>/dev/null)
    switch "$lines[1]"
        case :files
            __fish_complete_path "$start"
        case :folders
            __fish_complete_directories "$start"
    end
    set -e lines[1]
    string join -- \n $lines
end

complete -c sextant -f -a '(__sextant_complete)'
