"""Stack traces of eight languages are joined to one record each and keep one fingerprint while line numbers move."""

import re

import pytest

from bonghwa.understanding.logs import Joined, Joiner, fingerprint, parse_line, read_trace

_JAVA = """\
2024-05-06 07:08:09.123 ERROR 12 --- [nio-1] shop.Cart : Servlet.service() threw exception
java.lang.IllegalStateException: cannot add 12
\tat shop.Cart.add(Cart.java:42) ~[shop.jar!/:1.0]
\tat shop.Cart$$Lambda$17/0x0000000800c9a840.run(Unknown Source)
\tat java.base/java.lang.Thread.run(Thread.java:833)
Caused by: java.sql.SQLException: Connection is closed
\tat shop.Store.save(Store.java:7)
\t... 12 common frames omitted"""
_PYTHON = """\
Traceback (most recent call last):
  File "/srv/shop/store.py", line 7, in save
    self.connection.send(order)
ConnectionError: closed

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/srv/shop/cart.py", line 42, in add
    store.save(order)
shop.errors.CartFailed: order 12"""
_NODE = """\
/srv/shop/cart.js:42
    throw new TypeError('order 12');
    ^

TypeError: order 12
    at Cart.add (/srv/shop/cart.js:42:11)
    at async handle (node:internal/process/task_queues:95:5) {
  code: 'E_CART'
}

Node.js v20.1.0"""
_GO = """\
panic: runtime error: index out of range [12] with length 3

goroutine 17 [running]:
shop/cart.(*Cart).Add(0xc000010000, 0xc)
\t/srv/shop/cart.go:42 +0x1d
main.main()
\t/srv/shop/main.go:7 +0x25
exit status 2"""
_DOTNET = """\
Unhandled exception. System.InvalidOperationException: order 12
 ---> System.IO.IOException: closed
   at Shop.Store.Save(Int32 id) in /src/Store.cs:line 7
   --- End of inner exception stack trace ---
   at Shop.Cart.Add(Int32 id) in /src/Cart.cs:line 42"""
_RUST = """\
thread 'main' panicked at src/cart.rs:42:5:
order 12 is lost
stack backtrace:
   0: rust_begin_unwind
             at /rustc/0123456789abcdef/library/std/src/panicking.rs:597:5
   1: shop::cart::add::h0123456789abcdef
             at ./src/cart.rs:42:5
note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace."""
_PHP = """\
PHP Fatal error:  Uncaught ShopException: order 12 in /srv/shop/cart.php:42
Stack trace:
#0 /srv/shop/index.php(7): Cart->add(12)
#1 {main}
  thrown in /srv/shop/cart.php on line 42"""
_RUBY = """\
/srv/shop/cart.rb:42:in `add': order 12 (CartError)
\tfrom /srv/shop/index.rb:7:in `<main>'"""

_TRACES = {
    "java": _JAVA, "python": _PYTHON, "node": _NODE, "go": _GO, "dotnet": _DOTNET, "rust": _RUST, "php": _PHP, "ruby": _RUBY,
}  # fmt: skip
_BEFORE = "2024-05-06 07:08:08.000  INFO 12 --- [nio-1] shop.Cart : before"
_AFTER = "2024-05-06 07:08:10.000  INFO 12 --- [nio-1] shop.Cart : after"


def _join(lines: list[str]) -> list[Joined]:
    joiner = Joiner()
    records = [record for line in lines if (record := joiner.push(line)) is not None]
    last = joiner.flush()
    return [*records, *([last] if last else [])]


@pytest.mark.parametrize("language", _TRACES)
def test_a_trace_between_two_lines_is_one_record(language: str) -> None:
    trace = _TRACES[language]
    records = _join([_BEFORE, *trace.split("\n"), _AFTER])
    assert [record.text for record in records] == [_BEFORE, trace, _AFTER]
    assert [record.lines for record in records] == [1, trace.count("\n") + 1, 1]


@pytest.mark.parametrize("language", _TRACES)
def test_a_trace_keeps_its_fingerprint_when_line_numbers_and_values_move(language: str) -> None:
    trace = _TRACES[language]
    moved = (
        trace.replace("42", "57")
        .replace("order 12", "order 99")
        .replace("0123456789abcdef", "fedcba9876543210")
    )
    moved = moved.replace("0x0000000800c9a840", "0x0000000800ffa000").replace("$17", "$23")
    assert moved != trace
    first, second = fingerprint(parse_line(trace)), fingerprint(parse_line(moved))
    assert first.kind == "trace"
    assert first == second


@pytest.mark.parametrize("language", _TRACES)
def test_another_function_gives_another_fingerprint(language: str) -> None:
    trace = _TRACES[language]
    other = re.sub(r"\b([Cc]art)(\)?)(\.|->|::|\.rb:42:in `)([Aa]dd)", r"\1\2\3\4Twice", trace)
    if other == trace:
        other = (
            trace.replace("in add", "in addTwice")
            .replace("`add'", "`addTwice'")
            .replace("Cart.add", "Cart.addTwice")
        )
    assert other != trace
    assert fingerprint(parse_line(trace)) != fingerprint(parse_line(other))


def test_a_java_trace_names_its_types_and_functions() -> None:
    trace = read_trace(parse_line(_JAVA).body)
    assert trace is not None
    assert trace.types == ("java.lang.IllegalStateException", "java.sql.SQLException")
    assert trace.frames == ("shop.Cart.add", "shop.Cart.run", "java.lang.Thread.run", "shop.Store.save")


def test_single_lines_stay_alone() -> None:
    lines = [
        _BEFORE,
        _AFTER,
        '{"level":"info"}',
        '{"level":"error"}',
        "plain one",
        "plain two",
        "ERROR: three",
        "WARN: four",
    ]
    assert [record.text for record in _join(lines)] == lines


def test_indented_lines_belong_to_the_line_before() -> None:
    assert [record.lines for record in _join([_BEFORE, "    detail: 1", "\tdetail: 2", _AFTER])] == [3, 1]


def test_a_silent_source_closes_its_record_in_time() -> None:
    joiner = Joiner(timeout=1.0)
    assert joiner.push("java.lang.Error: x", now=10.0) is None
    assert joiner.push("\tat a.B.c(B.java:1)", now=10.5) is None
    assert joiner.expire(now=11.4) is None
    closed = joiner.expire(now=11.5)
    assert closed is not None
    assert closed.lines == 2
    assert joiner.expire(now=99.0) is None


def test_an_endless_trace_is_cut_but_counted() -> None:
    joiner = Joiner(max_lines=5, max_chars=100)
    closed = []
    for line in ["java.lang.Error: x", *["\tat a.B.c(B.java:1)"] * 120]:
        record = joiner.push(line)
        if record is not None:
            closed.append(record)
    last = joiner.flush()
    assert last is not None
    records = [*closed, last]
    assert sum(record.lines for record in records) == 121
    assert all(len(record.text) <= 100 for record in records)
    assert records[0].cut
