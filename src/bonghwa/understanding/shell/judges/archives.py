"""Archives and copies over the network: listing reads, unpacking writes, some options run programs."""

from bonghwa.understanding.shell import paths, patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.words import Word

_TAR = reads(
    options={
        "-I --use-compress-program --to-command --checkpoint-action --info-script -F --new-volume-script --rsh-command --rmt-command": "run",
        "--remove-files": "forbidden removes what it packs",
        "-P --absolute-names": "forbidden writes outside its directory",
        "--index-file --listed-incremental -g": "write",
        "-T --files-from -X --exclude-from": "read",
    },
    values="-f --file -C --directory --exclude -b --blocking-factor --checkpoint --transform --strip-components -N --newer --owner --group --mode -K -V --label --format -H",
)


def tar(court: Court, call: Call, _rule: Rule) -> None:  # noqa: C901  # one plain branch for each form that the command line can take
    """Tar: `t` lists, `x` writes, `c` reads what it packs."""
    args = list(call.args)
    if args and patterns.fullmatch(r"[a-zA-Z]+", args[0].text):
        args = _old_style(args)
    parts = split(_TAR, args)
    court.effects(_TAR, call, parts)
    if any(word.text.startswith("-") and "checkpoint-action" in word.text for word in call.args):
        court.forbid(call, "a checkpoint action runs a command")
    if not all(word.sure for word in args if word.text.startswith(("-", "\ue002"))):
        court.changes(call, "an unknown word could turn into an option")
    archive = parts.value("-f", "--file")
    if archive is not None and ":" in archive.text:
        court.forbid(call, "the archive lies on another host")
    if parts.has("-t", "--list", "-d", "--diff", "--compare"):
        return
    if parts.has("-x", "--extract", "--get"):
        shows = parts.has("-O", "--to-stdout")
        for word in parts.operands if shows else ():
            court.show(word, call)
        _unpack(court, call, parts.value("-C", "--directory"), to_output=shows)
        return
    if parts.has("--help", "--version", "--usage"):
        return
    for word in parts.operands:
        court.show_tree(word, call)
    if archive is not None and archive.text != "-":
        court.write(archive, call)
    else:
        court.changes(call, "it packs files")
    if parts.has("--delete", "-A", "-r", "-u"):
        court.changes(call, "it changes an archive")


def _old_style(args: list[Word]) -> list[Word]:
    letters, rest = args[0].text, args[1:]
    ordered: list[Word] = []
    for letter in letters:
        option = "-" + letter
        ordered.append(Word(option, option))
        if letter in "fCbIFgTXNKVH" and rest:
            ordered.append(rest.pop(0))
    return ordered + rest


def _unpack(court: Court, call: Call, where: Word | None, *, to_output: bool) -> None:
    if to_output:
        return
    if where is None:
        court.changes(call, "it unpacks files into the current directory")
        if court.base and paths.wide(court.base):
            court.forbid(call, f"it unpacks over “{court.base}”")
        return
    court.changes(call, f"it unpacks files into “{where.shown}”")
    court.record.touch("path", where.shown)
    if (
        not where.sure
        or paths.wide(where.text, court.base)
        or paths.guarded(where.text.rstrip("/") + "/x", court.base)
    ):
        court.forbid(call, f"it unpacks over “{where.shown}”")


def cpio(court: Court, call: Call, _rule: Rule) -> None:
    """Cpio, ar, pax: only listing reads."""
    text = "".join(word.text for word in call.args)
    if "rsh-command" in text or "-I" in text:
        court.forbid(call, "it runs another program")
    elif not (call.args and patterns.fullmatch(r"-\w*t\w*|t\w*|--list|-tv", call.args[0].text)):
        court.changes(call, "it packs or unpacks files")


def packer(court: Court, call: Call, _rule: Rule) -> None:
    """Zip, 7z, rar: only listing and testing read."""
    for index, word in enumerate(call.args):
        if patterns.match(r"-TT|--unzip-command|-T\Z", word.text):
            court.changes(call, f"{word.shown} tests with a program of somebody's choice")
            if index + 1 < len(call.args) and call.args[index + 1].sure:
                court.script(call.args[index + 1].text)
    if (
        call.args
        and call.args[0].text in {"l", "t", "i", "v", "lb", "vt", "-sf", "lt"}
        and not any(word.text.startswith("-o") for word in call.args)
    ):
        return
    court.changes(call, "it packs or unpacks files")
    for word in call.args:
        if not word.text.startswith("-") and "/" in word.text:
            court.show_tree(word, call)
            if paths.guarded(word.text, court.base):
                court.forbid(call, f"it writes over “{word.shown}”")


