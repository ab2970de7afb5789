"""Log understanding: from bytes to records, levels, fingerprints and groups. Pure: no files, no clock, no network."""

from bonghwa.understanding.logs.encoding import decode
from bonghwa.understanding.logs.error_codes import DOMAINS, ERROR_CODES, ErrorCode, explain_code, find_codes
from bonghwa.understanding.logs.fingerprint import Fingerprint, fingerprint, message_template
from bonghwa.understanding.logs.frames import StackTrace, read_trace
from bonghwa.understanding.logs.grouping import Group, Grouper, Grouping, explain
from bonghwa.understanding.logs.interest import INTERESTING_PATTERNS, is_interesting
from bonghwa.understanding.logs.joining import Joined, Joiner
from bonghwa.understanding.logs.merging import Merge
from bonghwa.understanding.logs.parsing import parse_line
from bonghwa.understanding.logs.record import LogRecord

__all__ = [
    "DOMAINS",
    "ERROR_CODES",
    "INTERESTING_PATTERNS",
    "ErrorCode",
    "Fingerprint",
    "Group",
    "Grouper",
    "Grouping",
    "Joined",
    "Joiner",
    "LogRecord",
    "Merge",
    "StackTrace",
    "decode",
    "explain",
    "explain_code",
    "find_codes",
    "fingerprint",
    "is_interesting",
    "message_template",
    "parse_line",
    "read_trace",
]
