"""Is a value a secret at all? Placeholders, settings, words of prose and code are not."""

import re

_PLACEHOLDER_FORMS = re.compile(
    r"(?i)(?:"
    r"[*xX•.·?_#-]+|\*{3,}.*"  # **** xxxx ...
    r"|<[^<>]*>?|\[[A-Za-z_ *-]*\]?|\(?\[\^?[^\[\]]*\][*+?].*|\(?\[\^.*|\(?\.[*+].*|\(?\\+[wWsSdD][+*{].*|\{\{?[^{}]*\}?\}?|%\(?[\w.]+\)?[s%]?|@[\w.]+@"  # <password> [FILTERED] {{ x }} %(x)s @x@
    r"|\$\{.*|\$\(.*|\$\{?[A-Za-z_]\w*\}?|\$\d|\$\$|`.*|%[A-Z_]+%|:[a-z_]+|\?|&[\w.]+"  # ${X} $(pass x) $X %X% :x
    r"|ENC\(.*|\{cipher\}.*|!vault.*|!(?:Ref|Sub|secret)\b.*|(?:vault|ssm|secretsmanager|op|file|env|gcp-sm|awssm|kms):.*|ref\+.*"
    r"|(?:your|my|the|some|example|sample|dummy|insert|enter|put|change)[-_ ](?:[a-z]+[-_ ]){0,4}"
    r"(?:password|passwd|secret|token|key|id|here|value)"
    r")"
)
_WORDS = frozenset(
    # values of settings and of status lines
    [
        "null",
        "none",
        "nil",
        "undefined",
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "empty",
        "blank",
        "unset",
        "set",
        "missing",
        "required",
        "optional",
        "invalid",
        "valid",
        "expired",
        "incorrect",
        "wrong",
        "failed",
        "failure",
        "ok",
        "error",
        "denied",
        "rejected",
        "accepted",
        "unknown",
        "enabled",
        "disabled",
        "default",
        "redacted",
        "masked",
        "hidden",
        "filtered",
        "protected",
        "removed",
        "encrypted",
        "secret",
        "string",
        "text",
        "str",
        "int",
        "integer",
        "bool",
        "boolean",
        "object",
        "array",
        "number",
        "bytes",
        "char",
        "varchar",
        "any",
        "void",
        "function",
        "class",
        "const",
        "let",
        "var",
        "new",
        "return",
        "password",
        "passwd",
        "token",
        "bearer",
        "basic",
        "digest",
        "negotiate",
        "ntlm",
        "apikey",
        "oauth",
        "oauth2",
        "jwt",
        "md5",
        "sha1",
        "sha256",
        "scram-sha-256",
        "trust",
        "peer",
        "ident",
        "cert",
        "must",
        "should",
        "is",
        "was",
        "are",
        "has",
        "have",
        "not",
        "for",
        "from",
        "with",
        "and",
        "the",
        "this",
        "that",
        "a",
        "an",
        "in",
        "at",
        "of",
        "to",
        "by",
        "or",
        "if",
        "it",
        "be",
        "can",
        "cannot",
        "will",
        "did",
        "does",
        "changed",
        "updated",
        "reset",
        "created",
        "deleted",
        "generated",
        "rotated",
        "loaded",
        "found",
        "provided",
        "given",
        "supplied",
        "mismatch",
        "matches",
        "matched",
        "refresh",
        "refreshed",
        "revoked",
        "renewed",
        "validation",
        "authentication",
        "authorization",
        "auth",
        "login",
        "logout",
        "user",
        "username",
        "prompt",
        "file",
        "env",
        "environment",
        "vault",
        "keyring",
        "stdin",
        "n/a",
        "na",
        "tbd",
        "todo",
        "policy",
        "strong",
        "weak",
        "plain",
        "plaintext",
        "clear",
        "type",
        "length",
        "check",
        "ask",
        "askpass",
        "interactive",
        "nopasswd",
        "nopass",
    ]
)
_CODE = re.compile(
    r"(?:[A-Za-z_]\w*(?:\.|->|::|\?\.)(?=[A-Za-z_$])){1,6}[A-Za-z_$][\w$]*(?:[(\[].*)?[;,)]*"  # args.password, os.environ["X"]
    r"|(?:get|read|load|fetch|decrypt|encrypt|base64|env|str|len|hash|crypt|file|lookup|require|input|prompt|md5|sha\w*|new)[A-Za-z_]*\(.*"
    r"|[A-Za-z_]{3,40}\((?:[\"'\w., ]*)\)?;?"
    r"|lambda\b.*|f?[\"']\{.*"
)
_NAME_OF_A_SECRET = re.compile(r"(?i)[a-z_]*(?:password|passwd|secret|token|credential)s?_?[a-z]{0,6}")
_PATH = re.compile(
    r"(?:~|\.{1,2})?/(?:[\w.@+-]+/)*[\w.@+-]*|[A-Za-z]:\\\S*|(?:https?|file|classpath|s3|gs|ldaps?)://\S*|classpath:\S+"
)
_DIGEST_NAME = re.compile(
    r"(?i)(?:sha|md|aes|rsa|des|ecdsa|hmac|base|utf|tls|ssl|http|scram|pbkdf|bcrypt|argon|ed)[-_]?\d{0,5}(?:[-_/.]\w{1,10})*"
)
_SYMBOLS = frozenset("!@#$%^&*~?+=")


def is_placeholder(value: str) -> bool:
    """Whether the value stands for a secret that is somewhere else: `****`, `${DB_PASSWORD}`, `<password>`."""
    return _PLACEHOLDER_FORMS.fullmatch(value) is not None


def is_word(value: str) -> bool:
    """Whether the value is a common setting or status (`null`, `invalid`, `YES`)."""
    return value.rstrip(".,;:!").lower() in _WORDS


def is_code(value: str) -> bool:
    """Whether the value is an expression of a program that would give the secret."""
    if len(value) >= 20 and sorts(value) >= 3 and "(" not in value and "[" not in value:
        return False  # no program spells its names like that
    return _CODE.fullmatch(value) is not None or _NAME_OF_A_SECRET.fullmatch(value) is not None


def is_path(value: str) -> bool:
    """Whether the value is a path or an address of something else (a key *file*)."""
    return _PATH.fullmatch(value) is not None


def sorts(value: str) -> int:
    """How many sorts of characters the value mixes: digits, upper case, lower case, strong symbols."""
    return (
        any(c.isdigit() for c in value)
        + any("A" <= c <= "Z" for c in value)
        + any("a" <= c <= "z" for c in value)
        + any(c in _SYMBOLS for c in value)
    )


def looks_chosen(value: str) -> bool:
    """Whether a word of prose looks like a password: letters with digits or symbols, and no name of an algorithm."""
    if not 4 <= len(value) <= 128 or value.startswith("^") or _DIGEST_NAME.fullmatch(value):
        return False
    letters = any(c.isalpha() for c in value)
    digits = any(c.isdigit() for c in value)
    symbols = any(c in _SYMBOLS for c in value.rstrip("?!="))
    return (
        letters
        and (digits or symbols)
        and not re.fullmatch(r"[a-z]+#?-?\d{1,3}|v?\d+(?:\.\d+)+\w*|[A-Z]{2,6}-\d+", value)
    )


def looks_random(value: str) -> bool:
    """Whether a value looks generated: long, mixing letters and digits, or very long."""
    if len(value) < 8:
        return False
    if sorts(value) >= 3:
        return True
    return (sorts(value) == 2 and len(value) >= 12 and any(c.isdigit() for c in value)) or len(value) >= 32
