#compdef sextant
# Completion of sextant for zsh: source it, or put it as _sextant into a folder of
# $fpath. What a word may become, the program says.

_sextant() {
  local kind= value what
  local -a asked values shown
  asked=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
  command sextant completion for "${asked[@]}" 2>/dev/null |
    while IFS=$'\t' read -r value what; do
      if [[ -z $kind ]]; then
        kind=$value
        continue
      fi
      values+=("$value")
      shown+=("$value${what:+  -- $what}")
    done
  (( $#values )) && compadd -l -d shown \
    -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -a values
  case $kind in
  :files) _files ;;
  :folders) _files -/ ;;
  esac
}

if [[ ${funcstack[1]-} == _sextant ]]; then
  _sextant "$@"
elif (( $+functions[compdef] )); then
  compdef _sextant sextant
fi
