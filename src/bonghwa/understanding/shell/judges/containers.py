"""Containers and clusters."""

import re

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.call import Call, Feed
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.expansions import HOLE
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.rules.guarded import ANYBODYS
from bonghwa.understanding.shell.rules.model import Rule, reads
from bonghwa.understanding.shell.words import Word

_KUBE = reads(
    options={
        "--kubeconfig": "changes= takes another configuration, which can run programs",
        "--token --as-uid": "changes= uses other rights",
        "--server -s": "changes= speaks to another cluster",
        "--insecure-skip-tls-verify": "changes= weakens the check of who the other side is",
    },
    values="-n --namespace --context --cluster --user -v --v --request-timeout --as --as-group -o --output -l --selector --field-selector --sort-by -c --container --tail --since --since-time "
    "--template --timeout -f --filename -k --kustomize --for --chunk-size --label-columns -L --limit-bytes --raw --revision --replicas --image --patch -p --type --grace-period --subresource --api-group --verbs",
)
_KUBE_READS = frozenset(
    [
        "get",
        "describe",
        "logs",
        "log",
        "top",
        "version",
        "cluster-info",
        "explain",
        "api-resources",
        "api-versions",
        "events",
        "diff",
        "wait",
        "options",
    ]
)
_KUBE_SECOND = {
    "rollout": {"status", "history"},
    "auth": {"can-i", "whoami"},
    "config": {"current-context", "get-contexts", "get-clusters", "get-users"},
    "certificate": set(),
    "plugin": {"list"},
}
_KUBE_CHANGES = frozenset(
    [
        "apply",
        "create",
        "scale",
        "autoscale",
        "set",
        "label",
        "annotate",
        "patch",
        "edit",
        "replace",
        "expose",
        "run",
        "cordon",
        "uncordon",
        "rollout",
        "cp",
        "taint",
    ]
)
_SECRET_KINDS = re.compile(
    r"(?i)(?:^|[,/ ])(?:secrets?|sealedsecrets?|externalsecrets?|vaults?\w*)(?:$|[,/. ])"
)
_SHOWS_VALUES = re.compile(
    r"(?:^|=)(?:json|yaml|jsonpath|go-template|custom-columns|template|jsonpath-file|go-template-file)"
)


def kubectl(court: Court, call: Call, _rule: Rule) -> None:  # noqa: C901, PLR0912  # one plain branch for each form that the command line can take
    """Kubectl: asking verbs read, except for secrets; `exec` runs something inside."""
    cut = next((index for index, word in enumerate(call.args) if word.text == "--"), len(call.args))
    parts = split(_KUBE, call.args[:cut])
    inner = call.args[cut + 1 :]
    raw = parts.value("--raw")
    court.effects(_KUBE, call, parts)
    if any(word.text.startswith(HOLE) for word in parts.operands[:2]):
        court.changes(call, "an unknown word could turn into another verb")
    words = [word.text for word in parts.operands]
    verb = words[0] if words else ""
    kinds = " ".join(words[1:])
    if verb in {"get", "describe", "edit"} or raw is not None:
        output = parts.value("-o", "--output")
        secret = _SECRET_KINDS.search(kinds) or (kinds == "all-secrets")
        if (
            secret
            and (output is None or _SHOWS_VALUES.search(output.text))
            and verb == "get"
            and output is not None
        ) or (secret and parts.has("--template")):
            court.forbid(call, "it shows secrets of the cluster")
        if raw is not None and (
            not raw.sure or patterns.search(r"secret|/proxy|exec|attach|token|configz|portforward", raw.text)
        ):
            court.forbid(call, "it shows secrets of the cluster or reaches into it")
        for word in (output,):
            if word is not None and patterns.search(r"-file=", word.text):
                court.changes(call, "its template comes from a file")
        if (
            output is not None
            and patterns.search(r"(?i)env\b|password|secretKey|token", output.text)
            and verb == "get"
        ):
            court.forbid(call, "it picks credentials")
    if parts.has("--watch-only-none"):
        return
    if verb in _KUBE_READS:
        if verb == "cluster-info" and "dump" in words:
            court.forbid(call, "it writes out everything in the cluster")
        if verb == "diff":
            if "://" in line(call):
                court.forbid(call, "it loads something from elsewhere")
            court.record.touch("path", (parts.value("-f", "--filename") or Word("", "")).shown)
        return
    if verb in _KUBE_SECOND and len(words) > 1 and words[1] in _KUBE_SECOND[verb]:
        return
    if verb == "config":
        court.forbid(call, "it shows or changes credentials of clusters") if words[1:2] != [
            "view"
        ] or parts.has("--raw") else None
        return
    if verb in {"exec", "debug", "attach", "run"}:
        _inside(court, call, verb, inner or list(parts.operands[2:]))
        return
    _kube_changes(
        court,
        call,
        verb,
        words,
        everything=parts.has("--all", "-A", "--all-namespaces", "--force", "--disable-eviction"),
    )
    target = parts.value("-f", "--filename")
    if target is not None and (
        target.text == "-" or "://" in target.text or target.text.startswith(ANYBODYS)
    ):
        court.forbid(call, "what it applies cannot be looked at")


