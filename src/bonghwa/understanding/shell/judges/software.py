"""Package managers, version control, infrastructure tools."""

import re

from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.words import HOLE, Word

_VITAL = re.compile(
    r"\b(?:systemd|glibc|libc6|bash|kernel\S*|linux-image\S*|openssh-server|sudo|coreutils|rpm|yum|dnf|apt|dpkg|init|util-linux|grub\S*|pam|audit|auditd|firewalld|selinux-\S+|NetworkManager|python3?)(?: |\Z)"
)
_REMOTE = re.compile(r"://|\bgit\+|@git")


def _packages(court: Court, call: Call, text: str) -> None:
    court.changes(call, "it installs, updates or removes packages")
    if re.search(
        r"\b(?:remove|erase|purge|autoremove|-e|-P|-r|--purge|--erase|--remove)\b", text
    ) and _VITAL.search(text + " "):
        court.forbid(call, "the host needs that package")
    if re.search(
        r"--nogpgcheck|--nosignature|--nodigest|--no-gpg-check\w*|--allow-unauthenticated|--force-all|--force-yes|--allow-downgrades-none|--root|--installroot|--noscripts-none",
        text,
    ):
        court.forbid(call, "it switches a check of packages off")
    if re.search(r"https?://|ftp://|git\+", text):
        court.forbid(call, "it installs from somewhere else")
    if re.search(r"(?:^|[ '\"/])/?(?:tmp|var/tmp|dev/shm)/", text):
        court.forbid(call, "it installs from a place where anybody may have put something")


def rpm(court: Court, call: Call, _rule: Rule) -> None:
    """Queries and verification read."""
    text = line(call)
    if re.search(r"(?:^| )(?:--pipe|--define|-D|--eval|-E|--rcfile|--macros|--load|--dbpath|--root)\b", text):
        court.forbid(call, "it runs or loads something of somebody's choice")
    elif call.name == "rpmquery" or re.match(
        r"(?:-q\w*|-V\w*|--query|--verify|--querytags|--showrc|-K|--checksig|--version)(?: |\Z)", text
    ):
        if re.search(r"https?://", text):
            court.changes(call, "it loads a package from somewhere else")
        if re.search(r"(?:^| )(?:--import|--rebuilddb|--initdb|--setperms|--setugids|--restore)\b", text):
            court.forbid(call, "it changes packages as a whole")
    else:
        _packages(court, call, text)
        if "--import" in text or "--rebuilddb" in text:
            court.forbid(call, "it changes which packages are trusted")


_YUM_READS = re.compile(
    r"(?:list|info|search|provides|whatprovides|repolist|repoinfo|check-update|check|deplist|repoquery|grouplist|groupinfo|updateinfo|version|history(?: (?:list|info|summary|packages-list|packages-info|addon-info))?(?= |\Z)(?! (?:undo|redo|rollback|new|sync))|module list|group (?:list|info|summary)|needs-restarting|help)\b"
)


def yum(court: Court, call: Call, _rule: Rule) -> None:
    """Yum and dnf."""
    text = re.sub(
        r"(?:^|(?<= ))(?:-[qyvCt]+|--\w[\w-]*(?:=\S+)?|-[deRx] \S+)(?: |\Z)", "", line(call)
    ).strip()
    if re.search(
        r"(?:^| )-c[ =]?\S|--config|--setopt|--rpmverbosity-none|--enableplugin|--pluginpath|--installroot|--repofrompath",
        line(call),
    ):
        court.forbid(call, "it takes other settings, which can install anything")
    if _YUM_READS.match(text):
        return
    if re.match(r"(?:clean|makecache)\b", text):
        court.changes(call, "it changes a cache")
        return
    _packages(court, call, line(call))
    if re.match(r"(?:shell|history (?:undo|rollback))\b", text):
        court.forbid(call, "what it will do cannot be seen here")


def dpkg(court: Court, call: Call, _rule: Rule) -> None:
    """Lists and searches read."""
    text = line(call)
    if re.match(
        r"(?:-[lLsSVpCI]|--list(?:files)?|--status|--search|--verify|--get-selections|--print-\S+|--audit|--info|-c|--contents|--version|--compare-versions)(?: |\Z)",
        text,
    ) and not re.search(r"--(?:pre|post)-invoke|--status-logger|--root|--admindir", text):
        return
    _packages(court, call, text)
    if re.search(r"--force|--(?:pre|post)-invoke|--status-logger|--set-selections|--clear", text):
        court.forbid(call, "it overrides a check or runs another program")


