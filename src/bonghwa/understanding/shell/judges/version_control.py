"""Git and Subversion: looking reads; settings, hooks and external programs run anything."""

from bonghwa.understanding.shell import paths, patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.expansions import HOLE
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.rules.model import Rule
from bonghwa.understanding.shell.words import Word

_GIT_READS = frozenset(
    [
        "status",
        "log",
        "show",
        "diff",
        "blame",
        "shortlog",
        "describe",
        "rev-parse",
        "rev-list",
        "ls-files",
        "ls-tree",
        "cat-file",
        "name-rev",
        "merge-base",
        "for-each-ref",
        "show-ref",
        "whatchanged",
        "reflog",
        "grep",
        "count-objects",
        "cherry",
        "diff-tree",
        "diff-index",
        "diff-files",
        "var",
        "version",
        "help",
        "show-branch",
        "ls-remote",
        "fsck",
        "verify-commit",
        "verify-tag",
        "check-ignore",
        "range-diff",
        "annotate",
    ]
)


_GIT_CHANGES = frozenset(
    [
        "add",
        "commit",
        "checkout",
        "switch",
        "restore",
        "merge",
        "rebase",
        "pull",
        "fetch",
        "clone",
        "init",
        "stash",
        "tag",
        "branch",
        "reset",
        "revert",
        "cherry-pick",
        "mv",
        "rm",
        "clean",
        "apply",
        "am",
        "push",
        "gc",
        "worktree",
        "submodule",
        "bisect",
        "sparse-checkout",
        "notes",
        "format-patch",
        "archive",
        "bundle",
    ]
)


def git(court: Court, call: Call, _rule: Rule) -> None:  # noqa: C901, PLR0912  # one plain branch for each form that the command line can take
    """Git: looking reads; settings, hooks and external programs run anything."""
    args = list(call.args)
    while args and args[0].text.startswith("-"):
        text = args.pop(0).text
        if text in {"-C", "--namespace"} and args:
            folder = args.pop(0).text
            if (
                not folder.startswith(("/app", "/opt", "/srv", "/data", "/usr", "/var/www", "/home"))
                and "/" in folder
            ):
                court.changes(call, f"the settings in “{folder[:60]}” can make it run another program")
        elif text.startswith(("--git-dir", "--work-tree")):
            court.changes(call, "the settings of another repository can make it run another program")
            if "=" not in text and args:
                args.pop(0)
        elif text in {"-c", "--config-env"} or text.startswith(
            ("-c", "--exec-path=", "--config-env=", "--upload-pack", "--super-prefix")
        ):
            value = args.pop(0).text if text == "-c" and args else text
            if not patterns.match(
                r"(?:color\.\w+|core\.(?:quotepath|pager)|log\.\w+|safe\.directory|i18n\.\w+)=(?:false|true|never|always|auto|cat|utf-8|/[\w/.-]+|)\Z",
                value,
            ):
                court.forbid(call, f"the setting “{value[:60]}” can make it run another program")
        elif text in {"-p", "--paginate"}:
            court.changes(call, "it runs a pager")
        elif text not in {
            "--no-pager",
            "--version",
            "--help",
            "-P",
            "--bare",
            "--no-optional-locks",
            "--literal-pathspecs",
        } and not text.startswith(("--git-dir=", "--work-tree=")):
            court.changes(call, f"the option {text} is not known to only read")
    if not args:
        return
    verb, rest = args[0], args[1:]
    text = " ".join(word.text for word in rest)
    if not verb.sure:
        court.forbid(call, "its verb cannot be known beforehand")
    for word in rest:
        if patterns.match(
            r"--(?:output|ext-diff|textconv|exec|upload-pack|receive-pack|open-files-in-pager|contents|no-index|filters|edit-description|template|config|separate-git-dir)(?:=|\Z)|-O\S*|--outp\w*|--ext\w*",
            word.text,
        ) and not patterns.match(r"-O\w+/none", word.text):
            if word.text.startswith("--no-index"):
                for path in rest:
                    court.show(path, call)
                continue
            if word.text.startswith("--output="):
                court.write(Word(word.text.partition("=")[2], word.source), call)
            elif "exec" in word.text or "pack" in word.text or "pager" in word.text:
                court.forbid(call, f"{word.shown} runs another program")
            court.changes(call, f"{word.shown} does more than read")
        if word.text.startswith(HOLE):
            court.changes(call, "an unknown word could turn into an option")
    _git_verb(court, call, verb.text, text, rest)


