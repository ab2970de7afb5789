"""Causes in memory and process limits."""

from bonghwa.understanding.causes.cause import Adapt, Cause, Sign, phrases
from bonghwa.understanding.causes.finding import Look

_MEASURE = Look("host.resources", "measure memory, swap and the cgroup's limit")
_WHO = Look("process.list", "see which processes hold the memory")

MEMORY = (
    Cause(
        key="oom_killed",
        severity="critical",
        why="the kernel (or a cgroup, or the platform) ended a process because memory ran out",
        apart="java_heap and js_heap end inside the program with its own message; here the kernel kills with signal 9",
        signs=(
            Sign(
                phrases(
                    """out of memory: kill | killed process * total-vm | killed process * anon-rss
                    | killed process * vsz | memory cgroup out of memory | invoked oom-killer
                    | oom-kill:constraint | oom-kill: | oom_reaper: | oom_kill_process | out_of_memory+
                    | out_of_memory from | oom-killer | oom killer | oom_kill | oom killed | oom-killed
                    | oomkilled | failed with result 'oom-kill' | lowmemorykiller | system-oom | systemoom
                    | system oom"""
                ),
                0.96,
                unless=("oom_score_adj set",),
            ),
            Sign(
                phrases(
                    """terminated by signal 9> | was terminated by signal 9 | terminated with signal 9
                    | killed by signal 9> | killed by signal: 9 | code=killed, status=9/kill | received signal 9
                    | signal: killed | exited on signal 9 | exited with signal 9 | exit signal 9
                    | died with sigkill | <sigkill>"""
                ),
                0.62,
            ),
            Sign(
                phrases(
                    """exit code 137 | exit code: 137 | exited with code 137 | exit status 137 | exitcode: 137
                    | exitcode 137 | exited (137) | code 137> | returned 137> | error 137> | status 137"""
                ),
                0.8,
            ),
            Sign(
                phrases(
                    """beyond physical memory limits | beyond the 'physical' memory limit
                    | beyond virtual memory limits | killed by yarn for exceeding
                    | container killed on request. exit code is 143 | memory limit of container
                    | exceeded memory limit | low on resource: memory | memory limit exceeded. killing
                    | memory quota vastly exceeded | error r14 | error r15
                    | runtime exited with error: signal: killed | exceeding memory limits
                    | using * of memory * killing | evicted * memory"""
                ),
                0.82,
            ),
            Sign(
                phrases(
                    """perhaps out of memory? | worker was sent sigkill | was killed by the kernel
                    | node-level memory | memory pressure * kill | earlyoom | systemd-oomd
                    | exceeded 95% memory budget"""
                ),
                0.8,
            ),
            Sign(
                ("] out of memory", "out of memory", "ran out of memory"),
                0.5,
                unless=phrases(
                    """heap | javascript | java | metaspace | permgen | allocation failed | command not allowed
                    | storing object | std::bad_alloc | cuda | gpu | ora- | executor"""
                ),
            ),
            Sign(
                phrases(
                    """cannot allocate memory | enomem | errno 12> | page allocation failure | mem-info:
                    | active_anon:"""
                ),
                0.4,
            ),
            Sign(
                phrases(
                    """메모리 부족으로 * 종료 | 메모리 부족으로 프로세스 | oom 킬 | oom으로 | 메모리 초과로 강제 | 메모리 부족으로 강제"""
                ),
                0.9,
            ),
            Sign((": killed>", "> killed"), 0.3),
            Sign(
                ("<oom>", "memory * killed", "killed * memory"),
                0.5,
                unless=("command not allowed", "oom_score", "heap"),
            ),
        ),
        look=(
            _MEASURE,
            _WHO,
            Look("service.status", "see whether the ended service is back"),
            Look("logs.errors", "read the kernel's table of processes at that moment"),
        ),
        remedy="service.restart",
    ),
    Cause(
        key="java_heap",
        severity="critical",
        why="the Java virtual machine used up its heap (or metaspace) and threw OutOfMemoryError",
        apart="oom_killed comes from the kernel and leaves no Java trace; js_heap is V8",
        signs=(
            Sign(
                phrases(
                    """java heap space | gc overhead limit exceeded | outofmemoryerror: metaspace | permgen space
                    | outofmemoryerror: compressed class space | requested array size exceeds vm limit
                    | terminating due to java.lang.outofmemoryerror | direct buffer memory
                    | outofdirectmemoryerror | outofmemoryerror: map failed
                    | triggered by java.lang.outofmemoryerror"""
                ),
                0.96,
            ),
            Sign(
                phrases("""java.lang.outofmemoryerror | outofmemoryerror | outofmemory: java"""),
                0.9,
                less=phrases("""unable to create new native thread | unable to create native thread"""),
                unless=("-xx:",),
            ),
            Sign(
                phrases(
                    """dumping heap to | heap dump file created | jvmdump | to-space exhausted | to-space overflow
                    | concurrent mode failure | could not reserve enough space
                    | there is insufficient memory for the java runtime | data too large, data for
                    | circuitbreakingexception | circuit_breaking_exception | unable to acquire * bytes of memory
                    | exceeded 80% heap | gc pause * exceeded | overhead, spent * collecting"""
                ),
                0.6,
            ),
            Sign(("자바 힙", "힙 메모리 부족", "힙 공간", "heap 메모리 부족", "힙 메모리가 부족"), 0.9),
        ),
        look=(
            Look("service.status", "see whether the virtual machine still runs and since when"),
            _MEASURE,
            Look("logs.extract", "take the minutes before: load, long collections, large requests"),
        ),
        remedy="service.restart",
    ),
    Cause(
        key="js_heap",
        severity="critical",
        why="the V8 engine of Node.js used up its heap and aborted",
        apart="java_heap is the JVM; oom_killed is the kernel",
        signs=(
            Sign(
                phrases(
                    """javascript heap out of memory | js heap out of memory | reached heap limit allocation failed
                    | reached heap limit | ineffective mark-compacts near heap limit | call_and_retry_last
                    | call_and_retry_2 | allocation failed - process out of memory
                    | allocation failure; scavenge might not succeed | err_worker_out_of_memory
                    | reaching memory limit: js heap | invalid array length allocation failed
                    | invalid table size allocation failed | process out of memory | near heap limit
                    | v8::internal::v8::fatalprocessoutofmemory | fatalprocessoutofmemory | onoomerror"""
                ),
                0.96,
            ),
            Sign(
                phrases(
                    """last few gcs | js stacktrace | <mark-sweep | mark-compact | max-old-space-size | <scavenge>"""
                ),
                0.5,
            ),
        ),
        look=(
            Look("service.status", "see whether the process is back and how often it restarted"),
            _MEASURE,
        ),
        remedy="service.restart",
    ),
    Cause(
        key="memory_exhausted",
        severity="critical",
        why="an allocation inside the program was refused: memory or its own limit is used up",
        apart="nobody was killed by the kernel (oom_killed), and it is neither the Java nor the V8 heap",
        signs=(
            Sign(
                phrases(
                    """allowed memory size of | std::bad_alloc | <bad_alloc> | memoryerror
                    | system.outofmemoryexception | failed to allocate memory (nomemoryerror) | nomemoryerror
                    | ora-04031 | ora-04030 | runtime: out of memory | memory allocation of * bytes failed
                    | out of memory (needed | there is insufficient system memory
                    | insufficient memory available in the buffer pool | unable to allocate shared memory
                    | cuda out of memory | resource exhausted: oom when allocating | out of memory (allocated"""
                ),
                0.85,
            ),
            Sign(
                phrases(
                    """cannot allocate memory | <enomem> | os error 12> | errno 12> | not enough memory
                    | insufficient memory | cannot fork | swap is full | no swap space | malloc failed
                    | malloc: *** error | could not allocate | 메모리를 할당할 수 없 | 메모리가 부족"""
                ),
                0.7,
                unless=phrases(
                    """nodes are available: | space for object | insufficient memory ( | java runtime environment
                    | heap"""
                ),
                less=("save in background", "background sav", "rewrite append only"),
            ),
            Sign(
                ("out of memory", "memory exhausted"),
                0.55,
                unless=phrases("""kill | heap | java | command not allowed | storing object"""),
            ),
        ),
        look=(_MEASURE, _WHO),
        remedy="service.restart",
    ),
    Cause(
        key="too_many_open_files",
        severity="critical",
        why="the process or the system reached its limit of open file descriptors (or file watches)",
        apart="too_many_connections is refused by a server's own limit; here the operating system refuses",
        signs=(
            Sign(
                phrases(
                    """too many open files | <emfile | <enfile | errno 24> | errno: 24> | os error 24>
                    | errcode: 24> | (24: too many | error 24: | file-max limit | too many files open
                    | ran out of file descriptors | out of file descriptors | no file descriptors available
                    | file descriptor limit | file descriptors exhausted | file descriptors too low
                    | max file descriptors * is too low | max open files * too low | too many file descriptors
                    | too many open descriptors"""
                ),
                0.96,
            ),
            Sign(
                phrases(
                    """system limit for number of file watchers | inotify watch limit
                    | user limit on the total number of inotify | inotify instances
                    | user limit on inotify watches | limit of inotify watches
                    | failed to allocate directory watch | failed to watch | upper limit on inotify watches"""
                ),
                0.8,
                why="the limit of file watches is reached",
            ),
            Sign(
                phrases(
                    """exceed open file resource limit | open files limit | unable to set * open files
                    | maximum number of open files | open_files_limit"""
                ),
                0.5,
            ),
            Sign(
                phrases(
                    """열린 파일이 너무 많 | 너무 많은 파일이 열 | 파일 디스크립터 * 부족 | 파일 디스크립터 * 초과 | 파일 핸들이 부족"""
                ),
                0.92,
            ),
        ),
        look=(
            _WHO,
            Look("service.status", "see the limit (LimitNOFILE) and the age of the process"),
            Look("logs.errors", "see since when, and whether connections leak"),
        ),
        remedy="service.restart",
    ),
    Cause(
        key="process_limit",
        severity="critical",
        why="no further thread or process may be made: a limit of tasks is reached",
        apart="the heap is not full (java_heap); the kernel's or cgroup's number of tasks is",
        signs=(
            Sign(
                phrases(
                    """unable to create new native thread | unable to create native thread
                    | resource temporarily unavailable * fork | fork: resource temporarily unavailable
                    | fork: retry | can't start new thread | pthread_create failed
                    | cgroup: fork rejected by pids controller | thread-max | failed to create thread
                    | runtime: failed to create new os thread | process limit reached
                    | maximum number of processes"""
                ),
                0.88,
                unless=("ora-",),
            ),
        ),
        look=(_WHO, Look("host.resources", "count tasks against the limits")),
        remedy="service.restart",
        adapt=(Adapt("high", ("warning",)),),
    ),
)