def apt(court: Court, call: Call, _rule: Rule) -> None:
    """Apt: lists, policies and simulations read."""
    text = line(call)
    if re.search(r"(?:^| )(?:-o|--option|-c|--config-file)", text):
        if re.search(
            r"(?i)invoke|hook|pager|proxy|dir|allowunauth|unsafe|exec|command|trusted|(?:^| )(?:-c|--config-file)",
            text,
        ):
            court.forbid(call, "its settings make it run or trust something else")
        court.changes(call, "it takes other settings")
    words = [word.text for word in call.args if not word.text.startswith("-")]
    verb = words[0] if words else ""
    if verb in {
        "list",
        "search",
        "show",
        "policy",
        "depends",
        "rdepends",
        "madison",
        "showpkg",
        "changelog",
        "check",
        "showsrc",
        "versions",
    } or text in {"--version", "-v"}:
        return
    if re.search(r"(?:^| )(?:-s|--simulate|--just-print|--dry-run)(?: |\Z)", text) and verb in {
        "upgrade",
        "dist-upgrade",
        "install",
        "full-upgrade",
        "autoremove",
        "remove",
    }:
        return
    _packages(court, call, text)
    if verb in {"edit-sources", "source", "build-dep"}:
        court.forbid(call, "it changes which packages are trusted")


def remote_package(court: Court, call: Call, _rule: Rule) -> None:
    """Installing straight from an address."""
    text = line(call)
    if re.match(r"(?:install|i|add|download|wheel|ci|exec|run|dlx|x|create|init)\b", text):
        if (
            _REMOTE.search(text)
            or re.search(
                r"--(?:index-url|extra-index-url|registry|trusted-host|find-links)|(?:^| )-[if] ?\S*://", text
            )
            or re.search(r"(?:^| )\.{0,2}/(?:tmp|var/tmp)", text)
        ):
            court.forbid(call, "it installs from somewhere else")
        if re.match(r"(?:exec|run|dlx|x|create|init)\b", text):
            court.forbid(call, "it runs what a package says")


def builder(court: Court, call: Call, _rule: Rule) -> None:
    """Make and its kin."""
    text = line(call)
    if call.name in {"make", "gmake"} and re.fullmatch(r"-n(?: [\w.-]+)?|--version|-v", text):
        court.changes(call, "it reads a build file, which can run commands even so")
    if (
        re.search(r"--eval|-f ?-|\bSHELL=|-f ?/tmp|-f ?/dev", text)
        or call.name in {"m4"}
        or (call.feed is not None and call.feed.path != "/dev/null")
    ):
        court.forbid(call, "what it runs cannot be looked at")


def ansible(court: Court, call: Call, _rule: Rule) -> None:
    """Ad-hoc commands on other hosts."""
    text = line(call)
    if "--list-hosts" in text or text in {"--version"}:
        return
    court.changes(call, "it works on other hosts")
    parts = split(
        reads(
            values="-m -a -i -u -e -l -f --module-name --args --inventory --user --extra-vars --limit --forks -c -T --become-user --become-method -M -t --tree --vault-password-file"
        ),
        call.args,
    )
    module = parts.value("-m", "--module-name")
    arguments = parts.value("-a", "--args")
    name = module.text.rpartition(".")[2] if module is not None else "command"
    if name in {"command", "shell", "raw"} and arguments is not None:
        if arguments.unforeseen:
            court.forbid(call, "its command cannot be known beforehand")
        court.script(arguments.text)
    elif name in {
        "script",
        "copy",
        "user",
        "authorized_key",
        "cron",
        "unarchive",
        "get_url",
        "fetch",
        "lineinfile",
    }:
        court.forbid(call, f"the module {name} puts code or rights on other hosts")


def playbook(court: Court, call: Call, _rule: Rule) -> None:
    """A playbook says itself what happens."""
    text = line(call)
    if not re.search(r"--(?:syntax-check|list-\w+)", text):
        court.forbid(call, "what the playbook does cannot be looked at")


def remote_manager(court: Court, call: Call, _rule: Rule) -> None:
    """Salt and puppet."""
    text = line(call)
    if re.search(r"\btest\.(?:ping|version)\b|\bgrains\.(?:get|items)\b|\bstatus\.\w+\b", text):
        return
    court.changes(call, "it works on other hosts")
    if re.search(r"cmd\.\w+|apply -e|--execute|exec\b", text):
        court.forbid(call, "it runs commands on other hosts")


_TERRAFORM_READS = re.compile(
    r"(?:(?:-chdir=\S+) )?(?:show|version|validate|providers|graph|state (?:list|show)|workspace (?:list|show)|fmt -check|plan-none|output-none|-v(?:ersion)?|get-none)\b"
)


