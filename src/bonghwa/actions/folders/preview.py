"""What a person is shown before files are touched."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bonghwa.actions.folders.model import FolderState
from bonghwa.actions.sizes import human_bytes
from bonghwa.vocabulary.action import PreviewLine

_SHOWN: Final = 20


def preview_of(key: str, before: FolderState) -> Sequence[PreviewLine]:
    """How many files and bytes, the largest of them, what is left alone and why, what stands in the way."""
    chosen = before.candidates
    total = sum(file.size for file in chosen)
    lines = [
        PreviewLine(
            key, {"count": str(len(chosen)), "size": human_bytes(total), "directory": before.directory or "-"}
        )
    ]
    largest = sorted(chosen, key=lambda file: (-file.size, file.name))[:_SHOWN]
    lines += [
        PreviewLine("preview.files.file", {"name": file.name, "size": human_bytes(file.size)})
        for file in largest
    ]
    if len(chosen) > _SHOWN:
        lines.append(PreviewLine("preview.files.more", {"count": str(len(chosen) - _SHOWN)}))
    kept = Counter(file.kept for file in before.files if file.kept)
    lines += [
        PreviewLine(f"preview.files.kept_{why}", {"count": str(count)}) for why, count in sorted(kept.items())
    ]
    if before.unlisted:
        lines.append(PreviewLine("preview.files.unlisted", {"count": str(before.unlisted)}))
    if before.unnameable:
        lines.append(PreviewLine("preview.files.unnameable", {"count": str(before.unnameable)}))
    if not before.open_visible:
        lines.append(PreviewLine("preview.files.open_invisible", {"user": before.user}))
    lines += [PreviewLine("preview.obstacle", {"obstacle": obstacle}) for obstacle in before.obstacles]
    return lines
