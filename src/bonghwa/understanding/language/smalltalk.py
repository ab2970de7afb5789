"""Talk between people: nothing is asked of the control room."""

import re

_TALK = re.compile(
    r"안녕|반갑|하이(?:요|$|[^가-힣])|헬로|고마워|고맙|감사(?:합|해요|드|해$|요|!|~)|(?:^|[요다줘.!~,])감사$|땡큐|수고|고생(?:하|많|했)|잘자|잘가|굿모닝|좋은(?:아침|하루|저녁|밤)|즐거운|주말잘|푹쉬|쉬세요|쉬어"
    r"|퇴근|출근|야근|점심|저녁(?:뭐|먹|드|식사)|아침(?:먹|드|식사)|야식|등산|운동|골프|복많이|잘부탁|(?:실|할|갈|하실)분[은들?계]|밥(?:먹|은|드|사)|치킨|맥주|소주|커피|회식|한잔|먹자|먹을|먹었|드셨|배고|졸려|졸리|피곤|힘들|죽겠|죽을것같|날씨|비오|눈오|덥|춥|휴가|연차|생일|축하|결혼|영화|축구|야구|게임|여행"
    r"|ㅋㅋ|ㅎㅎ|ㅠㅠ|ㅜㅜ|이름이뭐|너누구|누구세요|몇살|넌뭐|너뭐|뭐하(?:니|냐|고있|세요|는중)|뭐해|심심|사랑|재밌|웃기|농담|화이팅|파이팅|대박|미안|죄송|괜찮아요|알겠|네네|넵|넹|넵넵|그래요|그렇군|맞아요|아하|오오|봬요|뵈요|뵙|봅시다|만나|이따(?:가)?(?:봐|보|회의|뵙|만)|내일봐|나중에봐|회의실|회의(?:들어|갑|가|시작|있|하|준비)|자리비|화장실|담배|뭐할수있|도와줄수있|도움말|로또|주식|월요병|불금|칼퇴|신난|다행|부럽|멋지|잘하네|똑똑|최고",
)
_TALK_EN = re.compile(
    r"\b(?:hello|hi|hiya|hey there|howdy|good (?:morning|afternoon|evening|night|job|work|one|day)|morning(?: all| team| everyone)|thanks|thank you|thx|ty|cheers|bye|goodbye|see (?:you|ya)|see u|lunch|dinner|breakfast|coffee|beer|pizza|hungry|tired|sleepy|weather|rain(?:ing|y)?|sunny|weekend (?:plans|was|trip)|nice weekend|great weekend|happy|birthday|congrat\w*|holiday|vacation|party|movie|football|game|joke|lol|haha+|hehe|welcome|sorry|no problem|np|how are you|how'?s it going|what'?s up|sup|your name|who are you|are you (?:a )?(?:bot|human|robot|there|real)|what can you do|nice|awesome|great (?:job|work)|well done|love|enjoy|take care|have a (?:good|nice|great)|my (?:wife|kid|kids|dog|cat|car|back)|(?:the|a|our|this) (?:meeting|standup|call)|on my way|brb|afk|back soon|gg|yay|wow|cool|damn|i'?m (?:so|going|off|heading|out|back|home)|head(?:ing)? home|day off|tgif|friday!|kidding|killing (?:me|us)|kill me|to kill|music|song|traffic jam)\b",
)
_VETO = re.compile(r"(?<!잘)부탁(?:드|해|이)|주세요|주십|해줘(?!서)|줄래|확인|점검|조회|보여|알려줘")
_VETO_EN = re.compile(r"\b(?:please|pls|can you|could you|show|check|list|need you)\b")
_REPORT = re.compile(
    r"(?:했습니다|했어요|했음|했어|했네요|했네|했다|했지|했는데요|하였습니다|완료(?:했습니다|했어요|됐습니다|되었습니다|입니다|요|함)?|끝냈[가-힣]{0,3}|끝났[가-힣]{0,3}|봤어요?|봤습니다|드렸[가-힣]{1,3}|됐습니다|됐어요|되었습니다|할게요?|할께요?|하겠습니다|예정입니다|예정이에요|중입니다|중이에요|중임|하려고요|하려구요|하고있어요|하는중)[.!~ㅎㅋㅠ^]*$",
)
_REPORT_EN = re.compile(
    r"^(?:ok,? |yes,? |fyi,? |so )?(?:(?:i|we|he|she|they|someone|the team|\w+ team)(?:'ve|'ll|'m|'re| have| had| has| just| already| also| will| am| are| was| were)* (?:\w+ed|did|done|going|gonna|about|ran|took|brought|put|shut|sent|will|saw|found|\w+ing)\b|(?:all )?done\b|it (?:was|has been) )",
)


def is_smalltalk(compact: str, spaced: str) -> bool:
    """Greetings, thanks, food, weather, people's plans, where nothing is requested beside them."""
    if _TALK.search(compact):
        return not _VETO.search(compact)
    return bool(_TALK_EN.search(spaced)) and not _VETO_EN.search(spaced)


_QUESTION = re.compile(
    r"\?|(?:나요?|니|냐|까요?|습니까|는지|는가|던가|을까)[.!~ㅠㅋ ]*$|^(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|what|which|who|when|where|how|why)\b",
)


def is_question(spaced: str) -> bool:
    """A question by its mark, its Korean ending or its English beginning."""
    return bool(_QUESTION.search(spaced))


def is_report(compact: str, spaced: str) -> bool:
    """Somebody tells what was, is being or will be done, without asking anything."""
    if "?" in spaced or _VETO.search(compact) or _VETO_EN.search(spaced):
        return False
    return bool(_REPORT.search(compact) or _REPORT_EN.search(spaced))


_REQUEST = re.compile(r"부탁|해줘|해주|처리|확인|점검|줘$|주세요|좀$|봐줘|해라$|하세요|그거|이거|저거|그것")
_REQUEST_EN = re.compile(
    r"\b(?:please|pls|do|fix|check|help|handle|it|thing|can you|could you|take care|look|sort|make|run|again|that)\b"
)
_DECLARATIVE = re.compile(r"[가-힣](?:요|다|자|네|지|죠|까|니|냐|데|군|게|음|함|걸|라|분)[.!?~ㅋㅎㅠㅜ^]*$")


def sounds_like_talk(compact: str, spaced: str, *, korean: bool) -> bool:
    """Where no word of operations was found: a whole sentence is talk, a lone word or a vague request is unclear."""
    if korean:
        return bool(_DECLARATIVE.search(compact)) and not _REQUEST.search(compact)
    return len(spaced.split()) >= 4 and not _REQUEST_EN.search(spaced)