def terraform(court: Court, call: Call, _rule: Rule) -> None:
    """Show, validate and lists read; destroy and state surgery cannot be taken back."""
    text = line(call)
    if _TERRAFORM_READS.match(text):
        if re.search(r"-json", text) and "show" in text or re.search(r"pull", text):
            court.forbid(call, "it shows the state, credentials among it")
        return
    court.changes(call, "it changes infrastructure")
    if re.search(
        r"\bdestroy\b|state (?:rm|push|pull|mv|replace)|force-unlock|-replace|console|taint|output|import",
        text,
    ):
        court.forbid(call, "it destroys infrastructure, or shows or alters its state")


_AWS_READ_VERBS = re.compile(
    r"(?:describe|list|get|head|lookup|search|batch-get|filter|tail|ls|wait|estimate|view)(?:-|\Z)"
)


def aws(court: Court, call: Call, _rule: Rule) -> None:
    """Aws: describe, list and most get verbs read."""
    parts = split(
        reads(
            values="--region --profile --output --query --filters --endpoint-url --color --max-items --page-size --instance-ids --cli-input-json --ca-bundle --cli-read-timeout"
        ),
        call.args,
    )
    words = [word.text for word in parts.operands]
    text = " ".join(words)
    if parts.has("--endpoint-url", "--cli-input-json", "--no-verify-ssl", "--ca-bundle"):
        court.changes(call, "it speaks to another place or takes orders from a file")
    service_name, verb = (words + ["", ""])[:2]
    if re.search(
        r"secret|password|credential|get-session-token|assume-role|get-federation-token|kms|ssm get-|get-authorization-token|get-login|user-data|userData|export-|cognito|access-key",
        text + " " + line(call),
    ) or (service_name == "configure" and verb != "list-profiles"):
        court.forbid(call, "it shows or hands out credentials")
    elif service_name == "s3" and verb == "ls":
        return
    elif service_name == "s3":
        court.forbid(call, "it carries off or destroys stored data") if verb in {
            "rm",
            "rb",
            "sync",
            "cp",
            "mv",
            "presign",
        } else court.changes(call, "it changes stored data")
    elif verb == "get-object" or service_name == "lambda" and verb.startswith("get-function"):
        court.forbid(call, "it carries data off or shows credentials")
    elif service_name == "logs" and verb in {"tail", "filter-log-events"}:
        return
    elif _AWS_READ_VERBS.match(verb) or service_name in {"--version"} or text in {"sts get-caller-identity"}:
        return
    else:
        court.changes(call, "it changes a cloud account")
        if re.match(
            r"(?:delete|terminate|deregister|remove|purge|disable|attach|put-\w*policy|create-(?:user|access|login|role)|add-user|authorize|modify-db|reset|stop-logging|release)",
            verb,
        ):
            court.forbid(call, "it destroys something for good or hands out rights")


def cloud(court: Court, call: Call, _rule: Rule) -> None:
    """Other clouds: lists and descriptions read."""
    text = line(call)
    if re.search(
        r"secret|password|token|credential|key|login|auth|kubeconfig|get-credentials|ssh\b|run-command|invoke",
        text,
    ):
        court.forbid(call, "it shows or hands out credentials, or opens a session")
    elif not re.match(r"(?:[\w-]+ ){1,4}(?:list|describe|show|status|read)(?: |\Z)", text + " ") or re.search(
        r"\b(?:delete|create|update|set|start|stop|remove|add)\b", text
    ):
        court.changes(call, "it changes a cloud account")
        if re.search(r"\b(?:delete|destroy|purge|remove)\b", text):
            court.forbid(call, "it destroys something for good")


def cloud_storage(court: Court, call: Call, _rule: Rule) -> None:
    """Listing reads; copying carries data off."""
    text = line(call)
    if re.match(r"(?:ls|du|stat|info|list|version)\b", text):
        return
    court.forbid(call, "it carries off or destroys stored data")


_GIT_READS = frozenset(
    "status log show diff blame shortlog describe rev-parse rev-list ls-files ls-tree cat-file name-rev merge-base for-each-ref show-ref whatchanged reflog grep count-objects cherry "
    "diff-tree diff-index diff-files var version help show-branch ls-remote fsck verify-commit verify-tag check-ignore range-diff annotate".split()
)
_GIT_CHANGES = frozenset(
    "add commit checkout switch restore merge rebase pull fetch clone init stash tag branch reset revert cherry-pick mv rm clean apply am push gc worktree submodule bisect sparse-checkout notes format-patch archive bundle".split()
)


