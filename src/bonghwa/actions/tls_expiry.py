from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

from msgspec import Meta

from bonghwa.actions.net_reach import HostPort
from bonghwa.actions.shell.lines import Lines, number
from bonghwa.actions.shell.scripts import script
from bonghwa.vocabulary.action import Action, LookFailed, Outcome, Risk, Verdict
from bonghwa.vocabulary.program import Output, Program, posix_script
from bonghwa.vocabulary.values import AbsolutePath, Values

_MAIN: Final = r"""
    export LC_ALL=C
    say now "$(date +%s)"
    endpoints=$1
    shift
    if ! have openssl; then say obstacle 'there is no openssl'; say end ok; return; fi

    # say_certificate NUMBER: of the first certificate on standard input.
    say_certificate() {
        shown=$(openssl x509 -noout -nameopt oneline,-esc_msb,utf8 -enddate -subject -issuer 2>&1)
        case $shown in
            notAfter=*) ;;
            *) say reason "$1 no certificate: $(printf '%s' "$shown" | tr '\n' ' ' | cut -c1-200)"; return ;;
        esac
        printf '%s\n' "$shown" | while IFS= read -r line; do
            case $line in
                notAfter=*) say expires "$1 ${line#notAfter=}" ;;
                subject=*) say subject "$1 ${line#subject=}" ;;
                issuer=*) say issuer "$1 ${line#issuer=}" ;;
            esac
        done
    }

    patiently() { if have timeout; then timeout 8 "$@"; else "$@"; fi; }

    number=0
    while [ "$endpoints" -gt 0 ]; do
        case $1 in
            *[!0-9.:]*) shown=$(patiently openssl s_client -connect "$2" -servername "$1" </dev/null 2>&1) ;;
            *) shown=$(patiently openssl s_client -connect "$2" </dev/null 2>&1) ;;
        esac
        case $shown in
            *'BEGIN CERTIFICATE'*) printf '%s\n' "$shown" | say_certificate "$number" ;;
            *) say reason "$number $(printf '%s' "$shown" | tr '\n' ' ' | cut -c1-200)" ;;
        esac
        shift 2
        endpoints=$((endpoints - 1)) number=$((number + 1))
    done
    for file; do
        if [ -f "$file" ] && [ -r "$file" ]; then say_certificate "$number" <"$file"
        elif [ -e "$file" ]; then say reason "$number may not be read or is no file"
        else say reason "$number does not exist"; fi
        number=$((number + 1))
    done
    say end ok
"""

LOOK: Final = script(_MAIN)


class ExpiryParams(Values, frozen=True, kw_only=True):
    """Live TLS `endpoints` and PEM `files`; days before expiry at which to warn, and at which it is critical."""

    endpoints: Annotated[tuple[HostPort, ...], Meta(max_length=20)] = ()
    files: Annotated[tuple[AbsolutePath, ...], Meta(max_length=50)] = ()
    warn_days: Annotated[float, Meta(ge=0, le=3650)] = 30.0
    critical_days: Annotated[float, Meta(ge=0, le=3650)] = 7.0

    def __post_init__(self) -> None:
        if not self.endpoints and not self.files:
            raise ValueError("name at least one endpoint or file")
        if self.critical_days > self.warn_days:
            raise ValueError("critical_days may not exceed warn_days")


class Certificate(Values, frozen=True, kw_only=True):
    """The first certificate of one place: what a server shows first, or a file holds first. `reason`: why there is none."""

    place: str
    days_left: float | None = None
    expires: datetime | None = None
    subject: str = ""
    issuer: str = ""
    reason: str = ""


class ExpiryState(Values, frozen=True, kw_only=True):
    certificates: tuple[Certificate, ...] = ()
    obstacles: tuple[str, ...] = ()


class TlsExpiry(Action[ExpiryParams, ExpiryState]):
    """How long certificates are still valid, live ones and files."""

    name, version, risk = "tls.expiry", 1, Risk.READ
    params, state = ExpiryParams, ExpiryState

    def look(self, p: ExpiryParams) -> Program:
        pairs = ((endpoint.rpartition(":")[0].strip("[]"), endpoint) for endpoint in p.endpoints)
        words = [word for pair in pairs for word in pair]
        timeout = 30.0 + 10 * len(p.endpoints)
        return posix_script(LOOK, str(len(p.endpoints)), *words, *p.files, timeout=timeout)

    def read(self, p: ExpiryParams, output: Output) -> ExpiryState:
        lines = Lines(output, once=("now",), many=("obstacle", "expires", "subject", "issuer", "reason"))
        obstacles = lines.texts("obstacle")
        certificates = () if obstacles else tuple(_certificates((*p.endpoints, *p.files), lines))
        return ExpiryState(certificates=certificates, obstacles=obstacles)

    def judge(self, p: ExpiryParams, before: ExpiryState, after: ExpiryState) -> Outcome:
        ending = [c for c in after.certificates if c.days_left is not None and c.days_left < p.warn_days]
        if ending:
            told = "; ".join(
                _told(c, p.critical_days) for c in sorted(ending, key=lambda c: c.days_left or 0.0)
            )
            return Outcome(Verdict.FAILED, f"{len(ending)} of {len(after.certificates)} run out: {told}.")
        blind = [f"{c.place}: {c.reason}" for c in after.certificates if c.days_left is None]
        if blind or after.obstacles:
            reasons = "; ".join((*after.obstacles, *blind))
            return Outcome(Verdict.UNKNOWN, f"Not every certificate could be seen: {reasons}.")
        soonest = min(c.days_left or 0.0 for c in after.certificates)
        return Outcome(
            Verdict.SUCCEEDED,
            f"All {len(after.certificates)} certificates are valid, the first ends in {soonest:.0f} days.",
        )


def _told(c: Certificate, critical_days: float) -> str:
    left = c.days_left or 0.0
    if left < 0:
        return f"{c.place} expired {-left:.1f} days ago"
    return f"{c.place} in {left:.1f} days" + (" (critical)" if left < critical_days else "")


def _certificates(places: tuple[str, ...], lines: Lines) -> Iterator[Certificate]:
    now = _EPOCH + timedelta(seconds=min(max(lines.integer("now") or 0, 0), _LATEST))
    expires, subjects = dict(lines.records("expires", 2)), dict(lines.records("subject", 2))
    issuers, reasons = dict(lines.records("issuer", 2)), dict(lines.records("reason", 2))
    for index, place in ((str(i), place) for i, place in enumerate(places)):
        if index not in expires:
            yield Certificate(place=place, reason=reasons.get(index, "nothing was seen").strip())
            continue
        end = _time(expires[index])
        left = (end - now).total_seconds() / 86400
        yield Certificate(
            place=place,
            days_left=round(left, 2),
            expires=end,
            subject=subjects.get(index, "").strip(),
            issuer=issuers.get(index, "").strip(),
        )


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST: Final = 4_000_000_000
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _time(text: str) -> datetime:
    """OpenSSL's `Nov 21 01:04:00 2027 GMT`, whatever the locale here. Raises LookFailed."""
    try:
        month, day, clock, year, _ = text.split()
        hour, minute, second = (number(part, int) for part in clock.split(":"))
        return datetime(
            number(year, int), _MONTHS.index(month) + 1, number(day, int), hour, minute, second, tzinfo=UTC
        )
    except ValueError as error:
        raise LookFailed(f"openssl wrote a time that cannot be read: {text[:60]!r}") from error