def _inside(court: Court, call: Call, verb: str, inner: "list[Word] | tuple[Word, ...]") -> None:
    if verb in {"debug", "attach"}:
        court.forbid(call, f"{verb} opens a session in the cluster")
        return
    if verb == "run":
        court.changes(call, "it starts a container")
    elif not inner:
        court.forbid(call, "it opens a session that nobody can look into")
    base, court.base = court.base, None
    court.words(call, list(inner), Feed(source="container") if call.feed is not None else None)
    court.base = base


def _kube_changes(court: Court, call: Call, verb: str, words: list[str], *, everything: bool) -> None:  # noqa: C901  # one plain branch for each form that the command line can take
    text = " ".join(words)
    if verb in {"proxy", "port-forward", "cp"}:
        court.forbid(call, f"{verb} opens a way into the cluster or carries files")
    elif verb == "delete":
        court.changes(call, "it deletes something in the cluster")
        if (
            everything
            or patterns.search(
                r"\b(?:node|nodes|no|ns|namespaces?|pv|pvc|persistentvolume\w*|crd\w*|customresource\w*|clusterrole\w*|secrets?|all|sts|statefulsets?|storageclass\w*)\b",
                text,
            )
            or (not words[2:] and "/" not in text)
        ):
            court.forbid(call, "it deletes far too much or data that is lost for good")
    elif verb == "drain":
        court.changes(call, "it empties a node")
        if everything or "--delete-emptydir-data" in line(call) or "--delete-local-data" in line(call):
            court.forbid(call, "it throws away data of the node")
    elif verb == "create" and patterns.search(
        r"\b(?:clusterrole\w*|role\w*|token|secret|serviceaccount|sa)\b", text
    ):
        court.forbid(call, "it hands out rights or credentials")
    elif verb in {"certificate", "auth"}:
        court.forbid(call, "it hands out rights")
    elif verb == "scale" and patterns.search(r"--replicas[= ]0|--all", line(call)):
        court.changes(call, "it stops every replica")
    elif verb in _KUBE_CHANGES:
        court.changes(call, f"{verb} changes the cluster")
        if patterns.search(
            r"privileged|hostPID|hostNetwork|hostPath|clusterrole|cluster-admin|\bsecrets?\b", line(call)
        ):
            court.forbid(call, "it hands out rights")
    else:
        court.changes(call, f"{verb or 'no verb'} is not known to only read")


def helm(court: Court, call: Call, _rule: Rule) -> None:
    """Helm: lists and states read; values may hold credentials."""
    text = patterns.replace(
        r"(?:^| )(?:-n|--namespace|--kube-context|-o|--output|--max|--revision)(?: |=)\S+", "", line(call)
    ).strip()
    if patterns.search(
        r"--post-renderer|--kubeconfig|--kube-token|--registry-config|--repository-config", line(call)
    ):
        court.forbid(call, "it runs another program or uses other rights")
    if patterns.match(
        r"(?:list|ls|status|history|hist|version|env-none|search (?:repo|hub)|show (?:chart|readme|crds)|repo (?:list|ls)|lint|get (?:notes|metadata)|verify|dependency list|dep list)\b",
        text,
    ):
        return
    if patterns.match(r"template\b", text):
        for word in call.args[1:]:
            if "://" in word.text:
                court.forbid(call, "it loads a chart from somewhere else")
        if "--output-dir" in text:
            court.changes(call, "it writes files")
        court.changes(call, "it runs the templates of a chart")
        return
    if patterns.match(r"get\b|env\b|show (?:values|all)\b", text):
        court.forbid(call, "it shows values, credentials among them")
    elif patterns.match(r"(?:uninstall|delete|del|un)\b", text):
        court.forbid(call, "it removes a whole application")
    elif patterns.search(r"https?://|oci://", text):
        court.forbid(call, "it loads a chart from somewhere else")
    else:
        court.changes(call, "it changes the cluster")


