"""Is a verb an order, a question, a report, a plan, a refusal? Only an order may become an action."""

import enum
import re
from typing import NamedTuple

from bonghwa.understanding.language.reading import Reading


class Mood(enum.IntEnum):
    """How a verb is meant; a higher number is nearer to an order."""

    REFUSED = 0  # 하지 마, don't
    SUPPOSED = 1  # 하면 어떻게 돼?, what if, should we
    HOW = 2  # 어떻게 해?, how do I
    EVENT = 3  # 배포 끝나고, after the deploy
    REPORTED = 4  # 했어요, I restarted it
    PLANNED = 5  # 할게요, I will
    ASKED = 6  # 됐나요?, did it
    TALK = 7  # the verb as a noun within another sentence
    WISHED = 8  # 해야 해요, we need to: to be confirmed
    ORDERED = 9


_SENTENCE = re.compile(r"[.!?~\n;…]+")
_FILLER = r"(?:을|를|도|만|은|는|좀|다시|한번만?|바로|지금|빨리|즉시|얼른|급히|급하게|작업|처리|진행|수행|실시|실행|적용|명령|조치|전부|모두|다|같이|함께|까지|순차적으로|순차로|차례로|차례대로|하나씩|한대씩|무중단으로|자동으로|강제로|으로|로|요|쫌){0,5}"
_POLITE = r"(?:부탁(?!받|했|이)|요망|바람|바랍|바라|플리즈|plz|pls|please|고고|ㄱㄱ|좀[요여염욤용]?$|요청(?:드|합|이요|$)|(?:해|하여|시켜|돌려|봐)?(?:줘(?!서|야|도|봤|ㅆ)|줄래|줄수|주라|주렴|주셈|줭|죠$|주세|주십|주시(?:면|겠|기|죠|지요|길|고$|게$|라|오)|주실|주셨으면|줬으면|주면(?:좋|고맙|감사|안|돼|되)|달라$|드릴수))"
_NEGATED = re.compile(
    r"(?:은|는|을|를|이|가|도)?(?:하|되|시키|해)?(?:지(?:는|도|를)?(?:마|말|않|못|안)|말고|말아|말자|말구|금지|하지|안(?:해|하|했|할|함|돼|되|됨|됐)|못(?:해|하|했|함)|않|없이|없는|불필요|필요(?:는|가|도)?(?:없|하진|하지)|할필요|보류|미뤄|미루|연기|취소|중단|그만|빼고|제외|ㄴㄴ|노노|절대)|할필요|면안|면절대|면큰일",
)
_SUPPOSED = re.compile(
    r"(?:을|를|은|는|이|가|도)?(?:하|되|시키|해|한|했|할|될|돼|됐|된|하게되|하게|시켜|해보|해볼|했을|됐을|한번)?(?:(?:다|으|게되|라)?면(?!허|좋)|까(?!지)|도(?:되|돼|될|괜찮|무방|상관|안전|문제)|야(?:하나|할까|할지|되나|될까|하는지|되는지|하는거|돼\?|해\?|하냐|되냐)|는게|는것이|는편|을?때|수도|지(?:를|가|는)?(?:모르|고민|궁금|말지|어떨)|려면|기전|전에|기(?:에는|가|에)|나요|는지|만한|는건|는거|던데|라면|(?:는|ㄴ)데도)|(?:을|를)?(?:하|되|시키)?면(?!좋)|(?:하|되)?(?:나\?|냐|니\?)|어때|어떨|\?|여부|괜찮|위험|영향|가능성",
)
_ASKED = re.compile(
    r"(?:이|가|은|는|도)?(?:잘|다|제대로|정상적으로|정상)?(?:했|됐|되었|하였|시켰)(?:는지|나|어\?|어요\?|니|습니까|을까|지\?|죠|냐|던가)"
)
_HOW = re.compile(
    r"(?:은|는|을|를)?(?:하는|시키는)?(?:어떻게|어케|방법|절차|가이드|매뉴얼|법$|법(?:알|이|을|좀)|명령어|순서)"
)
_EVENT = re.compile(
    r"(?:이|가|을|를|도|은|는)?(?:하고|되고|하면서|할|하기|된|한|하는|하던|했던|돼|되는|시킨)?(?:끝나|끝내|마치|마무리|나서|나니|난|후|이후|다음|뒤|전에|전$|날|때|시간|시점|시각|시$|일정|얘기|이야기|관련|때문|땜에|덕분|계획서|보고서|회의|담당|건은|건이|느라|스트레스|이벤트|기념|경로|위치|디렉|이력|내역|기록|결과|현황|목록|리스트|로그|실패|성공|상태|승인|정책|규칙|지시|요청(?:이|했|들어|온|왔|건|서|사항|은)|부탁(?:받|했|이)|파트|팀|자(?:가|는|한테|에게|를)|권한|횟수|중에|도중|버전|프로세스(?:가|는)|스크립트|계획)|(?:린|끈|인|킨)",
)
_REPORTED = re.compile(
    rf"{_FILLER}(?:했(?!으면)|됐|되었|하였|돼서|되서|해서그런|완료|끝$|끝남|끝났|해봤|해줬|해주셨(?!으면)|해주신|줘서|주셔서|주신|줬(?!으면)|시켰|한거|한건|한것|된거|된건|된것|한적|한지|한대|했대|됨$|됨[^가-힣]|하더|되더|된상태|한상태|해둔|해놨|놨|놓았|봤)",
)
_PLANNED = re.compile(
    rf"{_FILLER}(?:할게|할께|할께요|하겠|할예정|될예정|예정|하려고|하려|할거|할것|될거|될것|할건|하기로|할라고|하러|중(?:이|입|임|인|에|$|[^가-힣])|하고있|하는중|되는중|들어갑|들어가|시작합|합니다|한다(?!면)|함(?:[^가-힣]|$)|할계획|계획|됩니다|갑니다|드리겠|드릴게|드릴예정|게요?$|게요?[^가-힣])",
)
_WISHED = re.compile(
    rf"{_FILLER}(?:해야|하고싶|시키고싶|고싶|필요|해달래|해달라|하래|하라고|시키래|라고|래요|가능(?:한가|해|하나|한지|한거|하냐|하니)|되나|될까|하자|합시다|하시죠|하시지요|자$|자[^가-힣]|야(?:해|돼|됩|합|겠|할것)|했으면|으면좋|면좋)",
)
_POLITE_QUESTION = re.compile(rf"{_FILLER}(?:가능(?:할까|하실까|하신가|하실지|하면|하시면))")
_ORDERED = re.compile(rf"{_FILLER}{_POLITE}")
_BARE = re.compile(
    rf"{_FILLER}(?:(?:봐|놔|둬|버려|버리세요|라)(?:줘|라|요)?|(?:해|하|시켜|해줌|시키|줘)(?:라|세요|십시오|시오|시기바|셈|삼|봐|봐라|보세요|놔|놔라|둬|버려|요|도록|이소|쇼)?)?(?:ㅋ+|ㅎ+|ㅠ+|요)?(?:$|[^가-힣ㄱ-ㅎ?]|[^가-힣?]+$)",
)
_CHAIN = re.compile(
    rf"{_FILLER}(?:하고|한다음|한뒤|한후|해서|하여|하면서|시키고|후(?:에)?|고(?:나서)?|뒤에|다음에?|및|,|와|과|이랑|랑|그리고|한거|할것|것|건|파일|소스)"
)
_END_ORDER = re.compile(
    r"(?:부탁(?:해|드|요|합|이|좀|$)[가-힣]{0,6}|요망|바랍니다|바람|줘|줘요|주라|주세[요여염욤용]|주십시[오요]|주시(?:기바랍니다|면감사하겠습니다|면됩니다|죠|겠어요|겠습니까)|줄래요?|줄수있(?:어|나|을까|니|나요|어요|을까요)|주실래요|주실수있(?:나요|을까요|어요|으신가요)|주셈|플리즈|please|pls|plz|하세요|하십시오|하라|해라|시켜|해|해요|해봐|하시오|ㄱㄱ|고고|좀[요여염욤용]?|쫌)[~.!?ㅋㅎㅠㅜ^*]*$",
)
_ASKS_WHO = re.compile(r"누가|누구|언제|왜|얼마|뭐|무슨|어떻게|어디|몇")
_END_REQUEST = re.compile(r"(?:부탁|요망|바랍|바람|줘|주세|주십|주시|줄래|줄수|주실)[가-힣]{0,8}[~.!?]*$")
_PAST_STEM = re.compile(r"[렸껐켰웠였났]$")
_MODIFIER_STEM = re.compile(r"(?:내린|올린|끈|죽인|띄운)$")
_QUESTION_ENDS = re.compile(
    r"(?:\?|나요|나$|나\?|니\?|니$|는지|까요?|습니까|죠\?|지\?|어\?|냐|을까|는가|던가)"
)
_REFUSED_BEFORE = re.compile(r"(?:^|[\s,])(?:안|못|절대로?|굳이|아직)\s*$")
_HOW_BEFORE = re.compile(r"(?:어떻게|어케|어떤식으로)\s*$")


