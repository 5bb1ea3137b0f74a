"""What a shell completes, as somebody sees who types: complete.py SHELL SCRIPT, with a
line of standard input for each line that is typed, where it has no tab with one at its
end, and then the enter key. Prints
what the shell runs then, as the words that `sextant` is given, one of them a line, and
an empty line behind them."""

import os
import pty
import select
import sys
import termios
import time

SETUP = {
    "bash": (["bash", "--norc", "--noprofile", "-i"],
             "bind 'set bell-style none'; bind 'set enable-bracketed-paste off'; "
             "source {script}; "
             "sextant() {{ echo; printf '<%s>\\n' \"$@\"; echo '<''end>'; }}; "
             "echo '<''ready>'\n"),
    "zsh": (["zsh", "-f", "-i"],
            "setopt no_beep no_auto_menu no_auto_list; unsetopt zle_bracketed_paste "
            "2>/dev/null; unset zle_bracketed_paste; PS1='> '; autoload -U compinit; "
            "{load}"
            "sextant() {{ echo; printf '<%s>\\n' \"$@\"; echo '<''end>'; }}; "
            "echo '<''ready>'\n"),
}


def until(fd, marker):
    """What is printed up to a line of just the marker."""
    seen, end = b"", time.monotonic() + 30
    while marker + b"\r\n" not in seen:
        if time.monotonic() > end or not select.select([fd], [], [], 30)[0]:
            sys.exit(f"waited for {marker.decode()}, and had {seen!r}")
        seen += os.read(fd, 65536)
    return seen.replace(b"\r", b"")


def main():
    command, setup = SETUP[sys.argv[1]]
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(TERM="dumb", COLUMNS="500", HISTFILE="")
        os.execvp(command[0], command)
    mode = termios.tcgetattr(fd)
    mode[3] &= ~termios.ECHO
    termios.tcsetattr(fd, termios.TCSANOW, mode)
    folder, name = os.path.split(sys.argv[2])
    load = (f"fpath=({folder or '.'} $fpath); compinit -D -u; " if name[0] == "_"
            else f"compinit -D -u; source {sys.argv[2]}; ")
    os.write(fd, setup.format(script=sys.argv[2], load=load).encode())
    until(fd, b"<ready>")
    for line in sys.stdin.buffer.read().splitlines():
        os.write(fd, line + (b"\n" if b"\t" in line else b"\t\n"))
        for word in until(fd, b"<end>").split(b"\n"):
            word = word.strip(b"\0")
            if word.startswith(b"<") and word.endswith(b">") and word != b"<end>":
                print(word.decode())
        print()
        sys.stdout.flush()
    os.write(fd, b"exit\n")
    os.close(fd)
    os.waitpid(pid, 0)


main()