_DOCKER_READS = re.compile(
    r"(?:ps|images|logs|stats|top|port|version|info|history|diff|search|events|ls|"
    r"(?:container|image|network|volume|node|service|stack|config|context|plugin|builder|buildx|pod|system|machine|swarm|manifest|secret) (?:ls|list|ps|logs|top|stats|port|diff|history|df|info|events|show|services|du|version|inspect)|"
    r"inspect|wait|compose (?:ps|logs|ls|top|images|version|port|events)|healthcheck-none|pod (?:ps|stats|top))\b"
)


def docker(court: Court, call: Call, _rule: Rule) -> None:
    """Docker: lists, logs and states read; `inspect` without a narrow format shows environments."""
    rule = reads(
        options={
            "-H --host --config -c --context --tlskey --tlscert --url --connection --remote": "changes= speaks to another machine or takes other settings"
        },
        values="--log-level -l",
    )
    parts = split(rule, call.args, leading=True)
    court.effects(rule, call, parts)
    rest = list(call.args[parts.rest :])
    text = " ".join(word.text for word in rest)
    if rest and rest[0].text.startswith(HOLE):
        court.changes(call, "its verb cannot be known beforehand")
    if not rest:
        return
    if (
        rest[0].text in {"container", "image"}
        and len(rest) > 1
        and rest[1].text
        in {"exec", "run", "rm", "cp", "commit", "stop", "start", "restart", "kill", "inspect"}
    ):
        rest = rest[1:]
        text = " ".join(word.text for word in rest)
    verb = rest[0].text
    if verb == "compose":
        compose(court, call.with_args("docker-compose", rest[1:]), _rule)
        return
    if patterns.match(r"(?:\w+ )?inspect\b", text):
        _inspect(court, call, text)
        return
    if _DOCKER_READS.match(text):
        if patterns.match(r"ps .*--no-trunc-none|history .*--no-trunc-none", text):
            return
        return
    if verb == "exec":
        _exec(court, call, rest[1:])
    elif verb in {"run", "create"}:
        _run(court, call, rest[1:])
    else:
        _docker_changes(court, call, verb, text, rest)


def _inspect(court: Court, call: Call, text: str) -> None:
    found = patterns.search(r"(?:--format|-f)[= ](.*)", text)
    if found is None and not patterns.match(r"(?:network|volume|image|node|service-none) ", text):
        court.forbid(
            call,
            "it shows environment variables, credentials among them; ask for single fields with --format",
        )
    elif found is not None and patterns.search(
        r"(?i)\.Env\b|json \.(?:Config)?\s*\}|\{\{ ?\. ?\}\}|json \.\s*\}|Cmd|Args", found[1]
    ):
        court.forbid(call, "it shows environment variables, credentials among them")


def _exec(court: Court, call: Call, rest: list[Word]) -> None:
    parts = split(
        reads(values="-u --user -w --workdir -e --env --env-file --detach-keys"), rest, leading=True
    )
    if parts.has("--privileged", "--env-file"):
        court.forbid(call, "it hands more rights on")
    inner = rest[parts.rest + 1 :]
    _inside(court, call, "exec", inner)
    if rest[parts.rest : parts.rest + 1]:
        court.record.touch("container", rest[parts.rest].shown)
    if parts.has("-d", "--detach"):
        court.changes(call, "it runs in the background")


