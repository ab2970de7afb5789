"""Masked lines a second, clean and dirty, beside the least that any look at every character costs in Python."""

import json
import re
import time
from collections.abc import Callable, Sequence

from bonghwa.kernel.masking import Masker

SECONDS = 1.5
CLEAN = [
    "2026-01-11 07:31:12.790 INFO  Started PortalApplication in 12.35 seconds",
    'java.lang.NullPointerException: Cannot invoke "String.length()" because "<local6>" is null',
    "\tat org.springframework.web.servlet.DispatcherServlet.invoke(DispatcherServlet.java:215)",
    "ERROR [http-nio-8080-exec-7] k.g.m.BudgetService - budget 2026-Q1 not found, traceId=0f1e2d3c4b5a6978",
    "Failed password for invalid user admin1 from 203.0.113.9 port 51422 ssh2",
    "기재부 예산시스템 WAS 1번 재기동 완료했습니다",
]
DIRTY = [
    "2026-09-02 23:16:09.890 ERROR connect to 10.22.178.6:5432 failed: Connection refused",
    "DATABASE_URL=postgresql://app:Fake1234@db01.internal:5432/mof",
    "2026-01-25 07:30:42.498 INFO SMS sent to 010-1234-5678 for hong@example.com",
    'INFO request headers={"Authorization": "Bearer Zq7fTn2Kd9Lw4RxB8mYv3HsPc6JgUe5A"}',
    "비밀번호는 Fake#1234 입니다",
    '{"user":"ops","password":"Fake#1234","msg":"login"}',
]
BASELINE_PATTERN = re.compile(r"password\s*[=:]\s*\S+|\b\d{3}-\d{4}-\d{4}\b|[\w.]+@[\w.]+")
DIGITS_TO_ZERO = str.maketrans("123456789", "000000000")


def rate(work: Callable[[str], object], lines: Sequence[str]) -> int:
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        for line in lines:
            work(line)
        done += len(lines)
    return round(done / (time.perf_counter() - start))


def main() -> None:
    masker = Masker()
    long_line = "x=1, 10.1.2.3 password=Fake#1234 " * 31_775
    print(
        json.dumps(
            {
                "bench": "masking",
                "clean_lines_per_s": rate(masker.mask, CLEAN),
                "dirty_lines_per_s": rate(masker.mask, DIRTY),
                "three_pattern_re_clean_lines_per_s": rate(
                    lambda line: BASELINE_PATTERN.sub("*", line), CLEAN
                ),
                "three_pattern_re_dirty_lines_per_s": rate(
                    lambda line: BASELINE_PATTERN.sub("*", line), DIRTY
                ),
                "translate_clean_lines_per_s": rate(lambda line: line.translate(DIGITS_TO_ZERO), CLEAN),
                "one_megabyte_line_ms": _milliseconds(masker, long_line),
            }
        )
    )


def _milliseconds(masker: Masker, text: str) -> int:
    start = time.perf_counter()
    masker.mask(text)
    return round((time.perf_counter() - start) * 1000)


if __name__ == "__main__":
    main()
