"""The verbs that change something, in Korean (text without spaces) and English (base forms only)."""

import re
from collections.abc import Mapping

_KO_EN: Mapping[str, tuple[str, str]] = {
    "restart": (
        (
            r"재시작|재기동|재가동|재구동|재실행|리스타트|리스탓|재부팅|리부팅|리부트|리로드|재로드|다시시작"
            r"|(?:껐|내렸|끄|내리|중지했|종료했|죽였|스탑했)(?:다가?|고)(?:다시)?(?:켜|올려|올리|살려|기동|시작|띄워)"
        ),
        r"restart|re-?start|reboot|reload|bounce|recycle|power[- ]cycle|stop and (?:re)?start|turn (?:it )?off and on(?: again)?|cycle",
    ),
    "stop": (
        (
            r"중지|정지|종료|셧다운|스탑|스톱|다운시켜|내려(?=줘|주|놔|라|버|도|야|$|[^가-힣])|내려(?=요)|내리(?=자|세|십|시|지|면|기|고|는|려|라|게)|내릴(?=까|게|예|거|것|때|지)|내렸|내린"
            r"|꺼(?=줘|주|놔|라|버|도|야|요|$|[^가-힣])|끄(?=자|세|십|시|지|면|기|고|는|려|라|게)|끌까|끌게|껐|멈춰(?=줘|주|라|놔|요)|세워(?=줘|주)|죽여(?=줘|주|라|버)"
        ),
        r"stop|shut ?down|shut (?:it |them )?off|halt|turn off|power off|take (?:\S+ ){0,5}?(?:down|offline)|bring (?:\S+ ){0,5}?down|switch off|kill",
    ),
    "start": (
        (
            r"(?<![재구])(?:기동|가동|구동)|(?<!다시)(?<!재)시작|스타트|켜(?=줘|주|놔|라|버|도|야|요|$|[^가-힣])|켜(?=자|세|십|시|지|면|기|고|는|려)|켰|올려(?=줘|주|놔|라|버|도|야|요|$|[^가-힣])"
            r"|올리(?=자|세|십|시|지|면|기|고|는|려|라)|올릴(?=까|게|예|거|것|때)|올렸|올린|띄워(?=줘|주|놔|라|요|도)|띄우(?=자|세|십|시|지|면|고)|띄웠|살려(?=줘|주|놔|라|내)|(?<!재)실행(?!중|여부)"
        ),
        r"start|boot|bring (?:\S+ ){0,5}?(?:up|online|back)|spin up|fire up|turn on|power on|launch|switch on|get (?:\S+ ){0,4}?(?:up and running|running again|back up)|revive",
    ),
    "deploy": (
        r"배포|반영|디플로이|릴리즈|릴리스|롤아웃",
        r"deploy|re-?deploy|roll ?out|roll (?=sr)|release",
    ),
    "put_up": (
        r"패치(?=해|적용|부탁|좀)|적용(?=해|부탁|좀|시켜|바)|업로드|올려(?=줘|주|놔|라|요)|올리(?=자|세|십|시|지|면|기)|넣어(?=줘|주)|밀어(?=줘|주)|교체(?=해|부탁|좀)",
        r"ship|push|promote|install|upload|apply|put|copy|send|publish",
    ),
    "rollback": (
        r"롤백|원복|되돌려|되돌리|이전버전으로|원상복구",
        r"roll(?:ing)? ?back|revert|undo the deploy(?:ment)?|back out",
    ),
    "kill": (
        r"강제종료|종료|죽여|죽이|킬(?=해|좀|부탁|$|시)|끊어|끊|날려|없애|잘라|정리|해제|kill",
        r"kill|terminate|disconnect|end|drop|abort|cancel|close|get rid of|clear",
    ),
    "clean": (
        r"정리|확보|비워|비우|삭제|지워|지우|청소|압축|아카이브|아카이빙|보관|제거|줄여|늘려|퍼지|로테이트|밀어(?=줘|주)",
        r"clean(?: ?up)?|free(?: up)?|clear|purge|delete|remove|prune|archive|compress|rotate|make (?:some |more )?(?:room|space)|wipe|empty|trim|reclaim|tidy(?: up)?|gzip|zip up",
    ),
    "add": (
        r"등록|추가|걸어|예약|넣어|설정|만들|생성|돌려|돌게|돌리게|잡아(?=줘|주)|세팅|실행",
        r"add|create|register|set ?up|(?<!cron )(?<!batch )(?<!job )schedule(?! of)|install|configure|put|make|new|run",
    ),
    "remove": (
        r"삭제|제거|빼(?=줘|주)|해제|지워|지우|취소|중지|없애|내려|꺼",
        r"remove|delete|unschedule|disable|drop|cancel|stop|take off",
    ),
    "approve": (
        r"승인(?!자|없|을받|받|을거|거치|단계|라인|권한|필|체계|대기|목록|절차|요청)|허가|허락|결재(?=해|완|처리|합|$)|컨펌",
        r"approve[ds]?|lgtm|sign off(?: on)?|green ?light|approval granted|thumbs up",
    ),
    "proceed": (
        r"진행(?=해|하세|하시|시켜|하십|ㄱ|하자|합시)|그대로해|실행승인",
        r"go ahead|proceed|confirm|accept|ship it|looks good(?: to me)?|ok to (?:go|proceed|deploy)|do it",
    ),
    "reject": (
        r"반려|거절|거부|기각|불허|취소|물러|철회",
        r"reject(?:ed)?|deny|denied|refuse|decline|disapprove|turn (?:it |this |that )?down|cancel|veto|withdraw|send (?:it )?back",
    ),
    "change": (
        r"변경|바꿔|바꾸|수정|설정|추가|등록|만들|적용|하도록|되도록|되게|하게|받게|거치게|못하게|금지|막아|차단|허용|풀어|해제|삭제|없애|강화|완화|신설|생략",
        r"change|update|modify|set|add|make|require|block|forbid|prohibit|disallow|ban|freeze|allow|permit|enable|disable|remove|relax|tighten|drop|edit|adjust|enforce|skip|let|must|need|needs|should",
    ),
    "create": (
        r"등록|만들|생성|열어|발행|올려|끊어|작성|접수|신고|남겨|파(?=줘|주)|써(?=줘|주)|추가",
        r"create|open(?= (?:a|an|the|new|up|ticket|issue|jira)\b)|file(?= (?:a|an|the|new|ticket)\b)|raise|make(?= (?:a|an|me|the|new)\b)|log(?= (?:a|an|this|the)\b)|new(?= (?:ticket|issue|incident|jira)\b)|submit|report(?= (?:a|an|this|the)\b)|register|add(?= (?:a|an|new)\b)|write(?= (?:up|a|an)\b)|need(?= (?:a|an|new)\b)",
    ),
    "back_up": (r"백업|덤프", r"back ?up|dump"),
}

