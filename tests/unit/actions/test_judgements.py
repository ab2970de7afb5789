"""What is told from what was seen, where real hosts would be slow to show it."""

import pytest

from bonghwa.actions import get_action
from bonghwa.actions.baselines.model import Attributes, Difference, IntegrityState
from bonghwa.actions.folders.model import FolderState, SeenArchive, SeenFile
from bonghwa.actions.services.model import ServiceState
from bonghwa.actions.sizes import human_bytes
from bonghwa.kernel.errors import Invalid
from bonghwa.vocabulary.action import Verdict

restart = get_action("service.restart")
RUNNING = ServiceState(
    backend="scripts", activity="active", pids=(7,), identity=("7:1@b",), port_listening=True, http_code=200
)


@pytest.mark.parametrize(
    ("seen", "verdict", "says"),
    [
        ({}, Verdict.SUCCEEDED, "started anew"),
        ({"identity": ("6:1@b", "7:1@b")}, Verdict.FAILED, "same run"),
        ({"identity": ()}, Verdict.UNKNOWN, "no sign"),
        ({"activity": "partial"}, Verdict.FAILED, "partial"),
        ({"activity": "unknown"}, Verdict.UNKNOWN, "does not tell"),
        ({"backend": None}, Verdict.UNKNOWN, "not found"),
        ({"port_listening": False}, Verdict.FAILED, "nothing listens"),
        ({"port_listening": None}, Verdict.UNKNOWN, "could not be looked at"),
        ({"http_code": 503}, Verdict.FAILED, "answers 503"),
        ({"http_code": 0}, Verdict.FAILED, "does not answer"),
        ({"http_code": None, "http_reason": "no tool"}, Verdict.UNKNOWN, "could not be asked"),
    ],
)
def test_a_restart_counts_only_when_all_is_proven(
    seen: dict[str, object], verdict: Verdict, says: str
) -> None:
    p = restart.parse_params({"service": "shop", "port": 80, "health": "http://h/"})
    before = ServiceState(backend="scripts", activity="active", identity=("6:1@b",))
    fields = {name: getattr(RUNNING, name) for name in RUNNING.__struct_fields__} | seen
    outcome = restart.judge(p, before, restart.parse_state(fields))
    assert (outcome.verdict, says in outcome.reason) == (verdict, True), outcome


def test_a_service_that_went_down_since_approval_needs_another_approval() -> None:
    down = ServiceState(backend="scripts", activity="failed")
    flickering = ServiceState(backend="scripts", activity="active", identity=("9:9@b",), http_code=500)
    assert restart.look_digest(RUNNING) != restart.look_digest(down)
    assert restart.look_digest(RUNNING) == restart.look_digest(flickering)


archive, purge = get_action("files.archive"), get_action("files.purge")
OLD = FolderState(directory="/l", archive_directory="/l", files=(SeenFile(name="a", size=100, modified=1),))


@pytest.mark.parametrize(
    ("archives", "verdict"),
    [
        ((SeenArchive(name="a.gz", size=9, modified=1, sound=True, plain_size=100),), Verdict.SUCCEEDED),
        ((SeenArchive(name="a.gz", size=9, modified=1, sound=False, plain_size=100),), Verdict.FAILED),
        ((SeenArchive(name="a.gz", size=9, modified=1, sound=True, plain_size=99),), Verdict.FAILED),
        ((SeenArchive(name="a.gz", size=9, modified=1),), Verdict.FAILED),
        ((SeenArchive(name="a.gz", size=120, modified=1, sound=True, plain_size=100),), Verdict.FAILED),
        ((), Verdict.FAILED),
    ],
)
def test_an_original_may_be_gone_only_where_its_archive_is_proven(
    archives: tuple[SeenArchive, ...], verdict: Verdict
) -> None:
    p = archive.parse_params({"directory": "/l", "pattern": "*"})
    after = FolderState(directory="/l", archive_directory="/l", archives=archives)
    assert archive.judge(p, OLD, after).verdict is verdict


def test_a_file_that_became_active_meanwhile_is_no_failure() -> None:
    p = archive.parse_params({"directory": "/l", "pattern": "*"})
    two = FolderState(
        directory="/l", archive_directory="/l", files=(*OLD.files, SeenFile(name="b", size=5, modified=1))
    )
    good = SeenArchive(name="a.gz", size=9, modified=1, sound=True, plain_size=100)
    after = FolderState(
        directory="/l",
        archive_directory="/l",
        archives=(good,),
        files=(SeenFile(name="b", size=9, modified=2, kept="recent"),),
    )
    outcome = archive.judge(p, two, after)
    assert outcome.verdict is Verdict.SUCCEEDED
    assert outcome.reason.startswith("1 of 2 files compressed")


