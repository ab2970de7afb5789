"""Numbers that belong to a person: Korean resident and foreigner numbers, payment cards, accounts, documents."""

import re
from collections.abc import Iterator

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import Rule, Span, pattern_rule

_RESIDENT = re.compile(
    r"(\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?: ?[-‐‑–—―－~] ?|\s)?([1-8]\d{6})(?!\d|-\d)"
)
_RESIDENT_WORDS = re.compile(r"(?i)주민|외국인|거소|생년|jumin|rrn|resident|ssn|foreigner|alien|jmn|psn_?no")
_COMPANY_WORDS = re.compile(r"(?i)법인|corporate|corp_?reg")
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_FIRST_RANDOM_YEAR = 20

_CARD = re.compile(
    r"(?:\d{4}([- .])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{4}([- ])\d{6}\2\d{4,5}|\d{13,19})(?!\d|[-.]\d|[ -]\d(?!\d?/\d))"
)
_CARD_WORDS = re.compile(r"(?i)카드|card|\bpan\b|visa|master|amex|결제|승인|cc_?n")
_IDENTIFIER_BEFORE = re.compile(
    r"(?i)(?:id|seq|no|num|number|time|ts|epoch|ms|us|ns|date|offset|size|bytes|inode|ref|key|batch|uid|count|total|lsn|scn|xid|job|run|version)"
    r"[\"']?\s*[:=#]?\s*[\"']?$"
)


def resident_number_valid(digits: str) -> bool:
    """Whether 13 digits carry a right check digit (Resident Registration Act, enforcement rule; 2, 3, … 9, 2, … 5)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    base = 13 if digits[6] in "5678" else 11
    return (base - total % 11) % 10 == int(digits[12])


def luhn_valid(digits: str) -> bool:
    """Whether the digits pass the Luhn check (ISO/IEC 7812-1)."""
    total = 0
    for index, char in enumerate(reversed(digits)):
        value = int(char)
        if index % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


def _residents(text: str) -> Iterator[Span]:
    for found in _RESIDENT.finditer(text):
        start, end = found.span()
        if start and (
            text[start - 1].isdecimal()
            or text[start - 1] in ".-_"
            or (text[start - 1].isascii() and text[start - 1].isalpha())
        ):
            continue
        before = text[max(0, start - 40) : start]
        if _COMPANY_WORDS.search(before):
            continue
        digits = found.group(1) + found.group(2)
        named = _RESIDENT_WORDS.search(before) is not None
        separated = end - start > 13
        valid = resident_number_valid(digits)
        born_after_check_digits = (
            int(digits[:2]) >= _FIRST_RANDOM_YEAR and digits[6] in "3478" and int(digits[:2]) < 40
        )
        quoted = start > 0 and text[start - 1] in "'\"" and text[end : end + 1] == text[start - 1]
        if named or (separated and (valid or born_after_check_digits)) or (quoted and valid):
            yield Span(start, end, "resident-number")


def _issued(digits: str) -> bool:
    """Whether the leading digits are of a card scheme (ISO/IEC 7812; 9 for Korean domestic cards)."""
    length, two, four = len(digits), int(digits[:2]), int(digits[:4])
    if length == 15:
        return two in {34, 37} or 2131 <= four <= 2131 or four == 1800
    if length == 14:
        return two in {36, 38, 39} or 300 <= int(digits[:3]) <= 305
    if digits[0] == "4":
        return length in {13, 16, 18, 19}
    return length in {16, 17, 18, 19} and (
        51 <= two <= 55
        or 2221 <= four <= 2720
        or two in {35, 56, 57, 58, 60, 61, 62, 63, 64, 65, 67, 81}
        or digits[0] == "9"
    )


def _cards(text: str) -> Iterator[Span]:
    for found in _CARD.finditer(text):
        start, end = found.span()
        if start and (
            text[start - 1].isdecimal()
            or (text[start - 1].isascii() and text[start - 1].isalpha())
            or text[start - 1] in "._"
        ):
            continue
        if start > 1 and text[start - 1] in "- " and (text[start - 2].isdecimal() or text[start - 2] in "_-"):
            continue
        digits = "".join(c for c in found.group() if c.isdecimal())
        if not digits.isascii() or not _issued(digits) or not luhn_valid(digits):
            continue
        before = text[max(0, start - 30) : start]
        if (
            end - start == len(digits)
            and not _CARD_WORDS.search(before)
            and (len(digits) != 16 or _IDENTIFIER_BEFORE.search(before))
        ):
            continue
        yield Span(start, end, "card")


NUMBERS = (
    Rule(Kind.RESIDENT_NUMBER, r"\d{6}.{0,5}[1-8]\d{6}", _residents),
    Rule(Kind.CARD, r"\d{4}[ .-]\d{4}[ .-]\d{4}[ .-]\d{4}|\d{4}[ -]\d{6}[ -]\d{4}|\d{13}", _cards),
    pattern_rule(
        Kind.BANK_ACCOUNT,
        "bank-account",
        r"(?:계좌|은행|뱅크|account).{0,40}\d-\d",
        r"(?i)(?:계좌|은행|뱅크|bank[ _-]?account|account[ _-]?(?:no|num(?:ber)?))[가-힣\w]{0,8}[\"']?[ :=(]{0,4}[\"']?(?P<secret>\d{2,6}-\d{2,7}-\d{2,8}(?:-\d{1,3})?)(?!\d|-\d)",
    ),
    pattern_rule(
        Kind.BANK_ACCOUNT,
        "bank-account",
        "계좌번호",
        r"계좌번호[\"']?[ :=은는(]{0,4}[\"']?(?P<secret>\d{10,16})(?!\d)",
    ),
    pattern_rule(
        Kind.IDENTITY_DOCUMENT,
        "passport",
        "여권|passport",
        r"(?i)(?:여권|passport)[가-힣\w ]{0,10}[\"']?[ :=#(]{0,4}[\"']?(?P<secret>(?-i:[A-Z]\d{8}|[A-Z]\d{3}[A-Z]\d{4}|[A-Z]{2}\d{7}))(?![A-Za-z0-9])",
    ),
    pattern_rule(
        Kind.IDENTITY_DOCUMENT,
        "driving-licence",
        r"(?:면허|licen).{0,40}\d\d-?\d{6}",
        r"(?i)(?:면허|driver.{0,3}licen[cs]e|licen[cs]e)[가-힣\w ]{0,10}[\"']?[ :=#(]{0,4}[\"']?(?:[가-힣]{2} ?)?(?P<secret>(?:1[1-9]|2[0-8])-?\d{2}-?\d{6}-?\d{2})(?!\d)",
    ),
)
