# A page of one command: of options.mdoc and of its own fragment, both in mdoc, and
# of what its --help says, in that order. Given: command, version, date, related.

function escaped(s) {
  gsub(/\\/, "\\e", s)
  gsub(/--/, "\\-\\-", s)
  return s
}

# A word or a name of what is given, as arguments of a macro.
function argument(word) {
  if (word == "-")
    return "Cm \\-"
  if (word ~ /^[A-Z][A-Z]*$/)
    return "Ar " tolower(word)
  if (word ~ /^[A-Z]+=[A-Z]+$/) {
    sub(/=/, " Ns = Ns Ar ", word)
    return "Ar " tolower_but(word)
  }
  return (word ~ /^[A-Z]/ ? "Ar " : "Cm ") word
}

function tolower_but(s) {
  gsub(/FORMAT/, "format", s)
  gsub(/FILE/, "file", s)
  return s
}

# What --help says of operands: [A|B...], a|b.
function operands(text, out, n, i, parts, many, optional) {
  optional = text ~ /^\[/
  gsub(/[][]/, "", text)
  many = sub(/\.\.\.$/, "", text)
  n = split(text, parts, /[| ]/)
  for (i = 1; i <= n; i++)
    out = out (i == 1 ? "" : text ~ /\|/ ? " | " : " ") argument(parts[i])
  return (optional ? ".Op " : ".") out (many ? " ..." : "")
}

# A list of words begins as they are written.
function sentence(s) {
  if (s !~ /^[a-z]+(,| or )/)
    s = toupper(substr(s, 1, 1)) substr(s, 2)
  return escaped(s) "."
}

# Which entry of options.mdoc there is for this option of this command.
function detail(name) {
  if ((name, command) in details)
    return details[name, command]
  return details[name, ""]
}

function flush() {
  if (option == "")
    return
  items = items ".It " option "\n" sentence(help) "\n" detail(name)
  option = ""
}

FILENAME ~ /options\.mdoc$/ {
  if (/^\.\\" --/) {
    line = substr($0, 4)
    of[1] = ""
    n = 1
    if (line ~ /:/) {
      n = split(substr(line, index(line, ":") + 2), of, " ")
      line = substr(line, 1, index(line, ":") - 1)
    }
    names = split(line, name_of, " ")
    next
  }
  for (i = 1; i <= n && names > 0; i++)
    for (j = 1; j <= names; j++)
      details[substr(name_of[j], 3), of[i]] = \
        details[substr(name_of[j], 3), of[i]] $0 "\n"
  next
}

FILENAME ~ /\.mdoc$/ {
  if (/^\.Sh /)
    behind = 1
  if (behind)
    sections = sections $0 "\n"
  else
    description = description $0 "\n"
  next
}

# The help: of the command, then perhaps of what it lists by another word.
/^usage: / {
  usage = $0
  sub(/^usage: sextant /, "", usage)
  sub(/ *\[options\]/, "", usage)
  part = usage
  split(usage, words, " ")
  inside = usage == command || index(usage, command " ") == 1
  state = "usage"
  next
}
state == "usage" && /^    / {
  usage = usage (usage ~ /\|$/ ? "" : " ") substr($0, 5)
  next
}
state == "usage" && /^$/ {
  state = "summary"
  next
}
state == "summary" && !/^$/ {
  summary = $0
  if (title == "") {
    title = summary
    rest = substr(usage, length(command) + 2)
    synopsis = ".Nm sextant " command "\n.Op Ar options\n" \
      (rest == "" ? "" : operands(rest) "\n")
  } else {
    synopsis = synopsis ".Nm sextant " part "\n.Op Ar options\n"
    items = items ".El\n.Ss Options of sextant " part "\n.Bl -tag -width Ds\n"
  }
  state = "options"
  next
}
state == "options" && /^(  -., |      )--/ {
  flush()
  line = $0
  option = "Fl "
  if (match(line, /^  -., /)) {
    option = option substr(line, 4, 1) " , "
    line = substr(line, 7)
  }
  sub(/^ *--/, "", line)
  match(line, /^[a-z0-9-]+/)
  name = substr(line, 1, RLENGTH)
  option = option "-" name
  line = substr(line, RLENGTH + 1)
  if (match(line, /^ [A-Z][A-Z=-]* /)) {
    option = option " " argument(substr(line, 2, RLENGTH - 2))
    line = substr(line, RLENGTH)
  }
  sub(/^ +/, "", line)
  help = line
  next
}
state == "options" && /^example: / {
  flush()
  examples = examples ".Dl $ " escaped(substr($0, 10)) "\n"
  state = ""
  next
}
state == "options" && !/^$/ { # a line more
  sub(/^ */, " ")
  help = help $0
}

END {
  if (title == "" || examples == "") {
    print command ": no help" >"/dev/stderr"
    exit 1
  }
  printf ".Dd %s\n.Dt SEXTANT-%s 1\n.Os Sextant %s\n", date,
    toupper(command), version
  printf ".Sh NAME\n.Nm sextant-%s\n.Nd %s\n", command, escaped(title)
  printf ".Sh SYNOPSIS\n%s", synopsis
  printf ".Sh DESCRIPTION\n%s", description
  printf ".Sh OPTIONS\n.Bl -tag -width Ds\n%s.El\n", items
  printf "%s", sections
  printf ".Sh EXIT STATUS\nAs of\n.Xr sextant 1 .\n"
  printf ".Sh EXAMPLES\n%s", examples
  printf ".Sh SEE ALSO\n.Xr sextant 1 ,\n%s.Xr sextant.yaml 5\n", related
}
