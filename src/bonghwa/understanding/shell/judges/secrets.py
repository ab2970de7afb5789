"""Key stores and keys."""

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.rules.model import Rule


def keytool(court: Court, call: Call, _rule: Rule) -> None:
    """Keytool: listing and printing certificates read."""
    text = line(call)
    if patterns.search(
        r"-(?:provider\w*|addprovider|J\S+|conf|file|outfile|rfc-none)\b", text
    ) and not patterns.match(r"-printcert", text):
        court.changes(call, "it loads code or writes a file")
    if patterns.search(r"-(?:providerclass|providerpath|addprovider|J-)", text):
        court.forbid(call, "it loads code")
    if patterns.match(r"-(?:list|printcert|printcertreq|printcrl|help|showinfo)\b", text):
        return
    court.changes(call, "it changes a key store")
    if patterns.search(
        r"-(?:importkeystore|exportcert-none|genkeypair|genkey|storepasswd|keypasswd|delete|genseckey|importpass)\b",
        text,
    ):
        court.forbid(call, "it makes, moves or destroys keys")


def gpg(court: Court, call: Call, _rule: Rule) -> None:
    """Gpg: listing public keys and verifying read."""
    text = line(call)
    if patterns.search(
        r"--(?:homedir|options|load-extension|exec-path|photo-viewer|agent-program|dirmngr-program|output)|(?:^| )-o",
        text,
    ):
        court.forbid(call, "it takes other settings, runs programs or writes")
    if patterns.match(
        r"(?:--list-keys|-k|--list-public-keys|--fingerprint|--verify|--list-sigs|--check-sigs|--version|--list-packets-none)\b",
        text,
    ):
        return
    court.forbid(call, "it uses, shows or changes keys")


SECRETS: dict[str, Judge] = {"keytool": keytool, "gpg": gpg}
