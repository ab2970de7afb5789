"""Where a command line is judged: applies the tables and lets special judges speak."""

from collections.abc import Callable, Mapping, Sequence

from bonghwa.understanding.shell import hosts, paths, patterns
from bonghwa.understanding.shell.call import Call, Feed
from bonghwa.understanding.shell.expansions import HOLE
from bonghwa.understanding.shell.judges.options import Split, split
from bonghwa.understanding.shell.policy import Policy
from bonghwa.understanding.shell.programs import canonical, objection_to_name
from bonghwa.understanding.shell.rules.guarded import ANYBODYS
from bonghwa.understanding.shell.rules.model import Operands, Rule, Table
from bonghwa.understanding.shell.verdict import CHANGES, FORBIDDEN, READ_ONLY, Record, Verdict
from bonghwa.understanding.shell.words import Scope, Word

Judge = Callable[["Court", Call, Rule], None]
Walk = Callable[["Court", str, Feed | None], None]

DEEPEST = 12
MOST_COMMANDS = 500
_TOUCH = {
    Operands.SERVICES: "service",
    Operands.PROCESSES: "process",
    Operands.PACKAGES: "package",
    Operands.CONTAINERS: "container",
    Operands.DEVICES: "device",
    Operands.ACCOUNTS: "account",
    Operands.METADATA: "path",
}
_ALL_ARGUMENTS = r"\$(?:@|\{@|\{\w+\[@)"
_ALWAYS_READS = frozenset({"--help", "--version"})
_RUNS_WORDS = frozenset({"eval", "exec", "source", ".", "command", "builtin", "trap"})


