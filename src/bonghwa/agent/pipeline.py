"""From joined lines to counted signals: parse, keep what is a warning or worse, mask, fingerprint, count, seal."""

from datetime import datetime, timedelta, tzinfo

import msgspec

from bonghwa.agent.configuration import Watch
from bonghwa.agent.merging import merge_signals
from bonghwa.agent.spool import Filled
from bonghwa.kernel.keys import DataKey, seal
from bonghwa.kernel.masking import Masker
from bonghwa.understanding.logs import Joined, LogRecord, fingerprint, parse_line
from bonghwa.vocabulary.severity import Level
from bonghwa.vocabulary.signal import MAX_BODY, Signal

MOST_RAW = 1024 * 1024
MOST_SIGNALS = 400
MOST_BYTES = 2 * 1024 * 1024
_MOST_ATTRIBUTES = 16
_LONGEST_ATTRIBUTE = 200
_LONGEST_TEMPLATE = 1000
_FUTURE = timedelta(minutes=5)


class SignalBuilder:
    """Collects signals of one flush. Raw text beyond 1 MiB is dropped and counted; counts never are."""

    def __init__(
        self, masker: Masker, data_key: DataKey, *, most_lines: int, zone: tzinfo | None = None
    ) -> None:
        self._masker = masker
        self._data_key = data_key
        self._most_lines = most_lines
        self._zone = zone
        self._clear()

    @property
    def records(self) -> int:
        """Records counted since the last flush."""
        return self._records

    @property
    def full(self) -> bool:
        """Whether it should be flushed before more comes."""
        return (
            self._records >= self._most_lines
            or len(self._signals) >= MOST_SIGNALS
            or self._raw_size >= MOST_RAW
        )

    def take(self, joined: Joined, watch: Watch, path: str, now: datetime) -> None:
        """Count a record, if it is a warning or worse."""
        local = now.astimezone(self._zone)
        record = parse_line(joined.text, default_time=local)
        if record.level.rank < Level.WARNING.rank:
            return
        masked = self._masked(record)
        found = fingerprint(masked)
        at = record.time if record.time is not None and record.time <= now + _FUTURE else now
        key = (found.value, watch.service, watch.host)
        signal = Signal(
            fingerprint=found.value,
            template=found.template[:_LONGEST_TEMPLATE],
            level=record.level,
            severity_number=record.severity_number,
            body=masked.body[:MAX_BODY],
            host=watch.host,
            service=watch.service,
            count=1,
            first_seen=at,
            last_seen=at,
            source=path,
            attributes=masked.attributes,
        )
        known = self._signals.get(key)
        self._signals[key] = signal if known is None else merge_signals(((known, signal),))[0]
        self._records += 1
        self._keep_raw(joined)

    def fill(self, created_at: datetime) -> list[Filled]:
        """What was collected as batches that are small enough to be sent, and begin anew.

        The raw text goes with the first; the others only carry counts.
        """
        groups: list[list[Signal]] = []
        size = MOST_BYTES
        for signal in self._signals.values():
            length = len(msgspec.json.encode(signal))
            if size + length > MOST_BYTES or len(groups[-1]) >= MOST_SIGNALS:
                groups.append([])
                size = 0
            groups[-1].append(signal)
            size += length
        sealed = seal(self._data_key, "\n".join(self._raw).encode("utf-8", "replace")) if self._raw else None
        batches = [
            Filled(
                signals=tuple(group),
                created_at=created_at,
                sealed=sealed if number == 0 else None,
                sealed_lines=self._raw_lines if number == 0 else 0,
                dropped=self._dropped if number == 0 else 0,
            )
            for number, group in enumerate(groups)
        ]
        self._clear()
        return batches

    def _clear(self) -> None:
        self._signals: dict[tuple[str, str, str], Signal] = {}
        self._raw: list[str] = []
        self._raw_size = 0
        self._raw_lines = 0
        self._dropped = 0
        self._records = 0

    def _masked(self, record: LogRecord) -> LogRecord:
        """The record without secrets: only this may be kept, sent or named."""
        mask = self._masker.mask
        attributes = {
            name[:_LONGEST_ATTRIBUTE]: mask(value[:_LONGEST_ATTRIBUTE])
            for name, value in list(record.attributes.items())[:_MOST_ATTRIBUTES]
        }
        return msgspec.structs.replace(record, body=mask(record.body), attributes=attributes)

    def _keep_raw(self, joined: Joined) -> None:
        if self._raw_size + len(joined.text) > MOST_RAW:
            self._dropped += joined.lines
            return
        self._raw.append(joined.text)
        self._raw_size += len(joined.text) + 1
        self._raw_lines += joined.lines
