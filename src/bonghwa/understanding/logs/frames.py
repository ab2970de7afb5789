"""Stack traces of eight languages, reduced to what identifies them: exception types and functions, no line numbers."""

import re

import msgspec

MAX_FRAMES = 40
_MAX_LINES = 400


class StackTrace(msgspec.Struct, frozen=True):
    """Exception types (outermost first), functions (as printed, each once) and the line that announces the trace."""

    types: tuple[str, ...]
    frames: tuple[str, ...]
    headline: str


_FRAMES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(form)
    for form in (
        # Java, Kotlin, Scala: at com.shop.Cart.add(Cart.java:12) [shop.jar:1.2]
        r"\s*at (?:[\w.-]+/)*(?P<function>[\w$.<>-]{1,300})\((?:[\w$-]{1,200}\.(?:java|kt|scala|groovy|clj)(?::\d+)?|Native Method|Unknown Source|<generated>)\)",
        # Python: File "/srv/shop/cart.py", line 12, in add
        r"\s*File \"(?P<file>[^\"]{1,400})\", line \d+(?:, in (?P<function>\S{1,200}))?",
        # Node: at Cart.add (/srv/shop/cart.js:1:2) and at /srv/shop/cart.js:1:2
        r"\s*at (?:(?P<function>[^()]{1,200}?) )?\(?(?P<file>(?:node:|file:|/|[A-Za-z]:\\|[\w@.-]+/)[^\s()]{1,400}?):\d+:\d+\)?",
        # .NET: at Shop.Cart.Add(Int32 id) in /src/Cart.cs:line 12
        r"\s*at (?P<function>[\w.`<>\[\]|+$]{1,300})\([^)]{0,1000}\)",
        # Rust: 12: shop::cart::add::h0123456789abcdef
        r"\s{1,10}\d+:\s+(?:0x[0-9a-f]+ - )?(?P<function>[\w<>{}&$ :,#.']{1,300}?)(?:::h[0-9a-f]{16})?$",
        # PHP: #0 /srv/cart.php(12): Cart->add(1)
        r"#\d+ (?P<file>[^\s(]{1,400})\(\d+\): (?P<function>[\w\\>:{}-]{1,200})",
        # Ruby: from /srv/cart.rb:12:in `add'
        r"\s*(?:\d+: )?(?:from )?(?P<file>[^\s:]{1,400}\.rb):\d+:in [`'](?P<function>[^']{1,200})'",
        # Go: shop/cart.(*Cart).Add(0xc000010000, 0x1)
        r"(?P<function>[\w./*-]{1,200}\.(?:\(\*?[\w\[\]./]{1,100}\)\.)?[\w.-]{1,100})\((?:\{?0x[0-9a-f]|\.\.\.|\)|\{\.\.\.).{0,500}$",
    )
)
_TYPE = re.compile(
    r"(?:^|(?<=[\s\":]))(?P<type>(?:[A-Za-z_$][\w$]{0,100}(?:\.|::|\\)){0,15}[A-Za-z_$][\w$]{0,100}"
    r"(?:Exception|Error|Throwable|Interrupt|Exit|Fault|Warning))(?=[:\s(\[]|$)"
)
_LAST_TYPE = re.compile(r"(?P<type>(?:[A-Za-z_]\w{0,100}\.){0,15}[A-Z]\w{0,100})(?:: |$)")
_PANIC = re.compile(r"\b(?P<type>panic|panicked|fatal error|SIG[A-Z]{3,5})\b")
_UNSTABLE = re.compile(
    r"\$Proxy\d+|\$\$(?:EnhancerBy|FastClassBy)\w+(?:\$\$[0-9a-f]+)?"
    r"|\$\$SpringCGLIB\$\$\d+|GeneratedMethodAccessor\d+|GeneratedConstructorAccessor\d+|lambda\$|\$\d+|(?<=[_$])\d+"
    r"|0x[0-9a-f]+|\[[^\]]*\]|`\d+|<>c__DisplayClass[\d_]+|<(?=\w)|>[bdg]__[\w|]+"
)


def read_trace(text: str) -> StackTrace | None:
    """The stack trace in a joined record; None if it holds fewer than two lines or no frame."""
    lines = text.split("\n", _MAX_LINES)[:_MAX_LINES]
    if len(lines) < 2:
        return None
    types: dict[str, None] = {}
    frames: dict[str, None] = {}
    headline = ""
    after_frame = False
    for line in lines:
        line = line[:1000]  # noqa: PLW2901 - hostile line lengths
        frame = _frame(line) if headline or line[:1] in " \t#" else None
        if frame is not None:
            if len(frames) < MAX_FRAMES:
                frames[frame] = None
            after_frame = True
            continue
        match = _TYPE.search(line) or _PANIC.search(line)
        if match is None and after_frame and line[:1] not in (" ", "\t", ""):
            match = _LAST_TYPE.match(line)
        if match is not None and len(types) < 8 and not (frames and line[:1] in " \t"):
            types[match["type"]] = None
        if not headline and line.strip():
            headline = line
        after_frame = after_frame and line[:1] in " \t"
    if not frames:
        return None
    return StackTrace(tuple(types), tuple(frames), headline)


_LAMBDA = re.compile(r"\$\$Lambda(?:\$\d+)?(?:/(?:0x)?[0-9a-f]+)?")


def _frame(line: str) -> str | None:
    if "$$Lambda" in line:
        line = _LAMBDA.sub("", line)
    for form in _FRAMES:
        match = form.match(line)
        if match is not None:
            groups = match.groupdict()
            file = re.split(r"[/\\]", groups.get("file") or "")[-1]
            function = _UNSTABLE.sub("", (groups.get("function") or "").strip())
            return f"{file}:{function}" if file else function
    return None
