#compdef rollcall
# rollcall for zsh. In ~/.zshrc, after compinit: source <(rollcall completion zsh)
_rollcall() {
  local line mode
  local -a names suffix
  while IFS= read -r line; do
    case $line in
      :files) mode=files ;;
      :folders) mode=folders ;;
      :nospace) suffix=(-S '') ;;
      *) names+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
    esac
  done < <(rollcall completion zsh -- "${(@)words[2,CURRENT]}" 2>/dev/null)
  [[ $PREFIX == --*=* ]] && compset -P '*='
  case $mode in
    files) _files ;;
    folders) _files -/ ;;
    *) _describe rollcall names "${(@)suffix}" ;;
  esac
}
if [[ $funcstack[1] == _rollcall ]]; then
  _rollcall "$@"
else
  compdef _rollcall rollcall
fi
