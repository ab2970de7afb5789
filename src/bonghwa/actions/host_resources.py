from collections.abc import Iterator
from typing import Annotated, TypeAlias

from msgspec import Meta

from bonghwa.actions.measurements.look import look_at, read_resources
from bonghwa.actions.measurements.model import Resources
from bonghwa.vocabulary.action import Action, Outcome, Risk, Verdict
from bonghwa.vocabulary.program import Output, Program
from bonghwa.vocabulary.values import AbsolutePath, Values

Percent: TypeAlias = Annotated[float, Meta(ge=0, le=100)]


class ResourceParams(Values, frozen=True, kw_only=True):
    """Thresholds; None is not judged. `mounts`, when given, are the only file systems that are judged."""

    cpu_percent: Percent | None = 95.0
    load_per_cpu: Annotated[float, Meta(ge=0, le=1000)] | None = 4.0
    memory_percent: Percent | None = 90.0
    disk_percent: Percent | None = 90.0
    inode_percent: Percent | None = 90.0
    mounts: Annotated[tuple[AbsolutePath, ...], Meta(max_length=50)] = ()
    top: Annotated[int, Meta(ge=0, le=50)] = 5


class HostResources(Action[ResourceParams, Resources]):
    """Processor, load, memory, every file system, and who uses most of it, against thresholds."""

    name, version, risk = "host.resources", 1, Risk.READ
    params, state = ResourceParams, Resources

    def look(self, p: ResourceParams) -> Program:
        return look_at(p.top)

    def read(self, p: ResourceParams, output: Output) -> Resources:
        return read_resources(output)

    def judge(self, p: ResourceParams, before: Resources, after: Resources) -> Outcome:
        crossed = [*_load(p, after), *_disks(p, after)]
        if crossed:
            return Outcome(Verdict.FAILED, f"Over the threshold: {'; '.join(crossed)}.")
        missing = set(p.mounts) - {fs.mount for fs in after.file_systems}
        if missing or after.obstacles:
            reasons = [*after.obstacles, *(f"{mount} is not mounted" for mount in sorted(missing))]
            return Outcome(Verdict.UNKNOWN, f"Not everything could be measured: {'; '.join(reasons)}.")
        return Outcome(Verdict.SUCCEEDED, f"All within the thresholds ({_summary(after)}).")


def _load(p: ResourceParams, s: Resources) -> Iterator[str]:
    if p.cpu_percent is not None and s.cpu_percent is not None and s.cpu_percent > p.cpu_percent:
        yield f"processors {s.cpu_percent:g} % busy (limit {p.cpu_percent:g} %)"
    if p.load_per_cpu is not None and s.load is not None and s.load[0] > p.load_per_cpu * s.cpus:
        yield f"load {s.load[0]:g} on {s.cpus} processors (limit {p.load_per_cpu:g} each)"
    if p.memory_percent is not None and (s.memory_percent or 0.0) > p.memory_percent:
        yield f"memory {s.memory_percent:g} % used (limit {p.memory_percent:g} %)"


def _disks(p: ResourceParams, s: Resources) -> Iterator[str]:
    for fs in s.file_systems:
        if fs.image or (p.mounts and fs.mount not in p.mounts):
            continue
        if p.disk_percent is not None and fs.used_percent > p.disk_percent:
            yield f"{fs.mount} {fs.used_percent:g} % full (limit {p.disk_percent:g} %)"
        if p.inode_percent is not None and (fs.inodes_percent or 0.0) > p.inode_percent:
            yield f"{fs.mount} {fs.inodes_percent:g} % of its inodes used (limit {p.inode_percent:g} %)"


def _summary(s: Resources) -> str:
    facts = []
    if s.cpu_percent is not None:
        facts.append(f"processors {s.cpu_percent:g} %")
    if s.memory_percent is not None:
        facts.append(f"memory {s.memory_percent:g} %")
    fullest = max((fs for fs in s.file_systems if not fs.image), key=lambda fs: fs.used_percent, default=None)
    if fullest is not None:
        facts.append(f"fullest disk {fullest.mount} {fullest.used_percent:g} %")
    return ", ".join(facts)
