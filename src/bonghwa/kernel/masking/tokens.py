"""Credentials that are known by their own form: vendors give them a prefix so that scanners can find them.

Forms from the vendors' public documentation of their token formats.
"""

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import Rule, pattern_rule

_START = r"(?<![A-Za-z0-9])"
_END = r"(?![A-Za-z0-9])"


def _mixed(value: str) -> bool:
    """Random-looking: the long hyphenated words of a text have no digits beside letters."""
    return any(c.isdigit() for c in value) and any(c.isalpha() for c in value)


def _key(label: str, prefix: str, body: str, trigger: str = "", kind: Kind = Kind.TOKEN) -> Rule:
    """A credential that is `prefix` (an expression) followed by `body` (an expression)."""
    return pattern_rule(
        kind, label, trigger or f"(?:{prefix})[a-z0-9_+/=.~-]{{10}}", f"{_START}(?:{prefix}){body}"
    )


def _cloud(label: str, prefix: str, body: str) -> Rule:
    return _key(label, prefix, body, kind=Kind.CLOUD_KEY)


CLOUD_KEYS = (
    _cloud("aws-key", "A(?:KI|SI|RO|ID|BI|CC|GP|NP|NV|PK|SC)A", rf"[A-Z0-9]{{16}}{_END}"),
    pattern_rule(  # a secret access key has no form of its own, but keeps company with its id
        Kind.CLOUD_KEY,
        "aws-key",
        r"a(?:ki|si)a[a-z0-9]{16}",
        r"(?<![A-Za-z0-9+/=])(?=[^a-z]{0,39}[a-z])(?=[^A-Z]{0,39}[A-Z])(?=[^0-9]{0,39}[0-9])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])",
    ),
    _cloud("google-key", "AIza", r"[\w-]{30,}"),
    _cloud("google-key", r"ya29\.|GOCSPX-|1//0|AQ\.Ab", r"[\w-]{20,}"),
    _cloud("alibaba-key", "LTAI", rf"[A-Za-z0-9]{{12,30}}{_END}"),
    _cloud("tencent-key", "AKID", rf"[A-Za-z0-9]{{13,40}}{_END}"),
    _cloud("ncp-key", "ncp_iam_", r"[A-Za-z0-9]{12,}"),
    _key("azure-secret", "", r"[\w.~-]{3}8Q~[\w.~-]{31,34}", "8q~", Kind.CLOUD_KEY),
    _cloud("digitalocean-key", "do[oprt]_v1_", r"[a-f0-9]{40,}"),
)

API_TOKENS = (
    _key("github-token", "gh[pousr]_", r"[A-Za-z0-9_]{20,}"),
    _key("github-token", "github_pat_", r"\w{20,}"),
    _key(
        "gitlab-token",
        r"gl(?:pat|dt|rt|rtr|cbt|ptt|ft|imt|agent|soat|oas|ffct|wt)-|GR1348941",
        r"[\w.-]{16,}(?<![.-])",
    ),
    _key("slack-token", r"xox[a-z]-|xoxe\.xox[bp]-|xapp-", r"[\w-]{10,}"),
    _key("stripe-key", "[sr]k_(?:live|test)_|whsec_", r"[A-Za-z0-9+/=_]{10,}"),
    _key("anthropic-key", "sk-ant-", r"[\w-]{10,}"),
    pattern_rule(
        Kind.TOKEN, "openai-key", r"sk-[\w-]{20}", rf"{_START}sk-(?!ant-)[\w-]{{20,}}", accept=_mixed
    ),
    _key("model-key", "hf_|gsk_|r8_|nvapi-|pplx-|xai-", r"[\w-]{24,}"),
    _key("package-token", "npm_", r"[A-Za-z0-9]{20,}"),
    _key("package-token", "pypi-", r"[\w-]{40,}"),
    _key("package-token", "rubygems_|oy2", r"[a-z0-9]{40,}"),
    _key("docker-token", "dckr_[a-z]{3}_", r"[\w-]{16,}"),
    pattern_rule(Kind.TOKEN, "telegram-token", r"\d{8}:aa[\w-]{30}", r"(?<!\d)\d{8,10}:AA[\w-]{30,}"),
    _key(
        "discord-token",
        "",
        r"[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,45}(?![\w.-])",
        r"[mno][\w-]{22,27}\.[\w-]{6}\.[\w-]{27}",
    ),
    _key("sendgrid-key", r"SG\.", r"[\w-]{16,}\.[\w-]{16,}"),
    _key("twilio-key", "SK", rf"[0-9a-f]{{32}}{_END}", "sk[0-9a-f]{32}"),
    _key("mailgun-key", "key-", rf"[0-9a-f]{{32}}{_END}", "key-[0-9a-f]{32}"),
    _key("mailchimp-key", "", r"[0-9a-f]{32}-us\d{1,2}(?!\w)", r"[0-9a-f]{32}-us\d"),
    _key("shopify-token", "shp(?:at|ss|ca|pa|ua)_", r"[a-fA-F0-9]{32}"),
    _key("square-token", "sq0[a-z]{3}-", r"[\w-]{22,}"),
    _key("facebook-token", "EAA", r"[A-Za-z0-9]{60,}", "eaa[a-z0-9]{40}"),
    _key("vault-token", r"hv[sbr]\.", r"[\w-]{20,}"),
    _key("terraform-token", "", r"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}", r"\.atlasv1\."),
    _key("atlassian-token", "AT(?:ATT|CTT)3x|ATBB", r"[\w=-]{24,}"),
    _key("grafana-token", "gl(?:sa|c)_", r"[\w=+/-]{20,}"),
    _key("sentry-token", "sntry[su]_", r"[\w=+/-]{20,}"),
    _key("newrelic-key", "NR(?:AK|JS|II|RA|AA)-", r"[\w-]{15,}"),
    _key(
        "service-token",
        r"lin_api_|ntn_|figd_|PMAK-|dp\.[a-z]{2}\.|pscale_(?:tkn|pw|oauth)_|sb[ps]_|nfp_|sq[upa]_|AKCp|dapi|rnd_|fio-u-",
        r"[\w.-]{30,}",
        r"(?:lin_api_|ntn_|figd_|pmak-|dp\.[a-z]{2}\.|pscale_(?:tkn|pw|oauth)_|sb[ps]_|nfp_|sq[upa]_|akcp|dapi|rnd_|fio-u-)[\w.-]{30}",
    ),
    _key("age-key", "AGE-SECRET-KEY-1", r"[A-Z0-9]{20,}"),
    _key("firebase-key", r"AAAA[\w-]{7}:", r"[\w-]{120,}"),
    _key("jwt", "eyJ", r"[\w-]{8,}=*(?:\.[\w=-]*){1,4}(?<!\.)", r"eyj[\w-]{8}"),
    _key("jwt", "eyJhbGci|eyJ0eXAi|eyJraWQi", r"[\w-]{8,}", r"eyj[\w-]{8}"),
    pattern_rule(
        Kind.PASSWORD,
        "password-hash",
        r"\$(?:2[abxy]?|1|5|6|7|y|gy|md5|sha1|apr1|argon2i?d?|scrypt)\$",
        r"\$(?:2[abxy]?\$\d\d\$[./A-Za-z0-9]{20,}|(?:1|5|6|7|y|gy|md5|sha1|apr1)\$[^\s:$\"',;]{1,64}\$[^\s:\"',;]{10,}"
        r"|argon2(?:i|d|id)\$[^\s:\"';]{20,}|scrypt\$[^\s:\"';]{20,})",
    ),
)