def test_a_newly_rolled_file_asks_again_before_deletion_but_not_before_compression() -> None:
    rolled = FolderState(
        directory="/l", archive_directory="/l", files=(*OLD.files, SeenFile(name="b", size=1, modified=2))
    )
    moved = FolderState(directory="/elsewhere", archive_directory="/l", files=OLD.files)
    assert archive.look_digest(OLD) == archive.look_digest(rolled)
    assert purge.look_digest(OLD) != purge.look_digest(rolled)
    assert archive.look_digest(OLD) != archive.look_digest(moved)


integrity = get_action("integrity.restore")
BASE, FOUND = "a" * 64, "b" * 64


def _difference(**changes: object) -> Difference:
    right = Attributes(sha256=BASE, mode="640", uid=5, gid=5)
    values: dict[str, object] = {
        "path": "/c/x", "status": "changed", "baseline": right,
        "found": Attributes(sha256=FOUND, mode="640", uid=5, gid=5), "kind": "file", "where": "/c", "restorable": True,
    }  # fmt: skip
    return Difference(**(values | changes))  # type: ignore[arg-type]  # values by name


def _state(*differences: Difference, **more: object) -> IntegrityState:
    return IntegrityState(baseline=BASE, survey=FOUND, files=1, differences=differences, **more)  # type: ignore[arg-type]  # see above


P = {"store": "/s", "paths": ["/c"]}


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        (_state(), Verdict.SUCCEEDED),
        (_state(_difference(status="added", baseline=None)), Verdict.SUCCEEDED),
        (
            _state(_difference(status="mode", found=Attributes(sha256=BASE, mode="640", uid=9, gid=5))),
            Verdict.SUCCEEDED,
        ),
        (
            _state(_difference(status="mode", found=Attributes(sha256=BASE, mode="666", uid=5, gid=5))),
            Verdict.FAILED,
        ),
        (_state(_difference()), Verdict.FAILED),
        (_state(unlisted=3), Verdict.FAILED),
        (_state(obstacles=("x may not be read",)), Verdict.UNKNOWN),
        (IntegrityState(baseline=FOUND), Verdict.FAILED),
    ],
)
def test_a_restore_counts_only_when_content_and_mode_are_right(
    after: IntegrityState, verdict: Verdict
) -> None:
    p = integrity.parse_params(P)
    assert integrity.judge(p, _state(_difference()), after).verdict is verdict


def test_other_content_or_another_place_since_approval_asks_again() -> None:
    approved = integrity.look_digest(_state(_difference()))
    other = Attributes(sha256="c" * 64, mode="640", uid=5, gid=5)
    assert integrity.look_digest(_state(_difference(found=other))) != approved
    assert integrity.look_digest(_state(_difference(where="/etc"))) != approved
    assert integrity.look_digest(_state(_difference(), _difference(path="/c/n", status="added"))) == approved


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("integrity.check", {"store": "/c/store", "paths": ["/c/"]}),
        ("integrity.check", {"store": "/s", "paths": ["/c/../etc"]}),
        ("integrity.check", {"store": "/s", "paths": []}),
        ("service.status", {"service": "x", "backend": "scripts"}),
        ("service.status", {"service": "-x"}),
        ("service.status", {"service": "x", "port": 0}),
        ("service.status", {"service": "x", "surprise": 1}),
        ("files.archive", {"directory": "logs", "pattern": "*"}),
        ("files.archive", {"directory": "/l", "pattern": "../*"}),
        ("files.purge", {"directory": "/l", "pattern": "*", "older_than_days": 0.5}),
        ("net.reach", {}),
        ("net.reach", {"targets": ["host"]}),
        ("net.reach", {"urls": ["file:///etc/passwd"]}),
        ("tls.expiry", {"files": ["/f"], "warn_days": 1, "critical_days": 2}),
        ("logs.errors", {"directory": "/l", "pattern": "*", "words": ["a\nb"]}),
    ],
)
def test_parameters_out_of_bounds_are_refused(name: str, raw: dict[str, object]) -> None:
    with pytest.raises(Invalid, match=name):
        get_action(name).parse_params(raw)


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 B"), (999, "999 B"), (1024, "1 KiB"), (1536, "1.5 KiB"), (5 << 20, "5 MiB"), (3 << 40, "3 TiB")],
)
def test_sizes_are_written_for_people(count: int, text: str) -> None:
    assert human_bytes(count) == text
