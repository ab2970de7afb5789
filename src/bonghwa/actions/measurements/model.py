"""What is measured of a host."""

from bonghwa.vocabulary.values import Values


class FileSystem(Values, frozen=True, kw_only=True):
    """Sizes in bytes; percentages as df counts them. `image`: made full and read-only, so its fullness means nothing."""

    mount: str
    source: str
    total: int
    available: int
    used_percent: float
    inodes_percent: float | None = None
    read_only: bool = False
    image: bool = False


class Process(Values, frozen=True, kw_only=True):
    """`cpu_percent` of one processor over the second that was watched, `memory` resident bytes."""

    pid: int
    name: str
    user: str
    cpu_percent: float
    memory: int


class Resources(Values, frozen=True, kw_only=True):
    """Memory in bytes, load of 1, 5 and 15 minutes. What the host does not tell is None."""

    cpus: int
    cpu_percent: float | None
    load: tuple[float, float, float] | None
    memory_total: int | None
    memory_available: int | None
    swap_total: int | None
    swap_free: int | None
    uptime_seconds: float | None
    file_systems: tuple[FileSystem, ...]
    by_memory: tuple[Process, ...]
    by_cpu: tuple[Process, ...]
    obstacles: tuple[str, ...] = ()

    @property
    def memory_percent(self) -> float | None:
        """Share of the memory that programs could not get."""
        if not self.memory_total or self.memory_available is None:
            return None
        return round(100 * (1 - self.memory_available / self.memory_total), 1)
