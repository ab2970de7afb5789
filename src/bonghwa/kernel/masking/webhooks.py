"""Addresses that are credentials themselves: who knows a chat room's webhook can write into it."""

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import pattern_rule

WEBHOOKS = (
    pattern_rule(
        Kind.WEBHOOK,
        "webhook",
        r"hooks\.(?:slack|zapier)|webhook|chat\.googleapis\.com|logic\.azure\.com|/hooks/|dooray\.com/services|powerplatform\.com",
        r"(?i)https?(?::|%3a)(?:/|%2f){2}(?:"
        r"hooks\.slack(?:-gov)?\.com(?:/|%2f)(?:services|workflows|triggers)"
        r"|(?:\w{1,20}\.)?discord(?:app)?\.com/api/(?:v\d+/)?webhooks"
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
