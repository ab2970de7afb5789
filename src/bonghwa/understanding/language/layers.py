"""Generic words for layers, environments and the products that run in a layer."""

import re
from collections.abc import Iterable, Mapping

LAYER_WORDS: Mapping[str, tuple[str, ...]] = {
    "WEB": (
        "web",
        "웹",
        "웹서버",
        "web server",
        "아파치",
        "apache",
        "httpd",
        "nginx",
        "엔진엑스",
        "엔진x",
        "웹투비",
        "webtob",
        "iis",
    ),
    "WAS": (
        "was",
        "와스",
        "왓스",
        "was서버",
        "app server",
        "application server",
        "톰캣",
        "톰켓",
        "tomcat",
        "제우스",
        "jeus",
        "웹로직",
        "weblogic",
        "jboss",
        "제이보스",
        "wildfly",
        "웹스피어",
        "websphere",
        "미들웨어",
        "middleware",
    ),
    "DB": (
        "db",
        "디비",
        "데이터베이스",
        "데이타베이스",
        "database",
        "dbms",
        "db서버",
        "디비서버",
        "포스트그레스",
        "postgres",
        "postgresql",
        "오라클",
        "oracle",
        "mysql",
        "마이에스큐엘",
        "mariadb",
        "마리아디비",
        "티베로",
        "tibero",
        "큐브리드",
        "cubrid",
        "mssql",
    ),
    "ESB": (
        "esb",
        "이에스비",
        "연계서버",
        "연계 서버",
        "연계미들웨어",
        "service bus",
        "엠큐",
        "rabbitmq",
        "activemq",
        "kafka",
        "카프카",
    ),
}

ENV_WORDS: Mapping[str, tuple[str, ...]] = {
    "prod": (
        "운영",
        "prod",
        "prd",
        "production",
        "상용",
        "실서버",
        "본서버",
        "라이브서버",
        "live server",
        "live env",
    ),
    "dev": ("개발", "dev", "develop", "development"),
    "staging": (
        "스테이징",
        "스테이지",
        "stg",
        "staging",
        "stage",
        "검증계",
        "검증서버",
        "검증 서버",
        "검증환경",
    ),
    "test": (
        "테스트서버",
        "테스트 서버",
        "테스트환경",
        "테스트 환경",
        "테스트계",
        "test server",
        "test env",
        "test environment",
        "qa",
    ),
}

PRODUCTS: Mapping[str, str] = {
    "아파치": "apache", "httpd": "apache", "apache": "apache", "엔진엑스": "nginx", "엔진x": "nginx", "nginx": "nginx",
    "웹투비": "webtob", "webtob": "webtob", "iis": "iis", "톰캣": "tomcat", "톰켓": "tomcat", "tomcat": "tomcat",
    "제우스": "jeus", "jeus": "jeus", "웹로직": "weblogic", "weblogic": "weblogic", "jboss": "jboss", "제이보스": "jboss",
    "wildfly": "wildfly", "웹스피어": "websphere", "websphere": "websphere", "포스트그레스": "postgresql", "postgres": "postgresql",
    "postgresql": "postgresql", "오라클": "oracle", "oracle": "oracle", "mysql": "mysql", "마이에스큐엘": "mysql", "mariadb": "mariadb",
    "마리아디비": "mariadb", "티베로": "tibero", "tibero": "tibero", "큐브리드": "cubrid", "cubrid": "cubrid", "mssql": "mssql",
    "rabbitmq": "rabbitmq", "activemq": "activemq", "kafka": "kafka", "카프카": "kafka",
}  # fmt: skip
"""Product as people write it → its plain name."""

_NOT_ENV = r"(?! ?(?:팀|자|체제|시간|중|담당|부서|사무|실장|본부|진|과장|완료|하|했|되|됐|언어|기간|일정|er|ers|team))"
_NOT_WEB = r"(?! ?(?:쉘|셸|페이지|사이트|브라우저|툰|ex|하드|훅|메일|shell|page|site|hook|browser|mail))"


def _pattern(word: str) -> str:
    body = re.escape(word).replace(r"\ ", r"[ -]?")
    before = r"(?<![a-z])" if word[0].isascii() else ""
    after = r"(?![a-z])" if word[-1].isascii() else ""
    after += _NOT_WEB if word in ("web", "웹") else ""
    return before + body + after


def _alternation(words: Iterable[str]) -> str:
    return "|".join(_pattern(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


class WordTable:
    """Words that stand for a value, as one linear regular expression with the longest word first."""

    def __init__(self, words: Mapping[str, Iterable[str]], guard: str = "") -> None:
        self._values = {
            word.replace(" ", "").replace("-", ""): value for value, group in words.items() for word in group
        }
        every = [word for group in words.values() for word in group]
        self._pattern = re.compile(f"(?:{_alternation(every)}){guard}") if every else None

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, value) of every word found, in order, without overlap."""
        if self._pattern is None:
            return []
        return [
            (m.start(), m.end(), self._values[m.group().replace(" ", "").replace("-", "")])
            for m in self._pattern.finditer(text)
        ]


def merged(*tables: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Several word tables as one: same value, all its words in lower case; the first table to claim a word keeps it."""
    result: dict[str, list[str]] = {}
    taken: set[str] = set()
    for table in tables:
        for value, words in table.items():
            for word in words:
                low = word.lower().strip()
                if len(low) >= 1 and low not in taken:
                    taken.add(low)
                    result.setdefault(value, []).append(low)
    return {value: tuple(words) for value, words in result.items()}


def layer_table(extra: Mapping[str, Iterable[str]]) -> WordTable:
    """Layer words of the inventory and the generic ones."""
    return WordTable(merged(extra, LAYER_WORDS))


def env_table(extra: Mapping[str, Iterable[str]]) -> WordTable:
    """Environment words of the inventory and the generic ones; "운영팀" and "개발자" are people."""
    return WordTable(merged(extra, ENV_WORDS), _NOT_ENV)


_PRODUCT = WordTable(
    {name: [word for word, plain in PRODUCTS.items() if plain == name] for name in set(PRODUCTS.values())}
)


def products(text: str) -> list[str]:
    """Plain names of the products mentioned, in order."""
    return [name for _, _, name in _PRODUCT.find(text)]