VERBS: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    name: (
        re.compile(korean),
        re.compile(rf"(?<![a-z0-9\-./_])(?:{english})(?![a-z0-9_]|-[a-z]|\.(?:sh|py|log)|s\b)"),
    )
    for name, (korean, english) in _KO_EN.items()
}

GERUNDS = re.compile(
    r"\b(?:restart(?:ed|s|ing)|reboot(?:ed|s|ing)|reload(?:ed|s|ing)|bounc(?:ed|es|ing)|stopp(?:ed|ing)|shutting down|start(?:ed|ing)|deploy(?:ed|s|ing)|deployments?|rolled (?:out|back)|rolling (?:out|back)|releas(?:ed|ing)|kill(?:ed|ing)|clean(?:ed|ing)|purg(?:ed|ing)|delet(?:ed|ing)|approv(?:ing|als?))\b",
)
"""English forms that talk about a change without ordering it."""

PASSIVE_ORDER = re.compile(
    r"\b(?:get|have|want|need|like) (?:\S+ ){1,6}?(restarted|rebooted|reloaded|bounced|stopped|started|deployed|rolled out|killed|cleaned(?: up)?)\b"
)
"""“get budget was1 restarted”: an order in the passive."""

PASSIVE_VERBS: Mapping[str, str] = {
    "restarted": "restart", "rebooted": "restart", "reloaded": "restart", "bounced": "restart", "stopped": "stop", "started": "start",
    "deployed": "deploy", "rolled out": "deploy", "killed": "kill", "cleaned": "clean", "cleaned up": "clean",
}  # fmt: skip
