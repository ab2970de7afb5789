"""Walks the syntax tree of a command line; every node must be understood or the line is refused."""

import re
from collections.abc import Callable

import tree_sitter_bash
from tree_sitter import Language, Node, Parser

from bonghwa.understanding.shell import patterns, redirection
from bonghwa.understanding.shell.assignment import assign, known_value
from bonghwa.understanding.shell.call import Call, Feed
from bonghwa.understanding.shell.court import Court
from bonghwa.understanding.shell.expansions import HOLE, TAME
from bonghwa.understanding.shell.programs import canonical
from bonghwa.understanding.shell.tree_text import TreeText
from bonghwa.understanding.shell.words import Word, read_quoted, read_words

_PARSER = Parser(Language(tree_sitter_bash.language()))
_SPACE = re.compile(r"(?:[ \t]|\\\n)*\Z")
_SEPARATORS = frozenset({";", "&&", "||", "|", "|&", "\n", "&", "{", "}", "(", ")", ";;", ";&", ";;&", "!"})
_KEYWORDS = frozenset(
    {
        "if",
        "then",
        "else",
        "elif",
        "fi",
        "while",
        "until",
        "do",
        "done",
        "for",
        "select",
        "in",
        "case",
        "esac",
        "function",
    }
)
_REDIRECTS = frozenset({"file_redirect", "herestring_redirect", "heredoc_redirect"})
MOST_TRIES = 8


def walk(court: Court, text: str, feed: Feed | None = None) -> None:
    """Judge shell text in `court`."""
    if "\n#" in text or "#!" in text[:3]:
        text = patterns.replace(r"\A#![^\n]*\n", "\n", text)
    data = text.encode("utf-8", "surrogatepass")
    root = _PARSER.parse(data).root_node
    if root.has_error:
        shown = " ".join(text.split())[:80]
        court.forbid_plain(f"“{shown}” cannot be parsed with certainty, so nobody can say what it would do.")
        return
    Walker(court, data).visit(root, feed)