def unzip(court: Court, call: Call, _rule: Rule) -> None:
    """Unzip: `-l`, `-t`, `-v`, `-Z`, `-p` show, the rest unpacks."""
    parts = split(reads(values="-d -x -P"), call.args)
    where = parts.value("-d")
    for word in parts.operands[1:] if parts.has("-p") else ():
        court.show(word, call)
    if parts.has("-K"):
        court.forbid(call, "it keeps privileged modes")
    if (parts.has("-l", "-t", "-v", "-Z", "-p", "-z", "-h") and where is None) or (
        call.args[:1] and call.args[0].text in {"l", "lb", "t", "v"}
    ):
        return
    _unpack(court, call, where, to_output=False)


def compress(court: Court, call: Call, _rule: Rule) -> None:
    """Gzip and its kin replace files unless they list, test or write to standard output."""
    parts = split(reads(values="-S --suffix -T --threads -p -b"), call.args)
    shows = parts.has("-c", "--stdout", "--to-stdout")
    for word in parts.operands:
        if shows:
            court.show(word, call)
        elif not parts.has("-l", "--list", "-t", "--test", "-h", "-V"):
            court.write(word, call)
    if parts.has("--rm", "-o") or (
        call.name.startswith("un") and not shows and not parts.operands and call.feed is None
    ):
        court.changes(call, "it replaces files")


def jar(court: Court, call: Call, _rule: Rule) -> None:
    """Jar: only listing reads."""
    first = call.args[0].text if call.args else ""
    if not (patterns.fullmatch(r"-?t[vf0]*|--list|-t\w*", first)):
        court.changes(call, "it packs or unpacks files")


_RSYNC = reads(
    options={
        "-e --rsh --rsync-path --remote-option -M": "run",
        "--delete --delete-after --delete-before --delete-during --delete-excluded --delete-delay --remove-source-files --del --delete-missing-args": "removes",
        "--password-file --files-from --exclude-from --include-from": "read",
        "--log-file --partial-dir --temp-dir -T --backup-dir --write-batch --only-write-batch": "write",
        "--daemon --config --server --sender": "forbidden opens a door",
        "-n --dry-run --list-only": "lists",
    },
    values="--exclude --include -f --filter --bwlimit --timeout --port --chmod --chown --out-format --max-size --min-size --compare-dest --link-dest -B --suffix",
)


def rsync(court: Court, call: Call, _rule: Rule) -> None:
    """Rsync: copies trees, possibly to other hosts, possibly removing what is not in the source."""
    parts = split(_RSYNC, call.args)
    court.effects(_RSYNC, call, parts)
    operands = parts.operands
    remote = [word for word in operands if patterns.match(r"[^/]*:|rsync://", word.text)]
    for word in remote:
        court.reach(
            word, call, word.text.partition(":")[0].rpartition("@")[2] if "://" not in word.text else None
        )
    if (
        parts.has("-n", "--dry-run", "--list-only")
        and not remote
        and not parts.has("-e", "--rsh", "--rsync-path")
    ):
        return
    court.changes(call, "it copies files")
    if remote and operands and operands[-1] in remote:
        court.forbid(call, "it carries files to another host")
    for word in operands[:-1]:
        if word not in remote:
            court.show_tree(word, call)
    if operands and operands[-1] not in remote:
        court.write(operands[-1], call)
        removing = any(name.startswith(("--del", "--remove-source")) for name, _ in parts.options)
        if paths.wide(operands[-1].text, court.base) or (
            removing and not paths.disposable(operands[-1].text, court.base)
        ):
            court.forbid(call, f"it overwrites or removes everything in “{operands[-1].shown}”")


ARCHIVES: dict[str, Judge] = {
    "tar": tar,
    "cpio": cpio,
    "packer": packer,
    "unzip": unzip,
    "compress": compress,
    "jar": jar,
    "rsync": rsync,
}
