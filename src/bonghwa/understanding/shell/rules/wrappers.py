"""Programs that run other programs, and languages."""

from bonghwa.understanding.shell.rules.model import changes, forbids, reads, table

WRAPPERS = table({
    "sudo doas": reads(check="sudo", style="raw"),
    "su runuser": reads(check="su", style="raw"),
    "sg": reads(check="sg", style="raw"),
    "pkexec runas gosu su-exec chpst setpriv capsh": reads(check="privilege", style="raw"),
    "env": reads(check="env", style="raw"),
    "printenv": reads(check="printenv", style="raw"),
    "nice": reads(check="wrapper", values="-n --adjustment"),
    "ionice": reads(check="ionice", values="-c -n --class --classdata", options={"-p --pid -P -u": "value"}),
    "nohup setsid stdbuf unbuffer chronic ts": reads(check="wrapper", values="-i -o -e --input --output --error"),
    "time": reads(check="wrapper", values="-f --format", options={"-o --output": "write"}),
    "timeout": reads(check="wrapper", values="-k -s --kill-after --signal", skip=1),
    "chrt taskset": reads(check="affinity", values="-T -P -D", options={"-p --pid": "flag"}, skip=1),
    "setarch linux64 linux32 i386 x86_64": reads(check="wrapper", skip=0),
    "cgexec catchsegv dbus-run-session dbus-launch xvfb-run fakeroot proot faketime torify torsocks eatmydata numactl-run valgrind heaptrack "
    "prlimit-run cpulimit softlimit multitime hyperfine rlwrap expect-run ltrace-run systemd-inhibit caffeinate tini dumb-init with-contenv firejail bwrap": changes(
        "it runs another program in a changed environment", check="wrapper", values="-g -l -p -e --what --who --why --mode --bus"
    ),
    "unshare nsenter chroot": changes("it runs a program in another space of the system", check="space", values="-S -G -r -w -t --target --setuid --setgid --root --wd"),
    "flock": changes("it creates a lock file", check="flock", values="-w -E --timeout --wait --conflict-exit-code"),
    "watch": reads(check="watch", values="-n --interval"),
    "xargs": reads(check="xargs", style="raw"),
    "parallel sem": changes("it runs programs for each line", check="parallel", style="raw"),
    "script scriptreplay scriptlive": changes("it records a session", check="script", style="raw"),
    "screen tmux byobu zellij dtach abduco": forbids("it keeps sessions alive that nobody sees", {"-ls -list ls list-sessions": "reads"}, style="single"),
    "expect": forbids("it types into other programs"),
    "busybox toybox": reads(check="busybox", style="raw"),
    "exec command builtin coproc": reads(check="builtin_wrapper", style="raw"),
    "eval": reads(check="eval", style="raw"),
    "source .": reads(check="source", style="raw"),
    "trap": reads(check="trap", style="raw"),
    "sh": reads(check="shell", style="raw"),
    "python3": reads(check="python", style="raw"),
    "perl": reads(check="perl", style="raw"),
    "ruby node php lua deno bun tclsh jshell groovy scala R Rscript octave gnuplot guile racket sbcl erl elixir iex julia swift kotlin irb ipython osascript": reads(
        check="language", style="raw"
    ),
    "cd pushd popd dirs": reads(check="directory", style="raw"),
    "read mapfile readarray": reads(check="read_names", style="raw"),
    "set shopt enable bind complete compgen compopt": reads(check="shell_settings", style="raw"),
    "let": reads(check="let", style="raw"),
    "export declare typeset local readonly": reads(check="declare", style="raw"),
    "hash": reads(most=0),
    "return exit break continue shift": reads(),
    "getopts": reads(),
    "logout suspend": changes("it ends the session"),
})  # fmt: skip