class Walker(TreeText):
    """One pass over one parsed text."""

    def visit(self, node: Node, feed: Feed | None) -> None:
        """Judge one node."""
        handler = _VISITS.get(node.type)
        if handler is None:
            self.court.forbid_plain(
                f"“{self.text(node)[:60]}” ({node.type}) is not understood, so it is not accepted."
            )
            return
        handler(self, node, feed)

    def sequence_node(self, node: Node, feed: Feed | None) -> None:
        end = node.start_byte
        for child in node.children:
            self.gap(end, child.start_byte)
            end = child.end_byte
            kind = child.type
            if kind == "&":
                if self.court.endless:
                    self.court.forbid_plain("A loop without end starts processes in the background.")
            elif kind not in _SEPARATORS and kind not in _KEYWORDS and kind != "comment":
                self.visit(child, feed)
        self.gap(end, node.end_byte)

    def compound_node(self, node: Node, feed: Feed | None) -> None:
        if node.children and node.children[0].type == "((":
            self.arithmetic(self.text(node)[2:-2])
            return
        self.sequence_node(node, feed)

    def subshell_node(self, node: Node, feed: Feed | None) -> None:
        base = self.court.base
        self.sequence_node(node, feed)
        self.court.base = base

    def while_node(self, node: Node, feed: Feed | None) -> None:
        self.court.endless += 1
        self.sequence_node(node, feed)
        self.court.endless -= 1

    def for_node(self, node: Node, feed: Feed | None) -> None:
        scope = self.court.scope
        name, body, values = "", None, []
        for child in node.children:
            if child.type in {"do_group", "compound_statement"}:
                body = child
            elif child.type == "variable_name" and not name:
                name = self.text(child)
            elif child.type not in _KEYWORDS and child.type not in {";", "\n", "comment"}:
                values.extend(read_words(self.text(child), scope))
        if body is None:
            self.court.forbid_plain("A loop without a body is not understood.")
            return
        texts = [word.text for word in values] or [HOLE]
        if len(texts) > MOST_TRIES or not known_value(self.court, name):
            texts = [TAME] if all(text == TAME or text.isdigit() for text in texts) else [HOLE]
        for text in texts:
            scope.values[name] = text
            self.visit(body, feed)

    def counted_node(self, node: Node, feed: Feed | None) -> None:
        for child in node.children:
            if child.type in {"do_group", "compound_statement"}:
                header = self.data[node.start_byte + 3 : child.start_byte].decode("utf-8", "replace")
                self.arithmetic(header)
                self.court.endless += ";;" in header.replace(" ", "")
                for name in patterns.every(r"([A-Za-z_]\w*)\s*=", header):
                    self.court.scope.tame.add(name)
                self.visit(child, feed)
                self.court.endless -= ";;" in header.replace(" ", "")

    def case_node(self, node: Node, feed: Feed | None) -> None:
        for child in node.children:
            if child.type == "case_item":
                self.case_item_node(child, feed)
            elif child.type not in _KEYWORDS and child.type not in {"\n", ";", "comment"}:
                read_words(self.text(child), self.court.scope)

    def case_item_node(self, node: Node, feed: Feed | None) -> None:
        patterns = True
        for child in node.children:
            if patterns:
                patterns = child.type != ")"
                read_quoted(self.text(child), self.court.scope)
            elif child.type not in _SEPARATORS and child.type != "comment":
                self.visit(child, feed)

    def function_node(self, node: Node, feed: Feed | None) -> None:
        court = self.court
        name = next((self.text(child) for child in node.children if child.type == "word"), "")
        body = node.children[-1]
        for child in node.children:
            if child.type in _REDIRECTS:
                court.forbid_plain(f"The function {name} redirects its output; it is not followed.")
        if court.catalogue.get(canonical(name) or "") or "/" in name or not name:
            court.forbid_plain(
                f"The function “{name}” takes the name of a program, which hides what really runs."
            )
        if re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", self.text(body)):
            court.forbid_plain(f"The function “{name}” calls itself and may multiply without end.")
        self.visit(next((child for child in node.children if child.type in _VISITS), body), feed)
        court.functions.add(name)

    def pipeline_node(self, node: Node, feed: Feed | None) -> None:
        end = node.start_byte
        start = node.start_byte
        for child in node.children:
            self.gap(end, child.start_byte)
            end = child.end_byte
            if child.type in {"|", "|&"}:
                source = self.data[start : child.start_byte].decode("utf-8", "replace")
                feed = Feed(text=self.spoken(source), source=source)
            elif child.type not in _SEPARATORS and child.type != "comment":
                base = self.court.base
                self.visit(child, feed)
                self.court.base = base

    def redirected_node(self, node: Node, feed: Feed | None) -> None:
        body: Node | None = None
        redirects: list[Node] = []
        end = node.start_byte
        for child in node.children:
            self.gap(end, child.start_byte)
            end = child.end_byte
            if child.type in _REDIRECTS:
                redirects.append(child)
            elif body is None:
                body = child
            else:
                self.visit(child, feed)
        lone = self.lone(node)
        extra: list[Word] = []
        for child in redirects:
            feed = self._redirect(child, lone, feed, extra, body)
        if body is None:
            return
        if body.type == "command":
            self.command_node(body, feed, extra)
        else:
            if extra:
                self.court.forbid_plain(
                    f"“{lone.source[:60]}” has words behind a redirection that belong nowhere."
                )
            self.visit(body, feed)
        for child in redirects:
            if child.type == "heredoc_redirect":
                self._after_heredoc(child, body, feed)

    def _redirect(
        self, node: Node, call: Call, feed: Feed | None, extra: list[Word], body: Node | None
    ) -> Feed | None:
        if node.type == "heredoc_redirect":
            return self._heredoc(node, call, extra)
        operator, targets = "", []
        for child in node.children:
            if child.type == "file_descriptor":
                continue
            if not operator:
                operator = child.type
            else:
                targets.append(child)
        if node.type == "herestring_redirect":
            words = [word for child in targets for word in read_words(self.text(child), self.court.scope)]
            text = "".join(word.text for word in words[:1])
            return Feed(text=text if all(word.sure for word in words) else None, source="<<<")
        words = [word for child in targets for word in read_words(self.text(child), self.court.scope)]
        extra.extend(words[1:])
        silent = (
            body is None
            or self.text(body) in {":", "true", "echo", "echo -n"}
            or (feed is not None and feed.path == "/dev/null" and self.text(body) == "cat")
        )
        return redirection.judge(self.court, call, operator, words[0] if words else None, feed, silent=silent)

    def _heredoc(self, node: Node, call: Call, extra: list[Word]) -> Feed:
        start = next((self.text(child) for child in node.children if child.type == "heredoc_start"), "")
        body = next((self.text(child) for child in node.children if child.type == "heredoc_body"), "")
        plain = patterns.replace(r"['\"\\]", "", start)
        if any(line.strip() == plain for line in body.splitlines()):
            self.court.forbid_plain(
                "A here-document holds its own end line; it cannot be read with certainty."
            )
        for child in node.children:
            if child.type in {"file_redirect", "herestring_redirect"}:
                self._redirect(child, call, None, extra, None)
            elif child.type in {
                "word",
                "string",
                "raw_string",
                "concatenation",
                "number",
                "simple_expansion",
                "expansion",
            }:
                extra.extend(read_words(self.text(child), self.court.scope))
        if plain == start:
            body = read_quoted(body, self.court.scope)
        return Feed(text=None if HOLE in body or TAME in body else body, source="<<")

    def _after_heredoc(self, node: Node, body: Node, feed: Feed | None) -> None:
        """What is written behind the here-document's word on the same line."""
        known = {"<<", "<<-", "heredoc_start", "heredoc_body", "heredoc_end", "file_descriptor", "file_redirect", "&&", "||", ";",
                 "word", "string", "raw_string", "concatenation", "number", "simple_expansion", "expansion", "herestring_redirect"}  # fmt: skip
        passes = self.text(body).strip() in {"cat", "cat -"}
        for child in node.children:
            if child.type == "pipeline":
                following = feed if passes else Feed(source=self.text(body))
                for part in child.children:
                    if part.type not in _SEPARATORS:
                        self.visit(part, following)
                        following = Feed(source=self.text(part))
            elif child.type not in known:
                self.visit(child, None)

    def command_node(self, node: Node, feed: Feed | None, extra: list[Word] | None = None) -> None:
        court = self.court
        words: list[Word] = []
        settings: list[str] = []
        call = self.lone(node)
        end = node.start_byte
        previous = ""
        for child in node.children:
            kind = child.type
            start = child.start_byte
            self.gap(end, start, _SPACE)
            if end == start and previous and kind not in _REDIRECTS and previous not in _REDIRECTS:
                court.forbid_plain(f"“{call.source[:60]}” cannot be split into words with certainty.")
            end, previous = child.end_byte, kind
            if kind == "variable_assignment" and not words:
                settings.append(self.setting(child))
            elif kind in _REDIRECTS:
                more: list[Word] = []
                feed = self._redirect(child, call, feed, more, None)
                words.extend(more)
            else:
                words.extend(read_words(self.text(child), court.scope))
        words.extend(extra or ())
        if not words:
            for setting in settings:
                assign(court, call, *setting.split("=", 1), exported=False, program="")
            if node.child_count and not settings:
                court.forbid(call, "the name of the program comes to nothing")
            return
        for setting in settings:
            assign(court, call, *setting.split("=", 1), exported=True, program=words[0].text)
        court.command(words, feed=feed, source=call.source, place=call.place, settings=tuple(settings))

    def assignment_node(self, node: Node, _feed: Feed | None) -> None:
        assign(self.court, self.lone(node), *self.setting(node).split("=", 1), exported=False, program="")

    def condition_node(self, node: Node, _feed: Feed | None) -> None:
        source = self.text(node)
        bare = patterns.replace(r"'[^']*'|\"[^\"]*\"|\\.", "", source)
        if not source.startswith("[[") and patterns.search(r"[<>]", bare):
            self.court.forbid_plain(
                f"“{source[:60]}” redirects inside a test, which would overwrite or read a file."
            )
        if patterns.search(r"\[[^\]]*(?:\$\(|`)", source[2:]):
            self.court.forbid_plain(f"“{source[:60]}” can run commands through an index.")
        read_quoted(source, self.court.scope)
        self.court.record.programs.setdefault("test")

    def declaration_node(self, node: Node, _feed: Feed | None) -> None:
        court, call = self.court, self.lone(node)
        kind = node.children[0].type
        for child in node.children[1:]:
            if child.type == "variable_assignment":
                assign(
                    court, call, *self.setting(child).split("=", 1), exported=kind == "export", program=kind
                )
                continue
            for word in read_words(self.text(child), court.scope):
                if not patterns.fullmatch(r"-[aAirxpglu]*|[A-Za-z_]\w*", word.text) or (
                    "n" in word.text[:3] and word.text[0] == "-"
                ):
                    court.forbid(call, f"“{word.shown}” is not a plain name or option of {kind}")
        if node.child_count == 1 or "-p" in call.source or ("-x" in call.source and "=" not in call.source):
            court.forbid(call, "it shows every variable of the session, credentials among them")

    def unset_node(self, node: Node, _feed: Feed | None) -> None:
        call = self.lone(node)
        for child in node.children[1:]:
            for word in read_words(self.text(child), self.court.scope):
                if not patterns.fullmatch(r"-[vf]|[a-z_][a-z0-9_]*", word.text):
                    self.court.forbid(call, f"unsetting “{word.shown}” can switch off a safeguard")


_VISITS: dict[str, Callable[[Walker, Node, Feed | None], None]] = {
    "program": Walker.sequence_node,
    "list": Walker.sequence_node,
    "compound_statement": Walker.compound_node,
    "subshell": Walker.subshell_node,
    "do_group": Walker.sequence_node,
    "if_statement": Walker.sequence_node,
    "elif_clause": Walker.sequence_node,
    "else_clause": Walker.sequence_node,
    "negated_command": Walker.sequence_node,
    "while_statement": Walker.while_node,
    "for_statement": Walker.for_node,
    "c_style_for_statement": Walker.counted_node,
    "case_statement": Walker.case_node,
    "case_item": Walker.case_item_node,
    "function_definition": Walker.function_node,
    "pipeline": Walker.pipeline_node,
    "redirected_statement": Walker.redirected_node,
    "command": Walker.command_node,
    "test_command": Walker.condition_node,
    "declaration_command": Walker.declaration_node,
    "unset_command": Walker.unset_node,
    "variable_assignment": Walker.assignment_node,
    "variable_assignments": Walker.sequence_node,
}
"""Every kind of node that is understood."""
