"""Causes in hardware, kernel and clock."""

from bonghwa.understanding.causes.cause import Adapt, Cause, Sign, phrases
from bonghwa.understanding.causes.finding import Look

MACHINE = (
    Cause(
        key="hardware_io_error",
        severity="critical",
        why="a disk, its bus or its controller fails to read or write",
        apart="read_only_filesystem is what the kernel does then; disk_full has nothing broken",
        signs=(
            Sign(
                phrases(
                    """i/o error, dev | buffer i/o error | blk_update_request | print_req_error | medium error
                    | unrecovered read error | unrecovered write error | end_request: i/o error
                    | input/output error | errno 5> | errno: 5> | os error 5> | errcode: 5> | <eio>
                    | (5: input/output | hard resetting link | failed command: read | failed command: write
                    | exception emask | i/o to offline device | device offlined | i/o # qid | controller is down
                    | controller down | resetting controller | smart * failing | failing_now
                    | uncorrectable sector | unreadable (pending) | pending sectors | reallocated sector
                    | disk failure on | metadata i/o error | lost page write | lost async page write
                    | drive fault | drive not ready | drivereadyseekcomplete error | dma error | i/o error -
                    | i/o error while | i/o error writing | i/o error reading | scsi error | hostbyte=did_
                    | host_byte=did_ | hardware error] | critical medium error | critical target error
                    | bad sector | bad blocks | bad block | raid * degraded | degraded array | failed disk
                    | disk has failed | predictive failure | predictive drive failure | hdd fault
                    | reset failed, giving up | wrprotect | synchronize cache * failed
                    | the device, \\device\\harddisk | has a bad block | i/o device error | crc error
                    | icrc abrt | unc } | unrecoverable i/o | logical block * i/o | task abort
                    | aborting command | nvme * timeout | ora-27072 | ora-27063 | ora-15081"""
                ),
                0.92,
                unless=phrases("""edac | machine check | [hardware error]: cpu | memory | dimm | cache"""),
                less=("stdout", "tty", "stdin", "epipe"),
            ),
            Sign(
                phrases(
                    """i/o error | io error | disk error | ext4-fs error | ext3-fs error | ext2-fs error
                    | ext4-fs warning | ext4-fs ( | xfs (* error | btrfs error | btrfs: bdev | errs: wr | <jbd2/
                    | pcie bus error | aer: multiple | aer: corrected | aer: uncorrected | pcieport | sense key
                    | sense: | add. sense | hardware failure | device error | media error | read error
                    | fault light"""
                ),
                0.45,
                unless=phrases(
                    """read-only | mounted filesystem | re-mounted | i/o error on get request | socket | http
                    | io error: connection | network | tcp | request | cache | ddr"""
                ),
            ),
            Sign(
                phrases(
                    """입출력 오류 | 입력/출력 오류 | 디스크 오류 | 디스크 장애 | 디스크 불량 | 배드 섹터 | 불량 섹터 | 하드디스크 오류 | i/o 오류"""
                ),
                0.9,
            ),
        ),
        look=(
            Look("logs.errors", "read the kernel's messages: which device, since when, how many"),
            Look("host.resources", "see which file systems stand on it and how they are mounted"),
        ),
    ),
    Cause(
        key="hardware_memory_error",
        severity="warning",
        why="memory hardware reports errors (ECC, DDR, cache parity)",
        apart="hardware_io_error is disks and buses; segfault without such messages is software",
        signs=(
            Sign(
                phrases(
                    """ddr error | ddr errors | <edac mc | memory read error | memory scrubbing error | ce memory
                    | ue memory | ecc error | ecc memory | correctable ecc | correctable memory | corrected ecc
                    | uncorrectable ecc | uncorrectable memory | memory ecc | corrected memory error
                    | uncorrected memory | correctable error * memory | ce sym | edram error | edram errors
                    | parity error | memory parity | bit sparing | memory failure: | hwpoison
                    | hardware memory corruption | hardware memory error | bad memory | faulty memory
                    | <dimm * error | <dimm * failed | dimm_ | memory dimm | single-bit | single bit | multi-bit
                    | multi bit | double-bit | memory module | memory device * error | mcelog | l3 ecc | l2 ecc
                    | l1 ecc | cpu memory error | storage interrupt * ecc | memory controller"""
                ),
                0.86,
                unless=("edac mc: ver", "edac driver", "initialized", "device: dimm"),
            ),
            Sign(
                phrases(
                    """machine check | <mce: | mcelog: | [hardware error] | corrected error | uncorrected error
                    | uncorrected hardware error | bank * status"""
                ),
                0.62,
                unless=("support", "enabled", "registered", "using", "initialized"),
            ),
            Sign(("메모리 ecc", "메모리 모듈 오류", "메모리 하드웨어", "dimm 오류"), 0.88),
            Sign(("<ecc>",), 0.4, unless=("ecc enabled", "ecc key", "ecdsa")),
        ),
        look=(
            Look("logs.errors", "count corrected errors per module over time"),
            Look("security.audit", "see which hardware and firmware it is"),
        ),
        adapt=(
            Adapt(
                "critical",
                phrases(
                    """uncorrect | <ue> | kernel fatal | multi-bit | double-bit | hwpoison | memory failure:
                    | machine check interrupt | fatal machine check | panic"""
                ),
            ),
        ),
    ),
    Cause(
        key="clock_skew",
        severity="high",
        why="clocks differ between machines, or a clock was stepped",
        apart="tls_expired and auth_failed can be only its effect: check the clocks before the certificates",
        signs=(
            Sign(
                phrases(
                    """clock skew | clockskew | clock_skew | clocks differ | clock difference | clockoutofsync
                    | too far out of sync | wall clock time | requesttimetooskewed
                    | difference between the request time | time is too skewed | too skewed | clock is skewed
                    | skewed clock | skew too great | ap_err_skew | system clock wrong by | time reset
                    | time stepped | clock was stepped | clock stepped | step time server | stepping clock
                    | step-systime | time has been changed | time jumped | jumped backwards | jumped forward
                    | clock jumped | time jump | time drift | clock drift | clock offset * too
                    | clock offset exceeds | clock offset is too | clock has drifted | time went backwards
                    | time moved backwards | clock moved backwards | clock is moving backwards
                    | clock went backwards | backward clock | issued in the future | used before issued
                    | is in the future | in the future ( | not yet valid (iat) | (nbf)
                    | clock synchronization lost | synchronization lost | clock not synchronized
                    | clock is not synchronized | clock unsynchronized | clock unsynchronised | not synchronized
                    | no server suitable for synchronization | can't synchronise | ntp * unsynchronized
                    | time is out of sync | time out of sync | clocks are out of sync | out of sync clock
                    | clock out of sync | clock leap | clock synchronization error | time difference * too
                    | time between * too large | time differs | timestamp for this request is outside
                    | requestexpired | request has expired | signature not yet current | timestamp * too far
                    | invalid timestamp | timekeeping watchdog | tsc unstable | marking clocksource
                    | frequency error * exceeds | clock error | ntp: no samples | timesyncd: timed out
                    | time sync failed | time sync error | time sync lost"""
                ),
                0.88,
                unless=("time synchronization started", "certificate"),
                less=("time synchronized",),
            ),
            Sign(
                phrases(
                    """time synchronized | synchronized to | adjust time server | kernel time sync status
                    | frequency initialized"""
                ),
                0.2,
            ),
            Sign(
                phrases(
                    """시간 동기화 실패 | 시간 동기화에 실패 | 시간 동기화 오류 | 시간 동기화가 되지 | 시각 동기화 실패 | 시각 동기화에 실패 | 시간 차이가 * 큽
                    | 시간 차이가 너무 | 시간 차이가 허용 | 시각 차이가 * 큽 | 시각 차이가 너무 | 시각 차이가 허용 | 시계 오차 | 시계가 맞지 | 시간이 맞지
                    | 시간 불일치 | 시각이 어긋 | 시간이 역행 | ntp 동기화 실패 | ntp 동기화에 실패 | ntp 동기화 오류"""
                ),
                0.85,
                unless=("완료", "성공"),
            ),
        ),
        look=(
            Look("service.status", "see whether the time service runs and is synchronised"),
            Look("host.resources", "compare the clock with the others"),
            Look("net.reach", "see whether the time servers answer"),
        ),
        remedy="service.restart",
        adapt=(
            Adapt(
                "info",
                phrases(
                    """ntpd | chronyd | time reset | step time server | adjust time server | time has been changed
                    | synchronized to | systemd-timesyncd | kernel time sync status | frequency"""
                ),
            ),
            Adapt(
                "warning",
                phrases(
                    """clock leap | build may be incomplete | modification time | clocksource | tsc unstable"""
                ),
            ),
        ),
    ),
    Cause(
        key="host_overload",
        severity="high",
        why="the machine is so busy that tasks wait for processors or disks",
        apart="time-outs elsewhere are its effect",
        signs=(
            Sign(
                phrases(
                    """blocked for more than | soft lockup | hard lockup | rcu_sched self-detected stall
                    | rcu_sched detected stalls | rcu: info: rcu_sched | hung_task | hung task | cpu stuck for
                    | load average is too high | load average too high | high load average | cpu usage * 100%
                    | cpu throttl | sched: rt throttling | avg10=9 | workqueue lockup | 부하가 높"""
                ),
                0.75,
            ),
        ),
        look=(
            Look("host.resources", "measure load, waiting for disks and memory pressure"),
            Look("process.list", "see which processes use the processors"),
        ),
    ),
    Cause(
        key="data_corruption",
        severity="critical",
        why="stored data fails its own check: a page, block, index or file is damaged",
        apart="hardware_io_error is the reading itself; here the content is wrong",
        signs=(
            Sign(
                phrases(
                    """ora-01578 | data block corrupted | invalid page in block | invalid page header
                    | page verification failed | database page corruption | page corruption
                    | database disk image is malformed | checksum mismatch | checksum failed
                    | corruptindexexception | index is corrupt | corrupted index | table is marked as crashed
                    | is marked as crashed | missing chunk number | could not read block | corrupt record
                    | corruptrecordexception | data is corrupt | file is corrupt | wiredtiger * corrupt
                    | corrupted block | torn page | invalid record length at | 손상된 | 손상되었"""
                ),
                0.7,
                unless=phrases("""input/output | download | npm | integrity checksum failed when using"""),
            ),
        ),
        look=(
            Look("db.status", "see what the database itself reports"),
            Look("logs.errors", "look for disk errors before it"),
        ),
    ),
)