def korean_mood(reading: Reading, start: int, end: int) -> Mood:
    """Mood of the Korean verb at `start:end` of the compact text."""
    compact, places = reading.compact
    stem = compact[start:end]
    stop = _SENTENCE.search(compact, end)
    finish = min(stop.end(), len(compact)) if stop else len(compact)
    tail = compact[end:finish]
    before = reading.text[max(0, places[start] - 12) : places[start]]
    if _REFUSED_BEFORE.search(before) and not _ORDERED.match(tail):
        return Mood.REFUSED
    if _HOW_BEFORE.search(before):
        return Mood.HOW
    if _PAST_STEM.search(stem):
        told = Mood.ASKED if _QUESTION_ENDS.search(tail) else Mood.REPORTED
        return Mood.SUPPOSED if _SUPPOSED.match(tail) else told
    return Mood.EVENT if _MODIFIER_STEM.search(stem) else _tail_mood(tail)


_TAILS = (
    (Mood.ORDERED, _ORDERED),
    (Mood.ORDERED, _POLITE_QUESTION),
    (Mood.REFUSED, _NEGATED),
    (Mood.HOW, _HOW),
    (Mood.ASKED, _ASKED),
    (Mood.SUPPOSED, _SUPPOSED),
    (Mood.WISHED, _WISHED),
    (Mood.REPORTED, _REPORTED),
    (Mood.PLANNED, _PLANNED),
)


