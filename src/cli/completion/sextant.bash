# Completion of sextant for bash 4 or newer: source it, or let bash-completion find
# it as sextant. What a word may become, the program says.

_sextant() {
  local line=${COMP_LINE:0:COMP_POINT} head= open= kind= word gap value what i
  local -a words=()
  COMPREPLY=()
  # Bash parts words at : and =. What no blank stands before is of one word; head is
  # what of the last one bash does not replace.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    gap=${line%%[![:blank:]]*}
    line=${line#"$gap"}
    word=${COMP_WORDS[i]:0:${#line}}
    line=${line#"$word"}
    case $word in \"* | \'*) open=${word:0:1} ;; *) open= ;; esac
    word=${word//[\\\"\']/}
    if [[ $i -eq 0 || -n $gap ]]; then
      head=
      words+=("$word")
    else
      head=${words[-1]}
      [[ $word != [:=]* ]] || head+=$word
      words[-1]+=$word
    fi
  done
  while IFS=$'\t' read -r value what; do
    if [[ -z $kind ]]; then
      kind=$value
      continue
    fi
    value=${value:${#head}}
    # Between quotes stays what means nothing there.
    if [[ -z $open ]]; then
      printf -v value %q "$value"
    elif [[ $value == *[\\\"\'\`\$!]* ]]; then
      continue
    fi
    COMPREPLY+=("$value")
  done < <(command sextant completion for "${words[@]:1}" 2>/dev/null)
  if [[ ${#COMPREPLY[@]} -eq 0 ]]; then
    case $kind in
    :files) compopt -o default 2>/dev/null ;;
    :folders) compopt -o dirnames 2>/dev/null ;;
    esac
  fi
}

complete -F _sextant sextant