def _git_verb(court: Court, call: Call, verb: str, text: str, rest: list[Word]) -> None:  # noqa: C901, PLR0912  # one plain branch for each form that the command line can take
    if verb in {"ls-remote", "fetch", "pull", "clone"} and patterns.search(r"(?:^| )(?:ext|fd)::", text):
        court.forbid(call, "the address runs a program")
    if verb in _GIT_READS:
        if verb == "reflog" and patterns.match(r"(?:expire|delete)", text):
            court.forbid(call, "it loses history for good")
        if verb == "ls-remote":
            for word in rest:
                if "://" in word.text or patterns.match(r"[\w.@-]+:", word.text):
                    court.reach(word, call)
        for word in rest:
            name = word.text.rpartition(":")[2]
            if (
                not name.startswith("-")
                and patterns.search(r"[./_]", name)
                and paths.discloses(name, court.base)
            ):
                court.forbid(call, f"“{word.shown}” would show credentials")
        return
    if verb in {
        "branch",
        "tag",
        "remote",
        "stash",
        "config",
        "worktree",
        "notes",
        "submodule",
        "bisect",
        "lfs",
    } and _git_lists(verb, text):
        return
    if verb in {"config", "credential"} or verb.startswith("credential-"):
        court.forbid(call, "it shows or sets what git runs and which credentials it uses")
    elif verb in _GIT_CHANGES or verb == "remote":
        court.changes(call, f"git {verb} changes the work or the repository")
        if (verb == "clean" and patterns.search(r"x|(?:^| )/", text)) or (
            verb == "push" and patterns.search(r"--force\b|-f\b|--mirror|--delete|--prune|(?:^| ):", text)
        ):
            court.forbid(call, "it loses work for good")
        if verb == "clone" and patterns.search(r"--(?:config|template|upload-pack)|-[cu] ", text):
            court.forbid(call, "it can run another program")
        if (
            (verb == "archive" and "--remote" in text)
            or (verb == "bisect" and "run" in text)
            or (verb == "submodule" and "foreach" in text)
            or (verb == "rebase" and patterns.search(r"-x|--exec", text))
        ):
            court.forbid(call, "it runs another program")
        for word in rest:
            if verb in {"clone", "remote", "push", "pull", "fetch"} and "://" in word.text:
                court.reach(word, call)
    elif verb in {
        "filter-branch",
        "filter-repo",
        "daemon",
        "shell",
        "send-email",
        "svn",
        "p4",
        "instaweb",
        "upload-pack",
        "receive-pack",
        "upload-archive",
        "update-ref",
        "replace",
        "prune",
        "hook",
        "difftool",
        "mergetool",
    }:
        court.forbid(call, f"git {verb} runs programs, opens doors or loses history")
    else:
        court.changes(call, f"git {verb} is not known; it may be an alias for anything")


def _git_lists(verb: str, text: str) -> bool:  # noqa: PLR0911  # one plain branch for each form that the command line can take
    match verb:
        case "branch":
            return (
                patterns.fullmatch(
                    r"(?:-a|-r|-v+|-vv|--list(?: [\w*/.-]+)?|--show-current|--all|--remotes|--merged(?: \w+)?|--no-merged(?: \w+)?|--contains \S+|--sort=\S+|--format=\S+| )*",
                    text,
                )
                is not None
            )
        case "tag":
            return (
                patterns.fullmatch(
                    r"(?:(?:-l|--list)(?: [\w*/.-]+)?|-n\d*|--sort=\S+|--contains \S+|--points-at \S+| )*",
                    text,
                )
                is not None
            )
        case "remote":
            return patterns.fullmatch(r"|-v|show(?: -n)? [\w-]+|get-url [\w-]+|show", text) is not None
        case "stash" | "worktree" | "notes":
            return patterns.fullmatch(r"list(?: .*)?|show(?: -p)?(?: stash@\{\d+\})?", text) is not None
        case "config":
            return (
                patterns.fullmatch(
                    r"(?:--(?:local|global|system) )?(?:--get(?:-all)? )?(?:user\.(?:name|email)|remote\.\w+\.fetch|branch\.\S+|core\.(?:autocrlf|bare|filemode)|pull\.rebase|init\.defaultBranch)",
                    text,
                )
                is not None
            )
        case "submodule":
            return patterns.fullmatch(r"|status(?: --recursive)?|summary", text) is not None
        case "lfs":
            return patterns.match(r"(?:ls-files|status|env-none|version)\b", text) is not None
    return False


def svn(court: Court, call: Call, _rule: Rule) -> None:
    """Svn: looking reads."""
    text = line(call)
    words = [word.text for word in call.args if not word.text.startswith("-")]
    if patterns.search(r"--(?:diff-cmd|editor-cmd|config-dir|config-option|diff3-cmd|merge-tool)", text):
        court.forbid(call, "it runs another program or takes other settings")
    if words and words[0] in {
        "log",
        "info",
        "status",
        "st",
        "stat",
        "diff",
        "di",
        "cat",
        "list",
        "ls",
        "blame",
        "praise",
        "annotate",
        "ann",
        "proplist",
        "pl",
        "propget",
        "pg",
        "help",
    }:
        for word in call.args:
            if "://" in word.text:
                court.reach(word, call)
        return
    court.changes(call, "it changes the work or the repository")


VERSION_CONTROL: dict[str, Judge] = {"git": git, "svn": svn}