def _tail_mood(tail: str) -> Mood:
    """What the words behind a verb make of it: the first of the table that fits, else how the sentence ends."""
    mood = next((mood for mood, pattern in _TAILS if pattern.match(tail)), None)
    if mood in (Mood.REPORTED, Mood.PLANNED) and _QUESTION_ENDS.search(tail[:12]):
        return Mood.ASKED
    if mood is not None:
        return mood
    closed = bool(_END_ORDER.search(tail))
    if _ASKS_WHO.search(tail) and not _END_REQUEST.search(tail):
        return Mood.ASKED
    if closed and _CHAIN.match(tail):
        return Mood.ORDERED
    if _EVENT.match(tail):
        return Mood.EVENT
    return Mood.ORDERED if closed or _BARE.match(tail) else Mood.TALK


_CUT_EN = re.compile(r"[.!?;,:\n]\s|[!?;\n]|\b(?:but|then|so|instead|just)\b")
_NOT = re.compile(
    r"\b(?:don'?t|do not|dont|never|not|no need to|without|avoid|\w+n't|cannot|hold off|instead of|rather than|cancel|skip|refrain|stop|nobody|no one|refuse[sd]?)\b"
)
_NO = re.compile(r"\bno (?:\w+ )?$")
_SUPPOSE = re.compile(
    r"\b(?:if|when|whenever|should (?:we|i|you|it|this|that|they)|shall (?:we|i)|would(?! you)|could(?! you)|can(?! you)|may|might|maybe|perhaps|whether|what happens|is it (?:ok|okay|safe|possible)|ok to|safe to|before|after|until|unless|in case|once|suppose|wonder(?:ing)?|why|does|did|do (?:we|i|you)|had to|thinking|what|who|which|where|think)\b",
)
_CONDITION = re.compile(r"\b(?:if|when|unless|in case|once|whenever)\b")
_HOW_EN = re.compile(r"\bhow\b")
_DOUBT = re.compile(
    r"\b(?:(?:do|does|did) (?:we|i|you|they|it)|wonder(?:ing)?|maybe|perhaps|think|thinks|whether|not sure|unsure|considering)\b"
)
_WANT = re.compile(
    r"\b(?:i|we)(?:'d| would)? (?:want to|need to|like to|have to|must|should|ought to)(?: \w+)?\s*$|\byou (?:should|must)\s*$|\b(?:said|told|asked|says|wants|wanted|tells) (?:(?:me|us|him|you|them) )?to\s*$|\blet'?s\s*$|\bneeds? (?:to be |a |an )?\s*$|\bshould be\s*$"
)
_ASK = re.compile(
    r"\b(?:can|could|would|will) you\b|\bplease\b|\bpls\b|\bplz\b|\bkindly\b|\b(?:need|want|like) you to\b|\bgo ahead and\b|\b(?:do|perform|run|trigger|execute|give \w+|try) (?:a|an|the)? ?(?:\w+ )?$"
)
_PLAN = re.compile(
    r"\b(?:i|we|he|she|they|you|it|that|who|someone|team|\w+'ll)(?:'ll| will| already| just| then| had| have| has| always| usually| also| did| never| often| can| could)*\s*$|\b(?:will|going to|gonna|about to|plan(?:s|ning|ned)? to|scheduled to|tried to|trying to|decided to|forgot to|supposed to|used to|wanted to|failed to|able to|time to|way to|reason to|not to|to)\s*$|\bwill (?:be )?\w*\s*$"
)
_NOUN = re.compile(
    r"\b(?:the|a|an|this|that|last|next|previous|latest|recent|our|your|my|his|her|after|before|during|of|since|every|each|no|any|failed|successful|for|on|about|from|unexpected)\s+(?:\w+ )?$"
)
_NOUN_DO = re.compile(r"\b(?:do|perform|run|execute|trigger|give \w+|schedule)\s+(?:a|an|the)?\s*(?:\w+ )?$")
_AFTER_NOUN = re.compile(
    r"\s*(?:(?:and \w+ )?(?:procedure|steps|guide)|scheduled|planned|of|is|was|were|has|had|have|did|does|do|fail(?:s|ed|ure)?|finish(?:ed|es)?|complet(?:ed|es)|took|work(?:s|ed)|went|loops?|counts?|history|polic(?:y|ies)|rules?|time|windows?|schedules?|part(?:y|ies)|day|succeeded|done|broke|caused?s?|button|script|procedure|steps|guide|results?|logs?|path|director(?:y|ies)|status|approval|request|pipeline|notes|meeting|needed|required|freeze|fee|sequence|time)\b",
)
_END_EN = re.compile(r"[.!?;\n](?:\s|$)")
_TURN = re.compile(r"[,:]\s|\bbut\b|\binstead\b(?! of)|\bthen\b|\bjust\b")
_ASKED_AFTER = re.compile(r"\b(?:please|will you|can you|could you|would you)\b")
_CONDITION_AFTER = re.compile(r"\b(?:if|unless|in case|when|whenever)\b")


