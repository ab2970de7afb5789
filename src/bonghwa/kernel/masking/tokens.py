"""Credentials that are known by their own form: vendors give them a prefix so that scanners can find them.

Forms from the vendors' public documentation of their token formats.
"""

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import Rule, pattern_rule

_START = r"(?<![A-Za-z0-9])"
_END = r"(?![A-Za-z0-9])"


def _mixed(value: str) -> bool:
    """Random-looking: long enough words of a text have no digits beside letters."""
    return any(c.isdigit() for c in value) and any(c.isalpha() for c in value)


def _key(label: str, prefix: str, body: str, *triggers: str, kind: Kind = Kind.TOKEN) -> Rule:
    """A credential that is `prefix` (an expression) followed by `body` (an expression)."""
    return pattern_rule(kind, label, triggers or (prefix.lower(),), f"{_START}(?:{prefix}){body}")


def _cloud(label: str, prefix: str, body: str, *triggers: str) -> Rule:
    return _key(label, prefix, body, *triggers, kind=Kind.CLOUD_KEY)


CLOUD_KEYS = (
    _cloud(
        "aws-key",
        "A(?:KI|SI|RO|ID|BI|CC|GP|NP|NV|PK|SC)A",
        r"[A-Z0-9]{16}(?![A-Za-z0-9])",
        "akia",
        "asia",
        "aroa",
        "aida",
        "abia",
        "acca",
        "agpa",
        "anpa",
        "anva",
        "apka",
        "asca",
    ),
    _cloud("google-key", "AIza", r"[\w-]{30,}", "aiza"),
    _cloud("google-key", r"ya29\.|GOCSPX-|1//0|AQ\.Ab", r"[\w-]{20,}", "ya29.", "gocspx-", "1//0", "aq.ab"),
    _cloud("alibaba-key", "LTAI", r"[A-Za-z0-9]{12,30}(?![A-Za-z0-9])", "ltai"),
    _cloud("tencent-key", "AKID", r"[A-Za-z0-9]{13,40}(?![A-Za-z0-9])", "akid"),
    _cloud("ncp-key", "ncp_iam_", r"[A-Za-z0-9]{12,}", "ncp_iam_"),
    _cloud("azure-secret", "", r"[\w.~-]{3}8Q~[\w.~-]{31,34}", "8q~"),
    _cloud("digitalocean-key", "do[oprt]_v1_", r"[a-f0-9]{40,}", "_v1_"),
)

