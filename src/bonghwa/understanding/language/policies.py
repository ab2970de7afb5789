"""A change of the approval rules: which action, which rule, who approves, when."""

import re
from typing import Any

_ACTIONS = (
    ("deploy", r"배포|반영|릴리즈|\b(?:deploy\w*|releas\w*|rollouts?)\b"), ("restart_service", r"재시작|재기동|\brestart\w*"), ("stop_service", r"중지|정지|\b(?:stops?|shutdowns?)\b"),
    ("kill_session", r"세션|\bsessions?\b"), ("disk_cleanup", r"삭제|정리|\b(?:purge|clean ?ups?|delet\w+)\b"), ("rollback", r"롤백|\brollbacks?\b"),
)  # fmt: skip
_RULES = (
    ("no_approval", r"승인 ?(?:은|을|도)? ?없이|승인 ?(?:은|을)? ?(?:생략|불필요|필요 ?없|안 ?받)|무승인|without (?:any )?approval|no approval|skip (?:the )?approval|auto[- ]?approv|자동 ?승인"),
    ("two_person", r"[2이두] ?(?:인|명)(?:의|이|에게)? ?승인|이중 ?승인|2단계 ?승인|승인자 ?(?:를|는)? ?(?:2|두) ?명|two[- ]person|two (?:people|approv\w+)|2 (?:people|approv\w+)|dual approval|four[- ]eyes|second approver"),
    ("block", r"금지|막아|차단|못 ?하게|동결|불허|제한|\b(?:block|forbid|prohibit|disallow|ban|freeze|prevent)\b|no (?:\w+ ){0,3}(?:deploys|deployments|releases|restarts)"),
    ("allow", r"허용|풀어|가능하게|\b(?:allow|permit|unblock)\b"),
)  # fmt: skip
_NEEDED = re.compile(r"승인|결재|approv")
_WHEN = (
    ("weekend", r"주말|weekends?"), ("night", r"야간|심야|밤|at night|night ?time|overnight"), ("business_hours", r"업무 ?시간|근무 ?시간|business hours|working hours|office hours"),
    ("weekday", r"평일|weekdays?"), ("holiday", r"연휴|공휴일|holidays?"), ("friday", r"금요일|fridays?"), ("monday", r"월요일|mondays?"),
)  # fmt: skip
_APPROVER = re.compile(
    r"((?:[A-Za-z]{2,10} ?)?(?:[가-힣]{0,4}(?:파트장|팀장|과장|부장|실장|본부장|국장|센터장|사무관|주무관|책임자|담당자|관리자|리더|매니저|CISO|PM|PL)))(?:님)?(?: ?(?:의|이|가|께|에게|한테|을|를|도|까지|선|만))? ?(?:승인|결재|허가|컨펌|검토|으로|로)",
)
_APPROVER_EN = re.compile(
    r"(?:approv(?:al|ed) (?:from|by|of)|approver (?:to|is|be)|sign[- ]off (?:from|by)|go through) (?:the |a |an )?((?:[A-Za-z]+ ){0,2}[A-Za-z]+)|(?:need|needs|require|requires) (?:the )?((?:[A-Za-z]+ )?(?:manager|lead|owner|director|PM|CTO|CISO|head))(?:'s)? approval",
    re.IGNORECASE,
)
_COUNT = re.compile(r"([3-9]) ?(?:인|명)(?:의)? ?승인|([3-9]|three|four) (?:people|approv\w+)")


def policy_parameters(cased: str) -> dict[str, Any]:
    """`action`, `rule` (no_approval, two_person, block, allow, approval), `approver`, `when`, `approvals` as said."""
    text = cased.lower()
    found: dict[str, Any] = {}
    for slot, table in (("action", _ACTIONS), ("rule", _RULES), ("when", _WHEN)):
        value = next((name for name, pattern in table if re.search(pattern, text)), None)
        if value:
            found[slot] = value
    who = _APPROVER.search(cased) or _APPROVER_EN.search(cased)
    if who:
        found["approver"] = next(group for group in who.groups() if group).replace(
            " ", "" if re.search("[가-힣]", cased) else " "
        )
    if many := _COUNT.search(text):
        said = next(group for group in many.groups() if group)
        found["approvals"] = {"three": 3, "four": 4}.get(said) or int(said)
    if "rule" not in found and "action" in found and _NEEDED.search(text) and "approver" not in found:
        found["rule"] = "approval"
    return found