class Court:
    """One judging of one command line. Not shared, not kept."""

    def __init__(self, policy: Policy, catalogue: Table, judges: Mapping[str, Judge], walk: Walk) -> None:
        self.policy = policy
        self.catalogue = catalogue
        self.judges = judges
        self._walk = walk
        self.record = Record()
        self.scope = Scope(self.script, self.forbid_plain)
        self.functions: set[str] = set()
        self.base: str | None = None
        self.depth = 0
        self.left = MOST_COMMANDS
        self.source = ""
        self.endless = 0

    # what judges say

    def changes(self, call: Call, why: str) -> None:
        """Note that a call changes something."""
        self.record.note(CHANGES, f"{call.where}: {why}.")

    def forbid(self, call: Call, why: str) -> None:
        """Note that a call must not be run."""
        self.record.note(FORBIDDEN, f"{call.where}: {why}.")

    def note(self, verdict: Verdict, call: Call, why: str) -> None:
        """Note a verdict with its reason."""
        self.record.note(verdict, f"{call.where}: {why}.")

    def forbid_plain(self, sentence: str) -> None:
        """Note a reason that stands without a call."""
        self.record.note(FORBIDDEN, sentence)

    # what is looked into

    def script(self, text: str, feed: Feed | None = None) -> None:
        """Judge shell text that would be run: a substitution, a `sh -c`, a hook."""
        if self.depth >= DEEPEST:
            self.forbid_plain("Commands are nested too deeply to be looked through.")
            return
        self.depth += 1
        self._walk(self, text, feed)
        self.depth -= 1

    def trial(self) -> "Court":
        """A court of the same kind with an empty record, for asking what would be."""
        other = Court(self.policy, self.catalogue, self.judges, self._walk)
        other.depth = self.depth + 1
        other.left = self.left
        other.base = self.base
        other.functions = self.functions
        other.source = self.source
        other.scope.values = self.scope.values
        other.scope.tame = self.scope.tame
        return other

    def words(self, call: Call, words: Sequence[Word], feed: Feed | None = None) -> None:
        """Judge words that another program would run."""
        if not words:
            return
        if self.depth >= DEEPEST:
            self.forbid(call, "commands are nested too deeply to be looked through")
            return
        self.depth += 1
        self.command(words, feed=feed or call.feed, source=call.source, place=call.place)
        self.depth -= 1

    def command(
        self,
        words: Sequence[Word],
        *,
        feed: Feed | None,
        source: str,
        place: int,
        settings: tuple[str, ...] = (),
    ) -> None:
        """Judge one simple command by its name and arguments."""
        head = words[0]
        call = Call(head.text, tuple(words[1:]), source, place, feed, settings, head.text)
        self.left -= 1
        if self.left <= 0:
            self.forbid_plain("The line has too many commands to look at each.")
            return
        self._operator_lists(call)
        if any(
            "@" in word.source and patterns.search(_ALL_ARGUMENTS, word.source) for word in words
        ) and not head.text.endswith(("echo", "printf")):
            self.changes(call, "it passes on arguments that cannot be known beforehand")
        if head.text in self.functions:
            for word in call.args:
                self.show(word, call)
            return
        why = objection_to_name(head, self.scope.values)
        if why:
            self.forbid(call, why)
            return
        name = canonical(head.text)
        if name is None:
            self.unknown(call, f"“{head.shown}” is not a known program in a known place")
            return
        call = call.with_args(name, call.args)
        self.record.programs.setdefault(name)
        rule = self.catalogue.get(name)
        if rule is None:
            self.unknown(call, f"the program “{name}” is not known here, so nobody can say what it does")
            return
        if len(call.args) == 1 and call.args[0].text in _ALWAYS_READS and name not in _RUNS_WORDS:
            return
        self.apply(rule, call)

    def _operator_lists(self, call: Call) -> None:
        if self.policy.deny or self.policy.allow:
            line = " ".join((call.name.rpartition("/")[2], *(word.shown for word in call.args)))
            pattern = self.policy.denied_by(line)
            if pattern is not None:
                self.forbid(call, f"the operator's deny list forbids “{pattern}”")
            if not self.policy.allows(line):
                self.changes(call, "it is not on the operator's allow list")

    def unknown(self, call: Call, why: str) -> None:
        """Note an unknown program; what its arguments would do as commands counts too."""
        path = call.path
        if path.startswith(("./", "../", "/home/", "/root/", "/run/", "/proc/", *ANYBODYS)) or (
            "/" in path and not path.startswith("/")
        ):
            self.forbid(call, why + "; it lies where anybody may have put it")
            return
        self.changes(call, why)
        for index, word in enumerate(call.args[:10]):
            if not word.sure or self.depth > 3:
                continue
            other = self.trial()
            if " " in word.text:
                other.script(word.text)
            elif canonical(word.text) in self.catalogue:
                other.words(call, call.args[index:])
            if other.record.verdict is FORBIDDEN:
                self.forbid(call, f"an argument would be a forbidden command: “{word.shown}”")
                return

    # tables

    def apply(self, rule: Rule, call: Call) -> None:
        """Judge a call by its rule."""
        if rule.verbs is not None:
            self._verb(rule, call)
            return
        if rule.style == "raw":
            if rule.plain is not READ_ONLY:
                self.note(rule.plain, call, rule.why)
            self._operands(rule, call, list(call.args))
        else:
            self._split(rule, call)
        if rule.check:
            self.judges[rule.check](self, call, rule)

    def _split(self, rule: Rule, call: Call) -> None:
        parts = split(rule, call.args)
        reads_anyway = self.effects(rule, call, parts)
        if rule.known is not None and parts.unknown:
            self.changes(call, f"the option {parts.unknown[0]} is not known to only read")
        if rule.plain is not READ_ONLY and not reads_anyway:
            self.note(rule.plain, call, rule.why)
        if (rule.options or rule.known is not None) and rule.operands not in {
            Operands.WRITES,
            Operands.REMOVES,
        }:
            for word in parts.operands:
                if word.text.startswith(HOLE) and rule.plain is READ_ONLY:
                    self.changes(
                        call, f"“{word.source[:60]}” could turn into an option that does more than read"
                    )
        if rule.most is not None and len(parts.operands) > rule.most:
            self.changes(call, f"with “{parts.operands[rule.most].shown}” it does more than read")
        if not (reads_anyway and rule.operands in {Operands.WRITES, Operands.REMOVES}):
            self._operands(rule, call, parts.operands[rule.skip :], parts)

    def effects(self, rule: Rule, call: Call, parts: Split) -> bool:
        """Judge the options; True when one of them makes the whole call reading."""
        reading = False
        for name, value in parts.options:
            effect = rule.options.get(name)
            if effect is None:
                continue
            kind, _, why = effect.partition(" ")
            kind = kind.rstrip("=")
            if kind == "reads":
                reading = True
            elif kind in {"changes", "forbidden"}:
                self.note(CHANGES if kind == "changes" else FORBIDDEN, call, f"{name} {why}")
            elif value is not None:
                self._value(kind, name, value, call)
            elif kind in {"write", "run"}:
                self.changes(call, f"{name} does more than read")
        return reading

    def _value(self, kind: str, name: str, value: Word, call: Call) -> None:
        if kind == "write":
            self.write(value, call)
        elif kind == "read":
            self.show(value, call)
        elif kind == "host":
            self.reach(value, call)
        elif kind == "run":
            self.changes(call, f"{name} runs “{value.shown}”")
            if value.sure:
                self.script(value.text)
            else:
                self.forbid(call, f"{name} runs a command that cannot be known beforehand")

    def _verb(self, rule: Rule, call: Call) -> None:
        table = rule.verbs or {}
        parts = split(rule, call.args, leading=True)
        self.effects(rule, call, parts)
        rest = call.args[parts.rest :]
        if not rest:
            bare = table.get("")
            if bare is not None:
                self.apply(bare, call.with_args(call.name, ()))
            elif not any(name in _ALWAYS_READS or name in {"-h", "-V", "-v"} for name, _ in parts.options):
                self.changes(call, f"{call.name} without a known verb is not known to only read")
            return
        verb = rest[0]
        inner = table.get(verb.text) if verb.sure else None
        if rule.check:
            self.judges[rule.check](self, call, rule)
        if inner is None:
            inner = table.get("*")
        if inner is None:
            if rest[1:] == () and verb.text == "help":
                return
            self.changes(call, f"{call.name} {verb.shown} is not known to only read")
            return
        options = frozenset(name for name, _ in parts.options)
        self.apply(
            inner,
            Call(call.name, rest[1:], call.source, call.place, call.feed, call.settings, verb.text, options),
        )

    def _operands(self, rule: Rule, call: Call, operands: Sequence[Word], parts: Split | None = None) -> None:  # noqa: C901, PLR0912  # one plain branch for each sign or form of the grammar
        match rule.operands:
            case Operands.FILES:
                for word in operands:
                    self.show(word, call)
            case Operands.PATTERN_FILES:
                given = parts is not None and parts.has("-e", "-f", "--regexp", "--file", "--regex")
                for word in operands[0 if given else 1 :]:
                    self.show(word, call)
            case Operands.TREES:
                for word in operands:
                    self.show_tree(word, call)
            case Operands.WRITES:
                for word in operands:
                    self.write(word, call)
            case Operands.REMOVES:
                for word in operands:
                    self.remove(word, call)
            case Operands.HOSTS:
                for word in operands:
                    self.reach(word, call)
            case Operands.COMMAND:
                self.words(call, operands)
            case Operands.SCRIPT:
                self.joined(call, operands)
            case Operands.NONE:
                if operands:
                    self.changes(call, f"with “{operands[0].shown}” it does more than read")
            case kind:
                label = _TOUCH.get(kind)
                if label is not None:
                    for word in operands:
                        if not word.unforeseen:
                            self.record.touch(label, word.shown)

    # what judges need again and again

    def joined(self, call: Call, words: Sequence[Word]) -> None:
        """Judge words that are glued together and given to a shell."""
        if not words:
            return
        if not all(word.sure for word in words):
            self.forbid(call, "a shell gets text that cannot be known beforehand")
            return
        self.script(" ".join(word.text for word in words), call.feed)

    def show(self, word: Word, call: Call) -> None:
        """A file's content is shown."""
        if not word.unforeseen:
            self.record.touch("path", word.shown)
        why = paths.discloses(word.text, self.base)
        if why:
            self.forbid(call, f"“{word.shown}” would show {why}")
        elif patterns.match(r"/dev/(?:zero|u?random|full)\Z", word.text) and call.name not in {
            "head",
            "dd",
            "od",
            "xxd",
            "hexdump",
        }:
            self.forbid(call, f"“{word.text}” never ends")

    def show_tree(self, word: Word, call: Call) -> None:
        """Everything below a directory is shown."""
        if not word.unforeseen:
            self.record.touch("path", word.shown)
        why = paths.discloses_below(word.text, self.base)
        if why:
            self.forbid(call, f"“{word.shown}” would show {why}")

    def write(self, word: Word, call: Call) -> None:
        """A file or directory is written."""
        if paths.harmless_sink(word.text):
            return
        if not word.unforeseen:
            self.record.touch("path", word.shown)
        why = paths.guarded(word.text, self.base)
        if why:
            self.forbid(call, f"it writes to “{word.shown}”, {why}")
        else:
            self.changes(call, f"it writes to “{word.shown}”")

    def remove(self, word: Word, call: Call) -> None:
        """A single file is removed."""
        if not word.unforeseen:
            self.record.touch("path", word.shown)
        why = paths.guarded(word.text, self.base)
        if why or paths.wide(word.text, self.base, deep=False):
            self.forbid(call, f"it removes “{word.shown}”, {why or 'which is far too much'}")
        else:
            self.changes(call, f"it removes “{word.shown}”")

    def reach(self, word: Word, call: Call, host: str | None = None) -> None:
        """A host is contacted."""
        name = hosts.host_of(word.text) if host is None else host
        why = hosts.objection(word, name, self.policy)
        self.record.reach(Word(name, name).shown)
        if why:
            self.note(CHANGES if why.endswith("inventory") else FORBIDDEN, call, why)