_HOST_RIGHTS = re.compile(
    r"--privileged|--pid[= ]host|--net(?:work)?[= ]host|--ipc[= ]host|--uts[= ]host|--userns[= ]host|--cap-add|--device|--security-opt|docker\.sock|containerd\.sock|"
    r"(?:-v|--volume)[= ]?/(?:etc|root|home|var|usr|boot|proc|sys|dev|run|lib|bin|sbin)?(?:/\S*)?:|(?:source|src)=/(?:etc|root|home|var|usr|boot|proc|sys|dev|run)?(?:[/,]|\Z)"
)


def _run(court: Court, call: Call, rest: list[Word]) -> None:
    text = " ".join(word.text for word in rest)
    court.changes(call, "it starts a container")
    if _HOST_RIGHTS.search(text):
        court.forbid(call, "it gives a container the rights of the host")
    parts = split(
        reads(
            values="-v --volume -e --env --env-file --name -p --publish -w --workdir -u --user --entrypoint --network --net -m --memory --cpus --mount -h --hostname --restart -l --label --pid --ipc --log-opt --log-driver --add-host --ulimit --shm-size --tmpfs"
        ),
        rest,
        leading=True,
    )
    inner = rest[parts.rest + 1 :]
    if inner:
        other = court.trial()
        other.words(call, inner)
        if other.record.verdict.weight > 1:
            court.forbid(call, "it runs a forbidden command inside")


def _docker_changes(court: Court, call: Call, verb: str, text: str, rest: list[Word]) -> None:
    court.changes(call, f"{verb} changes containers or images")
    for word in rest[1:]:
        if not word.text.startswith("-") and not word.unforeseen:
            court.record.touch("container", word.shown)
    if patterns.match(
        r"(?:system |volume |image |network |container |builder )?prune\b|volume rm\b|swarm (?:leave|init|join)|secret\b|login\b|push\b|save\b|export\b|commit\b|import\b|load\b|plugin install|buildx bake|stack rm\b|service rm\b",
        text,
    ):
        court.forbid(call, "it loses data for good, carries it off, or hands out rights")
    elif verb in {"rm", "rmi", "stop", "kill", "restart"} and any(word.unforeseen for word in rest):
        court.forbid(call, "it hits containers that cannot be known beforehand")
    elif verb == "cp":
        for word in rest[1:]:
            if ":" not in word.text and not word.text.startswith("-"):
                if word is rest[-1]:
                    court.write(word, call)
                else:
                    court.show_tree(word, call)
    elif verb == "update" and "--privileged" in text:
        court.forbid(call, "it hands more rights on")


def compose(court: Court, call: Call, _rule: Rule) -> None:
    """Compose: states and logs read; `config` shows credentials."""
    text = patterns.replace(
        r"(?:^| )(?:-f|--file|-p|--project-name|--profile|--project-directory)[ =]\S+", "", line(call)
    ).strip()
    if patterns.match(
        r"(?:ps|logs|top|images|version|ls|port|events|config (?:-q|--quiet|--services|--volumes|--images|--profiles))\b",
        text,
    ):
        return
    if patterns.match(r"config\b|convert\b", text):
        court.forbid(call, "it shows settings, credentials among them")
    elif patterns.match(r"exec\b", text):
        words = list(call.args)
        start = next((i for i, word in enumerate(words) if word.text == "exec"), 0)
        _exec(court, call, words[start + 1 :])
    elif patterns.match(r"run\b", text):
        court.changes(call, "it starts a container")
    elif patterns.search(r"\bdown\b.*(?:-v|--volumes|--rmi)|\brm\b.*-v", text):
        court.forbid(call, "it loses data for good")
    else:
        court.changes(call, "it changes containers")


def crictl(court: Court, call: Call, _rule: Rule) -> None:
    """Crictl: lists and logs."""
    text = line(call)
    if patterns.match(r"(?:-\w+ \S+ )*(?:ps|pods|images|img|logs|stats|statsp|info|version)\b", text):
        return
    if patterns.match(r"exec\b", text):
        _exec(court, call, list(call.args[1:]))
    elif patterns.match(r"inspect", text):
        court.forbid(call, "it shows environment variables, credentials among them")
    else:
        court.changes(call, "it changes containers")


CONTAINER: dict[str, Judge] = {
    "kubectl": kubectl,
    "helm": helm,
    "docker": docker,
    "compose": compose,
    "crictl": crictl,
}
