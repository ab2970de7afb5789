"""Causes in service managers, containers and clusters."""

from bonghwa.understanding.causes.cause import Adapt, Cause, Sign, phrases
from bonghwa.understanding.causes.finding import Look

_STATUS = Look("service.status", "see state, exit code and number of restarts")
_WHY = Look("logs.errors", "read the service's own last words before it ended")

PLATFORM = (
    Cause(
        key="image_pull_failure",
        severity="high",
        why="a container image cannot be fetched: name, tag, credentials, network or rate limit",
        apart="auth_failed, dns_failure and rate_limited may be the reason and are then named with it",
        signs=(
            Sign(
                phrases(
                    """errimagepull | imagepullbackoff | errimageneverpull | invalidimagename | imageinspecterror
                    | registryunavailable | back-off pulling image | failed to pull image
                    | failed to pull and unpack image | failed pulling image | unable to pull image
                    | cannotpullcontainer | cannotpullimage | error pulling image | error pulling
                    | pull image error | pullimage * failed | manifest unknown | manifest_unknown
                    | manifest for * not found | manifest not found | error response from daemon: manifest
                    | pull access denied | repository does not exist or may require
                    | requested access to the resource is denied | failed to resolve reference
                    | failed to resolve image | no matching manifest | no such image | image not found
                    | image * not found | could not pull | failed to pull | name unknown: repository
                    | unexpected status from head request | failed to copy: httpreadseeker | failed commit on ref
                    | failed to do request: head | failed to download image | failed to fetch manifest
                    | image pull failed"""
                ),
                0.94,
                unless=("successfully pulled",),
            ),
            Sign(
                phrases(
                    """registry-1.docker.io | server gave http response to https client
                    | error response from daemon: get | error response from daemon: head | layers from registry"""
                ),
                0.5,
            ),
            Sign(
                phrases(
                    """이미지를 가져올 수 없 | 이미지를 받을 수 없 | 이미지 풀 실패 | 이미지 풀에 실패 | 이미지 pull 실패 | 이미지 pull 오류
                    | 이미지 pull에 실패 | 이미지를 다운로드할 수 없"""
                ),
                0.88,
            ),
        ),
        look=(
            Look("net.reach", "try the registry from the node"),
            Look("tls.expiry", "see the registry's certificate"),
            Look("logs.errors", "read the reason in the runtime's log"),
        ),
    ),
    Cause(
        key="probe_failed",
        severity="warning",
        why="a liveness, readiness or health check fails, so the platform restarts the container or takes it out of traffic",
        apart="the check is the messenger: what the container says about itself is the cause, when it is in sight",
        signs=(
            Sign(
                phrases(
                    """liveness probe failed | readiness probe failed | startup probe failed
                    | liveness probe errored | readiness probe errored | startup probe errored
                    | failed liveness probe | failed readiness probe | failed startup probe | probe failed
                    | probe errored | probe warning | failed container health checks | failed elb health checks
                    | failed health checks | health checks failed | health check failed | healthcheck failed
                    | health check failure | health check failing | health check is failing
                    | health check timed out | health check timeout | health check for * failed
                    | failed health check | failing health check | container is unhealthy
                    | container * is unhealthy | is unhealthy | marked unhealthy | marked as unhealthy
                    | unhealthy target | target.failedhealthchecks | did not pass health check
                    | health_status: unhealthy | failed http healthcheck | (unhealthy) | healthcheck of * failed"""
                ),
                0.94,
                unless=("health check for peer", "server *: health check"),
            ),
            Sign(
                phrases(
                    """<unhealthy> | layer4 connection problem | layer7 wrong status | layer4 timeout
                    | layer7 timeout | health check | healthcheck"""
                ),
                0.45,
                unless=phrases("""succeeded | passed | health check ok | healthy: | 200"""),
            ),
            Sign(
                phrases(
                    """헬스체크 실패 | 헬스 체크 실패 | 상태 확인 실패 | 상태 검사 실패 | 헬스체크에 실패 | 라이브니스 * 실패 | 프로브 실패 | 프로브가 실패"""
                ),
                0.92,
            ),
        ),
        look=(
            _STATUS,
            _WHY,
            Look("host.resources", "see whether the container or node is short of something"),
        ),
    ),
    Cause(
        key="unschedulable",
        severity="high",
        why="no node (or host) has the resources or properties that the workload asks for",
        apart="oom_killed and disk_full happen on a node; here nothing was started yet",
        signs=(
            Sign(
                phrases(
                    """failedscheduling | nodes are available: | no nodes are available | no nodes available
                    | unschedulable | insufficient cpu | insufficient memory | insufficient pods
                    | insufficient nvidia | insufficient ephemeral | node(s) had | node(s) didn't
                    | node selector | node affinity conflict | podtoleratesnodetaints | matchnodeselector
                    | untolerated taint | unbound immediate persistentvolumeclaims
                    | unbound persistentvolumeclaims | had volume node affinity
                    | initial job has not accepted any resources | no valid host was found | novalidhost
                    | unable to place a task | no container instance met | no suitable node
                    | insufficient resources on | outofcpu | outofmemory: pod | outofpods
                    | no resources available to schedule | preemption is not helpful | preemption: 0/
                    | too many pods | max node group size reached | insufficientinstancecapacity
                    | insufficient capacity | couldn't schedule | could not schedule | cannot schedule
                    | failed to schedule"""
                ),
                0.93,
            ),
            Sign(phrases("""pod * pending | notriggerscaleup | pod didn't trigger scale-up"""), 0.6),
            Sign(
                phrases(
                    """노드에 자원이 부족 | 스케줄링 실패 | 스케줄링할 수 없 | 배치할 노드가 없 | 할당할 수 있는 노드"""
                ),
                0.9,
            ),
        ),
        look=(
            Look("host.resources", "measure what the nodes have left"),
            Look("process.list", "see what uses it"),
        ),
    ),
    Cause(
        key="service_crash_loop",
        severity="high",
        why="a unit or container ends again and again right after its start",
        apart="the reason it ends is the cause; exec_failed never starts at all; one exit is not a loop",
        signs=(
            Sign(
                phrases(
                    """start request repeated too quickly | start-limit-hit | start-limit | start limit hit
                    | restart counter is at | scheduled restart job | crashloopbackoff
                    | back-off restarting failed | back-off * restarting failed | backoff restarting
                    | respawning too fast | respawning too rapidly | restarting too quickly
                    | too many start retries | entered fatal state | gave up: | exited too quickly
                    | too many unstable restarts | unstable restarts | throttling respawn
                    | pushing respawn out by | respawn limit | restarting (# | is restarting, wait until
                    | it has done this * time(s) | keeps restarting | keeps crashing | crash loop | crash-loop
                    | crashloop | restart loop | restarted too many times | maximum restarts | max restarts
                    | reached_max_restart_intensity | restart limit | restart attempts | worker failed to boot
                    | (exit status *; not expected) | backing off restart | will not restart
                    | has been restarted too"""
                ),
                0.9,
                unless=("<normal> pulled",),
            ),
            Sign(
                phrases(
                    """failed with result 'exit-code' | failed with result 'core-dump'
                    | failed with result 'signal' | failed with result 'timeout'
                    | main process exited, code=exited | main process exited | control process exited
                    | entered failed state | unit entered failed state | failed to start
                    | job for * failed because | exited abnormally | terminated unexpectedly
                    | stopped unexpectedly | exited unexpectedly | service terminated | ; not expected)
                    | exited with non-zero | exited with code 1 | exit status 1> | exited with code 255
                    | exited with status | active=failed | activity=failed | active: failed | state=failed | activestate=failed
                    | sub=failed | status=1/failure | lifecycle script"""
                ),
                0.45,
                less=("timeout",),
                unless=(
                    "status=0",
                    "code 0",
                ),
            ),
            Sign(
                phrases(
                    """main process exited | failed to start | entered failed state | exited with code
                    | terminated unexpectedly | failed with result"""
                ),
                0.8,
                at_least=4,
                why="the service ended several times in a row",
            ),
            Sign(
                phrases(
                    """반복적으로 재시작 | 반복 재시작 | 재시작을 반복 | 계속 재시작 | 재시작 횟수 | 무한 재시작 | 예기치 않게 종료 | 비정상 종료"""
                ),
                0.82,
            ),
        ),
        look=(
            _STATUS,
            _WHY,
            Look("integrity.check", "see whether its configuration changed"),
            Look("packages.changed", "see whether it was updated"),
        ),
    ),
    Cause(
        key="exec_failed",
        severity="high",
        why="the program to start cannot be executed: not there, not executable, wrong format or interpreter",
        apart="service_crash_loop starts and ends; here it never starts",
        signs=(
            Sign(
                phrases(
                    """203/exec | status=203 | step exec spawning | failed at step exec | failed to execute command
                    | failed to execute / | exec format error | exec user process caused | exec /* no such file
                    | bad interpreter | cannot execute binary file | failed to locate executable
                    | unable to locate executable | executable path is not absolute | enoexec | errno 8>
                    | cannot run program | createprocess error | spawn * enoent | spawn * eacces
                    | not a valid win32 application | cannot execute: required file not found | not an executable
                    | executable * missing | failed to exec"""
                ),
                0.94,
            ),
            Sign(
                phrases(
                    """executable file not found | starting container process caused | oci runtime create failed
                    | oci runtime exec failed | runc create failed | containercannotrun | runcontainererror
                    | failed to create shim | failed at step | 200/chdir | 217/user | 226/namespace | 209/stdout
                    | status=126 | status=127 | exit code 127 | exit code 126 | exit code: 127
                    | could not execute | unable to execute | cannot execute | failed to spawn | can't exec
                    | couldn't exec | execvp | execve | execv() | wrong architecture"""
                ),
                0.78,
                unless=("job", "query", "statement", "sql", "request"),
            ),
            Sign(
                phrases(
                    """실행 파일을 찾을 수 없 | 실행할 수 없는 | 실행 파일 형식 | 명령을 찾을 수 없 | 명령어를 찾을 수 없 | 실행 형식"""
                ),
                0.88,
            ),
        ),
        look=(
            _STATUS,
            Look("integrity.check", "see whether the program or the unit file changed"),
            Look("packages.changed", "see whether the program was removed or moved"),
        ),
        remedy="integrity.restore",
    ),
    Cause(
        key="service_stopped",
        severity="critical",
        why="the service is not running: it was stopped or ended, and nothing started it again",
        apart="service_crash_loop restarts again and again; connection_refused is how clients meet it",
        signs=(
            Sign(
                phrases(
                    """activity=inactive | activity=partial | active=inactive | active=stopped | active=dead | state=stopped | running=no | running=false
                    | processes=0 | process=none | status=stopped | active: inactive (dead)
                    | service is not running | is not running | worker=down | state=dead | 서비스가 실행되고 있지 | 프로세스가 없
                    | 서비스가 중지"""
                ),
                0.7,
                unless=("zookeeperserver not running", "profiler", "selinux"),
            ),
        ),
        look=(_STATUS, _WHY),
        remedy="service.restart",
        adapt=(Adapt("high", ("zookeeper",)),),
    ),
)
