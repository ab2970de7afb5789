"""Java and its tools: histograms and versions read, dumps and properties hold credentials."""

from bonghwa.understanding.shell import paths, patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court, Judge
from bonghwa.understanding.shell.judges.machine import line
from bonghwa.understanding.shell.rules.model import Rule


def java_tools(court: Court, call: Call, _rule: Rule) -> None:
    """Jmap, jinfo, jcmd: histograms and versions read, dumps hold credentials."""
    text = line(call)
    if call.name == "jmap":
        if patterns.fullmatch(r"(?:-histo|-heap|-clstats|-finalizerinfo) [\d\ue003]+|\d+", text):
            return
        court.changes(call, "it dumps or disturbs a running program")
        for path in patterns.every(r"file=([^ ,]+)", text):
            if paths.guarded(path, court.base):
                court.forbid(call, f"it writes to “{path}”")
    elif call.name == "jinfo":
        if patterns.search(r"-flag [+\w]*[+=-]|-flag [+-]", text):
            court.changes(call, "it changes a setting of a running program")
        elif "-sysprops" in text or not text.startswith("-flag"):
            court.forbid(call, "it shows properties, credentials among them")
    elif not patterns.fullmatch(
        r"|-l|-h|\d+|\S+ (?:help|VM\.(?:version|uptime|flags|native_memory|classloader_stats|classloaders|info|dynlibs|log list|events|metaspace|stringtable|symboltable)|GC\.(?:heap_info|class_histogram|finalizer_info)|Thread\.print|PerfCounter\.print|ManagementAgent\.status|Compiler\.(?:queue|codecache|codelist)|JFR\.check)(?: [\w=. -]*)?",
        text,
    ):
        if (
            patterns.search(
                r"(?i)command_line|system_properties|Thread\.dump_to_file|HeapDump|heap_dump", text
            )
            and "heap_dump" not in text
        ):
            court.forbid(call, "it shows properties, credentials among them")
        else:
            court.changes(call, "it changes or dumps a running program")


def java(court: Court, call: Call, _rule: Rule) -> None:
    """Java -version only shows."""
    if not patterns.fullmatch(r"(?:-XX:\+Print\w+ )*(?:-?-version|-showversion|-fullversion)", line(call)):
        court.changes(call, "it runs a program")


JAVA: dict[str, Judge] = {"jmap": java_tools, "jinfo": java_tools, "jcmd": java_tools, "java": java}