def git(court: Court, call: Call, _rule: Rule) -> None:
    """Git: looking reads; settings, hooks and external programs run anything."""
    args = list(call.args)
    while args and args[0].text.startswith("-"):
        text = args.pop(0).text
        if text in {"-C", "--git-dir", "--work-tree", "--namespace"} and args:
            args.pop(0)
        elif text in {"-c", "--config-env"} or text.startswith(
            ("-c", "--exec-path=", "--config-env=", "--upload-pack", "--super-prefix")
        ):
            value = args.pop(0).text if text == "-c" and args else text
            if not re.match(
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
        if re.match(
            r"--(?:output|ext-diff|textconv|exec|upload-pack|receive-pack|open-files-in-pager|no-index|filters|edit-description|template|config|separate-git-dir)(?:=|\Z)|-O\S*|--outp\w*|--ext\w*",
            word.text,
        ) and not re.match(r"-O\w+/none", word.text):
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


def _git_verb(court: Court, call: Call, verb: str, text: str, rest: list[Word]) -> None:
    if verb in {"ls-remote", "fetch", "pull", "clone"} and re.search(r"(?:^| )(?:ext|fd)::", text):
        court.forbid(call, "the address runs a program")
    if verb in _GIT_READS:
        if verb == "reflog" and re.match(r"(?:expire|delete)", text):
            court.forbid(call, "it loses history for good")
        if verb == "ls-remote":
            for word in rest:
                if "://" in word.text or re.match(r"[\w.@-]+:", word.text):
                    court.reach(word, call)
        if verb in {"show", "cat-file", "log", "diff"} and any(
            re.search(r":.*(?:\.env|id_rsa|\.key|secret|credential|password)", word.text) for word in rest
        ):
            court.forbid(call, "it shows credentials")
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
    if verb == "config" or verb == "credential" or verb.startswith("credential-"):
        court.forbid(call, "it shows or sets what git runs and which credentials it uses")
    elif verb in _GIT_CHANGES or verb == "remote":
        court.changes(call, f"git {verb} changes the work or the repository")
        if (
            verb == "clean"
            and re.search(r"x|(?:^| )/", text)
            or verb == "push"
            and re.search(r"--force\b|-f\b|--mirror|--delete|--prune|(?:^| ):", text)
        ):
            court.forbid(call, "it loses work for good")
        if verb == "clone" and re.search(r"--(?:config|template|upload-pack)|-[cu] ", text):
            court.forbid(call, "it can run another program")
        if (
            verb == "archive"
            and "--remote" in text
            or verb == "bisect"
            and "run" in text
            or verb == "submodule"
            and "foreach" in text
            or verb == "rebase"
            and re.search(r"-x|--exec", text)
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


def _git_lists(verb: str, text: str) -> bool:
    match verb:
        case "branch":
            return (
                re.fullmatch(
                    r"(?:-a|-r|-v+|-vv|--list(?: [\w*/.-]+)?|--show-current|--all|--remotes|--merged(?: \w+)?|--no-merged(?: \w+)?|--contains \S+|--sort=\S+|--format=\S+| )*",
                    text,
                )
                is not None
            )
        case "tag":
            return (
                re.fullmatch(
                    r"(?:(?:-l|--list)(?: [\w*/.-]+)?|-n\d*|--sort=\S+|--contains \S+|--points-at \S+| )*",
                    text,
                )
                is not None
            )
        case "remote":
            return re.fullmatch(r"|-v|show(?: -n)? [\w-]+|get-url [\w-]+|show", text) is not None
        case "stash" | "worktree" | "notes":
            return re.fullmatch(r"list(?: .*)?|show(?: -p)?(?: stash@\{\d+\})?", text) is not None
        case "config":
            return (
                re.fullmatch(
                    r"(?:--(?:local|global|system) )?(?:--get(?:-all)? )?(?:user\.(?:name|email)|remote\.\w+\.fetch|branch\.\S+|core\.(?:autocrlf|bare|filemode)|pull\.rebase|init\.defaultBranch)",
                    text,
                )
                is not None
            )
        case "submodule":
            return re.fullmatch(r"|status(?: --recursive)?|summary", text) is not None
        case "lfs":
            return re.match(r"(?:ls-files|status|env-none|version)\b", text) is not None
    return False


def svn(court: Court, call: Call, _rule: Rule) -> None:
    """Svn: looking reads."""
    text = line(call)
    words = [word.text for word in call.args if not word.text.startswith("-")]
    if re.search(r"--(?:diff-cmd|editor-cmd|config-dir|config-option|diff3-cmd|merge-tool)", text):
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


SOFTWARE: dict[str, Judge] = {
    "rpm": rpm,
    "yum": yum,
    "dpkg": dpkg,
    "apt": apt,
    "remote_package": remote_package,
    "builder": builder,
    "ansible": ansible,
    "playbook": playbook,
    "remote_manager": remote_manager,
    "terraform": terraform,
    "aws": aws,
    "cloud": cloud,
    "cloud_storage": cloud_storage,
    "git": git,
    "svn": svn,
}