class _Around(NamedTuple):
    """The words before and behind an English verb: of its clause, since the last turn, of its sentence."""

    clause: str
    turn: str
    sentence: str
    after: str


def _around(text: str, start: int, end: int) -> _Around:
    stop = _END_EN.search(text, end)
    begin = max((m.end() for m in _END_EN.finditer(text, 0, start)), default=0)
    clause = max((m.end() for m in _CUT_EN.finditer(text, begin, start)), default=begin)
    turn = max((m.end() for m in _TURN.finditer(text, begin, start)), default=begin)
    return _Around(
        text[clause:start], text[turn:start], text[begin:start], text[end : stop.end() if stop else len(text)]
    )


def _firm_mood(near: _Around) -> Mood | None:
    """Refusals, how-to questions, doubts, wishes and conditions: no “please” changes them."""
    if _NOT.search(near.turn) or _NO.search(near.turn):
        return Mood.REFUSED
    for mood, pattern in ((Mood.HOW, _HOW_EN), (Mood.SUPPOSED, _DOUBT), (Mood.WISHED, _WANT)):
        if pattern.search(near.clause):
            return mood
    if _CONDITION.search(near.sentence):
        return Mood.SUPPOSED if "?" in near.after or _CONDITION.search(near.clause) else Mood.WISHED
    return None


def _told_mood(near: _Around) -> Mood | None:
    """Suppositions, nouns, plans and questions, as long as nobody is asked to do it."""
    if _SUPPOSE.search(near.clause):
        return Mood.SUPPOSED
    if _AFTER_NOUN.match(near.after) or (_NOUN.search(near.clause) and not _NOUN_DO.search(near.clause)):
        return Mood.EVENT
    if _PLAN.search(near.clause):
        return Mood.PLANNED
    return Mood.SUPPOSED if "?" in near.after and not _ASKED_AFTER.search(near.after) else None


def english_mood(reading: Reading, start: int, end: int) -> Mood:
    """Mood of the English base form at `start:end` of the spaced text."""
    near = _around(reading.text, start, end)
    mood = _firm_mood(near)
    if mood is None and not _ASK.search(near.clause):
        mood = _told_mood(near)
    if mood is not None:
        return mood
    return Mood.WISHED if _CONDITION_AFTER.search(near.after) else Mood.ORDERED
