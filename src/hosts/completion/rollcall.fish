# rollcall for fish. In ~/.config/fish/config.fish: rollcall completion fish | source
function __rollcall_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    for line in (rollcall completion fish -- $words "$current" 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path "$current"
            case :folders
                __fish_complete_directories "$current"
            case :nospace
            case '*'
                echo $line
        end
    end
end
complete -c rollcall -f -a '(__rollcall_complete)'
