# rollcall for bash 4 or later. In ~/.bashrc: source <(rollcall completion bash)
_rollcall() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) compopt -o default ;;
      :folders) compopt -o dirnames ;;
      :nospace) compopt -o nospace ;;
      *) COMPREPLY+=("${line%%$'\t'*}") ;;
    esac
  done < <(rollcall completion bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _rollcall rollcall
