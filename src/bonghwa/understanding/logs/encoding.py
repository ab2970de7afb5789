"""Bytes of unknown encoding to text, without ever failing."""

_HANGUL_FIRST, _HANGUL_LAST = "\uac00", "\ud7a3"
_SAMPLE = 4096


def decode(data: bytes) -> str:
    """Text of a log line or block: UTF-8 (with or without mark), UTF-16, CP949/EUC-KR, else UTF-8 with U+FFFD.

    CP949 is believed only if every byte decodes and the result holds Hangul; NUL-heavy data is read as UTF-16.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data)
    if text.startswith("\ufeff"):
        return text[1:]
    if "\0" in text[:_SAMPLE]:
        return _decode_utf16(data) or text
    return text


def _decode_other(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:_SAMPLE]:
        wide = _decode_utf16(data)
        if wide is not None:
            return wide
    try:
        korean = data.decode("cp949")
    except UnicodeDecodeError:
        return _mixed(data)
    if any(_HANGUL_FIRST <= char <= _HANGUL_LAST for char in korean):
        return korean
    return data.decode("utf-8", errors="replace")


def _mixed(data: bytes) -> str:
    """A torn line: take the reading that loses less (a cut last character is common in rotated files)."""
    utf8 = data.decode("utf-8", errors="replace")
    korean = data.decode("cp949", errors="replace")
    hangul = sum(_HANGUL_FIRST <= char <= _HANGUL_LAST for char in korean[:_SAMPLE])
    lost_utf8, lost_korean = utf8.count("\ufffd"), korean.count("\ufffd")
    return korean if hangul > lost_korean and lost_korean * 2 < lost_utf8 else utf8


def _decode_utf16(data: bytes) -> str | None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace").removeprefix("\ufeff")
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return None
    if sample[1::2].count(0) * 10 >= half * 4 and sample[0::2].count(0) * 10 < half:
        return data.decode("utf-16-le", errors="replace")
    if sample[0::2].count(0) * 10 >= half * 4 and sample[1::2].count(0) * 10 < half:
        return data.decode("utf-16-be", errors="replace")
    return None