API_TOKENS = (
    _key("github-token", "gh[pousr]_", r"[A-Za-z0-9_]{20,}", "ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
    _key("github-token", "github_pat_", r"\w{20,}"),
    _key(
        "gitlab-token",
        r"gl(?:pat|dt|rt|rtr|cbt|ptt|ft|imt|agent|soat|oas|ffct|wt)-|GR1348941",
        r"[\w.-]{16,}(?<![.-])",
        "gl",
        "gr1348941",
    ),
    _key("slack-token", r"xox[a-z]-|xoxe\.xox[bp]-|xapp-", r"[\w-]{10,}", "xox", "xapp-"),
    _key(
        "stripe-key", "[sr]k_(?:live|test)_|whsec_", r"[A-Za-z0-9+/=_]{10,}", "k_live_", "k_test_", "whsec_"
    ),
    _key("anthropic-key", "sk-ant-", r"[\w-]{10,}", "sk-ant-"),
    pattern_rule(Kind.TOKEN, "openai-key", ("sk-",), rf"{_START}sk-(?!ant-)[\w-]{{20,}}", accept=_mixed),
    _key(
        "model-key",
        "hf_|gsk_|r8_|nvapi-|pplx-|xai-",
        r"[\w-]{24,}",
        "hf_",
        "gsk_",
        "r8_",
        "nvapi-",
        "pplx-",
        "xai-",
    ),
    _key("package-token", "npm_", r"[A-Za-z0-9]{20,}", "npm_"),
    _key("package-token", "pypi-", r"[\w-]{40,}", "pypi-"),
    _key("package-token", "rubygems_|oy2", r"[a-z0-9]{40,}", "rubygems_", "oy2"),
    _key("docker-token", "dckr_[a-z]{3}_", r"[\w-]{16,}", "dckr_"),
    _key("telegram-token", r"\d{8,10}:AA", r"[\w-]{30,}", ":aa"),
    _key("discord-token", "", r"[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,45}(?![\w.-])", "."),
    _key("sendgrid-key", r"SG\.", r"[\w-]{16,}\.[\w-]{16,}", "sg."),
    _key("twilio-key", "SK", rf"[0-9a-f]{{32}}{_END}", "sk"),
    _key("mailgun-key", "key-", rf"[0-9a-f]{{32}}{_END}", "key-"),
    _key("mailchimp-key", "", r"[0-9a-f]{32}-us\d{1,2}(?!\w)", "-us"),
    _key("shopify-token", "shp(?:at|ss|ca|pa|ua)_", r"[a-fA-F0-9]{32}", "shp"),
    _key("square-token", "sq0[a-z]{3}-", r"[\w-]{22,}", "sq0"),
    _key("facebook-token", "EAA", r"[A-Za-z0-9]{60,}", "eaa"),
    _key("vault-token", r"hv[sbr]\.", r"[\w-]{20,}", "hvs.", "hvb.", "hvr."),
    _key("terraform-token", "", r"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}", ".atlasv1."),
    _key("atlassian-token", "AT(?:ATT|CTT)3x|ATBB", r"[\w=-]{24,}", "att3x", "ctt3x", "atbb"),
    _key("grafana-token", "gl(?:sa|c)_", r"[\w=+/-]{20,}", "glsa_", "glc_"),
    _key("sentry-token", "sntry[su]_", r"[\w=+/-]{20,}", "sntry"),
    _key("newrelic-key", "NR(?:AK|JS|II|RA|AA)-", r"[\w-]{15,}", "nr"),
    _key(
        "saas-token",
        "lin_api_|ntn_|figd_|PMAK-|dp\\.[a-z]{2}\\.|pscale_(?:tkn|pw|oauth)_|sb[ps]_|nfp_|sq[upa]_|AKCp|dapi|tfp_|rnd_|fio-u-|dop_",
        r"[\w.-]{30,}",
        "lin_api_",
        "ntn_",
        "figd_",
        "pmak-",
        "dp.",
        "pscale_",
        "sbp_",
        "sbs_",
        "nfp_",
        "squ_",
        "sqp_",
        "sqa_",
        "akcp",
        "dapi",
        "tfp_",
        "rnd_",
        "fio-u-",
    ),
    _key("age-key", "AGE-SECRET-KEY-1", r"[A-Z0-9]{20,}", "age-secret-key-1"),
    _key("firebase-key", r"AAAA[\w-]{7}:", r"[\w-]{120,}", "aaaa"),
    _key("jwt", "eyJ", r"[\w-]{8,}=*(?:\.[\w=-]*){1,4}(?<!\.)", "eyj"),
    _key("jwt", "eyJhbGci|eyJ0eXAi|eyJraWQi", r"[\w-]{8,}", "eyj"),
    pattern_rule(
        Kind.PASSWORD,
        "password-hash",
        ("$",),
        r"\$(?:2[abxy]?\$\d\d\$[./A-Za-z0-9]{20,}|(?:1|5|6|7|y|gy|md5|sha1|apr1)\$[^\s:$\"',;]{1,64}\$[^\s:\"',;]{10,}|argon2(?:i|d|id)\$[^\s:\"';]{20,}|scrypt\$[^\s:\"';]{20,})",
    ),
)

WEBHOOKS = (
    pattern_rule(
        Kind.WEBHOOK,
        "webhook",
        (
            "hooks.",
            "webhook",
            "chat.googleapis.com",
            "logic.azure.com",
            "/hooks/",
            "dooray.com/services",
            "powerplatform.com",
        ),
        r"(?i)https?(?::|%3a)(?:/|%2f){2}(?:"
        r"hooks\.slack(?:-gov)?\.com(?:/|%2f)(?:services|workflows|triggers)"
        r"|(?:\w+\.)?discord(?:app)?\.com/api/(?:v\d+/)?webhooks"
        r"|[\w.-]{1,100}webhook\.office\.com/webhookb?2?"
        r"|outlook\.office(?:365)?\.com/webhook"
        r"|wh\.jandi\.com/connect-api/webhook"
        r"|chat\.googleapis\.com/v1/spaces"
        r"|hooks\.zapier\.com/hooks"
        r"|[\w.-]{0,100}dooray\.com/services"
        r"|[\w.-]{1,150}(?:logic\.azure|powerplatform)\.com(?::443)?/(?:workflows|powerautomate)"
        r"|[\w.:-]{1,150}/hooks(?=/[a-z0-9]{26}\b)"
        r")(?:/|%2f)[^\s\"'<>`)\]}|\\,]{8,}",
    ),
)
