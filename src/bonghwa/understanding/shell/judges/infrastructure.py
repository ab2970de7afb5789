"""Tools that work on other machines and clouds."""

import re

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.judges.options import split
from bonghwa.understanding.shell.rules.model import Rule, reads


def ansible(court: Court, call: Call, _rule: Rule) -> None:
    """Ad-hoc commands on other hosts."""
    text = line(call)
    if "--list-hosts" in text or text == "--version":
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
    if not patterns.search(r"--(?:syntax-check|list-\w+)", text):
        court.forbid(call, "what the playbook does cannot be looked at")


def remote_manager(court: Court, call: Call, _rule: Rule) -> None:
    """Salt and puppet."""
    text = line(call)
    if patterns.search(r"\btest\.(?:ping|version)\b|\bgrains\.(?:get|items)\b|\bstatus\.\w+\b", text):
        return
    court.changes(call, "it works on other hosts")
    if patterns.search(r"cmd\.\w+|apply -e|--execute|exec\b", text):
        court.forbid(call, "it runs commands on other hosts")


_TERRAFORM_READS = re.compile(
    r"(?:(?:-chdir=\S+) )?(?:show|version|validate|providers|graph|state (?:list|show)|workspace (?:list|show)|fmt -check|plan-none|output-none|-v(?:ersion)?|get-none)\b"
)


def terraform(court: Court, call: Call, _rule: Rule) -> None:
    """Show, validate and lists read; destroy and state surgery cannot be taken back."""
    text = line(call)
    if _TERRAFORM_READS.match(text):
        if (patterns.search(r"-json", text) and "show" in text) or patterns.search(r"pull", text):
            court.forbid(call, "it shows the state, credentials among it")
        return
    court.changes(call, "it changes infrastructure")
    if patterns.search(
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
    service_name, verb = ([*words, "", ""])[:2]
    if patterns.search(
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
    elif verb == "get-object" or (service_name == "lambda" and verb.startswith("get-function")):
        court.forbid(call, "it carries data off or shows credentials")
    elif (
        (service_name == "logs" and verb in {"tail", "filter-log-events"})
        or _AWS_READ_VERBS.match(verb)
        or service_name == "--version"
        or text == "sts get-caller-identity"
    ):
        return
    else:
        court.changes(call, "it changes a cloud account")
        if patterns.match(
            r"(?:delete|terminate|deregister|remove|purge|disable|attach|put-\w*policy|create-(?:user|access|login|role)|add-user|authorize|modify-db|reset|stop-logging|release)",
            verb,
        ):
            court.forbid(call, "it destroys something for good or hands out rights")


def cloud(court: Court, call: Call, _rule: Rule) -> None:
    """Other clouds: lists and descriptions read."""
    text = line(call)
    if patterns.search(
        r"secret|password|token|credential|key|login|auth|kubeconfig|get-credentials|ssh\b|run-command|invoke",
        text,
    ):
        court.forbid(call, "it shows or hands out credentials, or opens a session")
    elif not patterns.match(
        r"(?:[\w-]+ ){1,4}(?:list|describe|show|status|read)(?: |\Z)", text + " "
    ) or patterns.search(r"\b(?:delete|create|update|set|start|stop|remove|add)\b", text):
        court.changes(call, "it changes a cloud account")
        if patterns.search(r"\b(?:delete|destroy|purge|remove)\b", text):
            court.forbid(call, "it destroys something for good")


def cloud_storage(court: Court, call: Call, _rule: Rule) -> None:
    """Listing reads; copying carries data off."""
    text = line(call)
    if patterns.match(r"(?:ls|du|stat|info|list|version)\b", text):
        return
    court.forbid(call, "it carries off or destroys stored data")


INFRASTRUCTURE: dict[str, Judge] = {
    "ansible": ansible,
    "playbook": playbook,
    "remote_manager": remote_manager,
    "terraform": terraform,
    "aws": aws,
    "cloud": cloud,
    "cloud_storage": cloud_storage,
}
