# Parts of a text in Markdown as mdoc: those under the headings that are named in
# parts (names with ";" between them, or "*" for all of it), each a section; where
# first is given, that is what the first of them is called.

function code(s, link) {
  gsub(/\\\|/, "|", s)
  gsub(/\\/, "\\e", s)
  gsub(/--/, "\\-\\-", s)
  gsub(/`data\/sources\/README.md`/, "sextant-sources(5)", s)
  while (match(s, /\[[^]]*\]\([^)]*\)/)) {
    link = substr(s, RSTART + 1, RLENGTH - 2)
    s = substr(s, 1, RSTART - 1) substr(link, 1, index(link, "](") - 1) \
      substr(s, RSTART + RLENGTH)
  }
  while (match(s, /\*\*[^*]+\*\*/))
    s = substr(s, 1, RSTART - 1) "\\fB" substr(s, RSTART + 2, RLENGTH - 4) \
      "\\fR" substr(s, RSTART + RLENGTH)
  while (match(s, /`[^`]*`/))
    s = substr(s, 1, RSTART - 1) "\\fB" substr(s, RSTART + 1, RLENGTH - 2) \
      "\\fR" substr(s, RSTART + RLENGTH)
  return s
}

# A sentence a line, and none that begins as a macro does.
function text(s, out, end) {
  s = code(s)
  out = ""
  while (match(s, /[.?!:;]\)? +([A-Z(]|\\fB)/)) {
    end = RSTART + (substr(s, RSTART + 1, 1) == ")" ? 1 : 0)
    out = out line_of(substr(s, 1, end)) "\n"
    s = substr(s, end + 1)
    sub(/^ +/, "", s)
  }
  return out line_of(s)
}

function line_of(s) {
  return s ~ /^[.']/ ? "\\&" s : s
}

# What is told in a heading or tag: no word of it may be a macro.
function tag(s) {
  s = code(s)
  gsub(/"/, "\\(dq", s)
  gsub(/ /, " \\\\\\&", s)
  return line_of(s)
}

function flush() {
  if (paragraph != "") {
    print (fresh || listed ? "" : ".Pp\n") text(paragraph)
    fresh = 0
  }
  paragraph = ""
}

function close_list() {
  flush()
  if (list)
    print ".El"
  list = listed = 0
}

function begin_list(kind) {
  if (list == kind)
    return
  close_list()
  print ".Bl " kind
  list = kind
}

/^```/ {
  if (!literal && !on)
    literal = 1
  else if (!literal) {
    close_list()
    print ".Bd -literal -offset indent"
    literal = 1
  } else {
    if (on)
      print ".Ed"
    literal = 0
  }
  fresh = 0
  next
}
literal {
  if (on) {
    gsub(/\\/, "\\e")
    print line_of($0)
  }
  next
}
/^# / && parts == "*" {
  on = fresh = 1
  found = 1
  print ".Sh DESCRIPTION"
  next
}
/^## / {
  close_list()
  if (parts != "*")
    on = index(";" parts ";", ";" substr($0, 4) ";") > 0
  if (on) {
    found++
    fresh = 1
    print ".Sh " (found == 1 && first != "" ? first \
      : toupper(tag(substr($0, 4))))
  }
  next
}
!on { next }
/^### / {
  close_list()
  fresh = 1
  print ".Ss " tag(substr($0, 5))
  next
}
/^\|/ {
  row = substr($0, 2)
  sub(/ *\| *$/, "", row)
  if (row ~ /^[ |:-]+$/)
    next
  gsub(/\\\|/, "\001", row)
  n = split(row, cell, / *\| */)
  sub(/^ */, "", cell[1])
  if (list != "-tag -width Ds") { # the heading of the table
    begin_list("-tag -width Ds")
    next
  }
  print ".It " tag(cell[1])
  rest = ""
  for (i = 2; i <= n; i++)
    if (cell[i] != "")
      rest = rest (rest == "" ? "" : "; ") cell[i]
  gsub(/\001/, "|", rest)
  if (rest != "")
    print text(rest)
  fresh = 0
  next
}
/^- / || /^[0-9]+\. / {
  begin_list(/^- / ? "-bullet" : "-enum")
  flush()
  print ".It"
  listed = 1
  paragraph = $0
  sub(/^(-|[0-9]+\.) +/, "", paragraph)
  next
}
/^$/ {
  flush()
  if (list ~ /tag/)
    close_list()
  blank = 1
  next
}
{
  if (blank && list && !/^ /)
    close_list()
  blank = 0
  sub(/^ +/, "")
  paragraph = paragraph (paragraph == "" ? "" : " ") $0
}
END {
  close_list()
  wanted = parts == "*" ? 1 : split(parts, ignored, ";")
  if (parts != "*" && found != wanted) {
    printf "%s: not all of these are headings: %s\n", FILENAME, parts \
      >"/dev/stderr"
    exit 1
  }
}
