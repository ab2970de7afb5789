"""Causes in file systems: space, inodes, quotas, read-only mounts."""

from bonghwa.understanding.causes.cause import Adapt, Cause, Sign, phrases
from bonghwa.understanding.causes.finding import Look

_WATCHES = ("inotify", "file watchers", "semget", "semaphore", "shared memory")
_REMOTE_QUOTA = (
    "quota metric",
    "per minute",
    "per day",
    "per second",
    "429",
    "api",
    "rate",
    "requests",
    "billing",
)

STORAGE = (
    Cause(
        key="disk_full",
        severity="critical",
        why="the file system has no free blocks left, so writes fail",
        apart="inode_exhausted gives the same errno while df shows free blocks; quota_exceeded says EDQUOT",
        signs=(
            Sign(
                phrases(
                    """no space left on device | enospc | errno 28> | errno: 28> | errcode: 28> | os error 28>
                    | (28: no space"""
                ),
                0.95,
                unless=_WATCHES,
            ),
            Sign(
                phrases(
                    """not enough space on the disk | there is not enough space on | filesystem is full
                    | file system is full | filesystem full | file system full | disk is full | disk full
                    | device is full | volume is full | partition is full | not enough disk space
                    | insufficient disk space | insufficient free space | out of disk space | no disk space
                    | ran out of disk | run out of disk | disk space exhausted | disk space is too low
                    | not enough free space | no space left | no usable temporary directory
                    | diskoutofspaceexception | disk space low | low disk space | low on disk space
                    | running out of disk | disk is at or near capacity | disk is almost full | disk nearly full
                    | disk usage at 100% | disk usage is 100% | disk is 100% full | 100% full
                    | insufficient space | out of space | insufficient storage"""
                ),
                0.85,
                unless=("heap", "object heap", "inodes", "metaspace", "permgen", *_WATCHES),
            ),
            Sign(
                phrases(
                    """disk watermark * exceeded | flood stage disk watermark | flood-stage watermark | flood_stage
                    | disk usage exceeded | read_only_allow_delete | read-only-allow-delete"""
                ),
                0.88,
                why="the search engine stopped writing because its disk passed the watermark",
            ),
            Sign(
                phrases(
                    """ora-00257 | ora-01653 | ora-01654 | ora-01652 | ora-01650 | ora-01691 | ora-19809
                    | ora-19815 | ora-27044 | unable to extend | archiver error"""
                ),
                0.85,
                why="the database cannot extend its files",
            ),
            Sign(
                phrases(
                    """filegroup is full | transaction log for database * is full
                    | could not allocate space for object | the table '*' is full | table is full
                    | er_record_file_full | disk is full writing"""
                ),
                0.9,
                why="the database cannot extend its files",
            ),
            Sign(
                phrases(
                    """could not extend file | could not write to file | could not write temporary statistics file
                    | could not write block | error writing file | write error:"""
                ),
                0.3,
            ),
            Sign(
                phrases(
                    """low on resource: ephemeral-storage | node has disk pressure | nodehasdiskpressure
                    | diskpressure | the node had condition: [diskpressure] | free_disk_space_failed
                    | freediskspacefailed | imagegcfailed | evictionthresholdmet"""
                ),
                0.75,
            ),
            Sign(
                phrases(
                    """disk resource limit alarm set | disk free limit | disk_free_limit
                    | free disk space is insufficient | disk free space insufficient
                    | available disk space of * is less than required | insufficient free space for journal files
                    | low free disk space | no disk space available | minimum free disk"""
                ),
                0.85,
            ),
            Sign(
                phrases(
                    """could only be replicated to 0 nodes | could only be written to 0 of the
                    | name node is in safe mode. the reported blocks | resources are low on nn
                    | resources are low on namenode | no available space"""
                ),
                0.6,
            ),
            Sign(
                phrases(
                    """디스크 공간이 부족 | 디스크 공간 부족 | 디스크가 가득 | 디스크 용량 부족 | 디스크 용량이 부족 | 디스크 풀 | 남은 공간이 없 | 남은 공간 없
                    | 여유 공간이 없 | 공간이 부족 | 파일 시스템이 가득 | 저장 공간이 부족 | 저장 공간 부족 | 테이블스페이스 * 확장"""
                ),
                0.9,
            ),
            Sign(
                (
                    "disk * full",
                    "filesystem * full",
                    "no space",
                    "free space * low",
                    "storage * full",
                    "volume * full",
                ),
                0.5,
                unless=("fully", "object heap", *_WATCHES),
            ),
        ),
        look=(
            Look("host.resources", "measure each file system: blocks and inodes"),
            Look("logs.errors", "find what wrote so much and which services fail by it"),
            Look("files.archive", "preview what old logs could be archived"),
        ),
        remedy="files.archive",
        adapt=(
            Adapt(
                "warning",
                phrases(
                    """low disk watermark | low on disk space | disk space low | low disk space
                    | running out of disk | disk is almost full | disk nearly full"""
                ),
            ),
        ),
    ),
    Cause(
        key="inode_exhausted",
        severity="high",
        why="the file system has no free inodes left: no new file can be made although blocks are free",
        apart="disk_full shows the same errno; df -i tells them apart",
        signs=(
            Sign(
                phrases(
                    """no free inode | out of inodes | out of free inodes | inodes exhausted | inode exhaustion
                    | ran out of inodes | run out of inodes | no inodes | no more inodes | free inodes: 0>
                    | inodes free: 0> | ifree 0> | inode table is full | inode usage 100% | inode usage at 100%
                    | 0 free inodes | low on inodes | resource: inodes | inode limit | not enough inodes
                    | insufficient inodes | out of inode"""
                ),
                0.95,
            ),
            Sign(
                ("no space left on device", "enospc", "errno 28>"),
                0.97,
                beside=phrases(
                    """<df -i | iuse% | <ifree | no free inode | inodes * 100% | inodes exhausted | inode usage
                    | inodes used"""
                ),
                why="writes fail for want of space while inodes, not blocks, are used up",
            ),
            Sign(
                phrases(
                    """inodes * 100% | iuse% * 100% | inode usage * 100% | inode usage: 100 | inodesfree
                    | inodes_free=0> | ialloc | inode utilization"""
                ),
                0.7,
            ),
            Sign(
                (
                    "아이노드",
                    "inode 부족",
                    "inode가 부족",
                    "inode 고갈",
                    "inode 사용률 100",
                    "inode 사용률이 100",
                    "inode 사용률 99",
                ),
                0.85,
            ),
            Sign(("<inodes>",), 0.36, unless=("inodes=",)),
        ),
        look=(
            Look("host.resources", "measure inodes of each file system"),
            Look("files.archive", "preview directories with very many small files"),
        ),
        remedy="files.archive",
    ),
    Cause(
        key="quota_exceeded",
        severity="high",
        why="the user, project or directory has used up its quota, while the file system itself may have space",
        apart="disk_full says ENOSPC for everybody; a quota stops one user, project or directory; rate_limited is about calls",
        signs=(
            Sign(
                phrases(
                    """disk quota exceeded | edquot | errno 122> | errno 69> | os error 122> | (122: disk quota
                    | errcode: 122> | disk quota limit | quota exceeded ( | user block limit reached
                    | group block limit reached | project block limit reached | file limit reached
                    | write failed, * limit reached"""
                ),
                0.96,
            ),
            Sign(
                phrases(
                    """dsquotaexceededexception | nsquotaexceededexception | quotaexceededexception | quotabyte
                    | diskspace quota of | namespace quota | space quota exceeded | ora-01536 | space quota"""
                ),
                0.92,
            ),
            Sign(
                phrases(
                    """quota exceeded | exceeded quota | exceeds quota | quota has been exceeded
                    | quota is exceeded | over quota | overquota | quota limit exceeded | quota limit reached
                    | exceeded its quota | exceeded the quota | storage quota | not enough quota | quota reached
                    | quotaexceeded | exceeded storage | mailbox is full | mailbox full | <552 5.2.2> | <5.2.2>"""
                ),
                0.78,
                unless=_REMOTE_QUOTA,
            ),
            Sign(
                phrases("""exceeded quota: | failed quota: | must specify limits.cpu"""),
                0.6,
                why="a namespace's resource quota refuses the object",
            ),
            Sign(
                phrases(
                    """할당량 초과 | 할당량을 초과 | 할당량이 초과 | 쿼터 초과 | 쿼터를 초과 | 디스크 쿼터 | 디스크 할당량 | 디스크 할당량이 | 용량 제한 초과"""
                ),
                0.9,
            ),
            Sign(("<quota>",), 0.34, unless=(*_REMOTE_QUOTA, "quota=")),
        ),
        look=(
            Look(
                "host.resources", "measure the directory against its quota and the file system's free space"
            ),
            Look("files.archive", "preview what old logs in the directory could be archived"),
        ),
        remedy="files.archive",
    ),
    Cause(
        key="read_only_filesystem",
        severity="critical",
        why="the file system is mounted read-only, often remounted so by the kernel after an error",
        apart="permission_denied is about one user; read-only stops everybody and is often caused by hardware_io_error",
        signs=(
            Sign(
                phrases(
                    """read-only file system | readonly file system | read only file system | <erofs> | errno 30>
                    | errno: 30> | os error 30> | errcode: 30> | (30: read-only"""
                ),
                0.95,
            ),
            Sign(
                phrases(
                    """remounting filesystem read-only | remounting read-only | remounted read-only
                    | re-mounted read-only | remount-ro | forced read-only | forced readonly | going read-only
                    | switching to read-only mode | detected aborted journal | aborting journal
                    | filesystem has been set read-only | mounted read-only | mounted read only | became read-only
                    | is read-only file | readonlyfilesystem | read-only filesystem | readonly filesystem
                    | journal has aborted"""
                ),
                0.9,
                unless=("errors=remount-ro",),
            ),
            Sign(
                phrases(
                    """media is write protected | write-protected | attempt to write a readonly database
                    | readonly database | write protected | shutting down filesystem
                    | filesystem has been shut down"""
                ),
                0.65,
            ),
            Sign(
                ("읽기 전용 파일", "읽기 전용으로 다시 마운트", "읽기 전용으로 마운트", "읽기전용 파일"), 0.92
            ),
            Sign(
                ("read-only mode", "readonly mode", "<read-only>"),
                0.36,
                unless=(
                    "replica",
                    "slave",
                    "transaction",
                    "standby",
                    "connection",
                    "property",
                    "attribute",
                    "session",
                ),
            ),
        ),
        look=(
            Look("host.resources", "see how the file systems are mounted"),
            Look("logs.errors", "find the kernel's first disk or journal error before the remount"),
        ),
        adapt=(
            Adapt("critical", phrases("""kernel | remount | journal | ext3 | ext4 | xfs | btrfs""")),
            # A container image or a function's root is read-only by design: one program writes to the wrong place.
            Adapt(
                "high",
                phrases(
                    """'/app/ | "/app/ | /var/task | /usr/src/app | '/home/node | lambda | '/.cache | '/opt/app
                    | "/usr/ | '/usr/ | '/root/ | '/code/ | /nix/store | /snap/ | /system/ | '/workspace"""
                ),
            ),
        ),
    ),
)
