"""Causes in the use of databases: connections, locks, time-outs."""

from bonghwa.understanding.causes.cause import Adapt, Cause, Sign, phrases
from bonghwa.understanding.causes.finding import Look

_STATUS = Look("db.status", "see connections, locks, long statements and who holds what")

DATABASE = (
    Cause(
        key="too_many_connections",
        severity="critical",
        why="the server refuses new connections because its limit is reached",
        apart="pool_exhausted is the client's own pool; worker_limit_reached is a web server's",
        signs=(
            Sign(
                phrases(
                    """too many connections | too many clients | remaining connection slots
                    | max number of clients reached | er_con_count_error | er_too_many_user_connections
                    | error 1040 | (1040 | 1040 (hy000) | 1040 (08004) | max_user_connections
                    | max_connections_per_hour | too many database connections | ora-00020 | ora-00018
                    | ora-12516 | ora-12518 | ora-12519 | ora-12520 | ora-02391 | no appropriate service handler
                    | connection limit exceeded | connection limit reached | connection limit is exceeded
                    | connections limit | maximum number of connections | max number of connections
                    | maximum connections reached | maximum connections exceeded | exceeded maximum connections
                    | max connections reached | max connections exceeded | exceeded max connections
                    | exceeds max connections | over max connections | max_connections reached | max_client_conn
                    | no more connections allowed | too many open connections | too many concurrent connections
                    | too many sessions | session limit | maximum number of sessions | sqlstate 53300 | [53300]
                    | (53300) | code: '53300' | refused because too many | connection refused because too many
                    | too many active connections | exceeded the connection limit
                    | reached maximum number of connections | limit of connections | connection count limit
                    | host_is_blocked"""
                ),
                0.95,
                unless=phrases(
                    """max connections: | max_connections= | max_connections = | max connections =
                    | max connections set"""
                ),
                less=("pool", "hikari"),
            ),
            Sign(
                phrases(
                    """maxstartups throttling | past maxstartups | 421 too many | too many connections from
                    | maxconn | drop connection # | unable to accept more connections | no more client connections"""
                ),
                0.72,
            ),
            Sign(
                phrases(
                    """연결이 너무 많 | 접속이 너무 많 | 최대 연결 수 * 초과 | 최대 연결 수 * 도달 | 최대 연결 수를 | 최대 접속 * 초과 | 최대 접속 * 도달
                    | 연결 수를 초과 | 접속자 수를 초과 | 세션 수 초과 | 최대 세션 * 초과 | 최대 세션 * 도달 | 동시 접속 * 초과 | 동시접속 * 초과"""
                ),
                0.9,
            ),
            Sign(
                (
                    "connections * exceeded",
                    "connections * limit",
                    "limit * connections",
                    "too many * connections",
                ),
                0.5,
                unless=("limit=", "limit set", "rate"),
            ),
        ),
        look=(_STATUS, Look("process.list", "see which clients hold the connections")),
        remedy="db.end_session",
    ),
    Cause(
        key="pool_exhausted",
        severity="critical",
        why="the program's own pool of connections is empty: all are in use, or some were never given back",
        apart="too_many_connections comes from the server; here the client waits for itself",
        signs=(
            Sign(
                phrases(
                    """connection is not available, request timed out | timeout failure stats
                    | connection leak detection | apparent connection leak | queuepool limit
                    | pool error timeout waiting for idle object | timeout waiting for idle object
                    | cannot get a connection, pool | cannot get a connection | poolexhaustedexception
                    | poolexhausted | pool exhausted | pool is exhausted | pool empty | pool has been exhausted
                    | exhausted pool | connection pool is full | connection pool full | pool is full | pool full
                    | pool is probably full | timeout waiting for connection from pool | connectionpooltimeout
                    | could not obtain a database connection | could not obtain a connection from the pool
                    | all pooled connections | obtaining a connection from the pool | max pool size was reached
                    | max pool size reached | max pool size: | maximum pool size | resourcerequest timed out
                    | timeout acquiring a connection | fetching a new connection from the connection pool
                    | sequelizeconnectionacquiretimeout | connectionacquiretimeout
                    | unable to acquire connection | unable to acquire a connection | jedisexhaustedpool
                    | could not get a resource from the pool
                    | could not get a resource since the pool is exhausted | getconnectiontimeoutexception
                    | pool size limit | unable to fetch a connection in | no managed connections available
                    | ij000453 | ij000655 | connectionwaittimeout | j2ca0045 | connection pool timeout
                    | pooltimeout | pool timed out | pool timeout | waiting for an open connection
                    | waitqueuefull | waitqueuetimeout | failed to get connection from pool
                    | error getting connection from pool | getting connection from pool
                    | could not get connection from pool | unable to get connection from pool
                    | connection from pool: timeout | timed out while checking out a connection
                    | timeout while checking out | checking out a connection from connection pool
                    | query_wait_timeout | no available connection | no free connection | no idle connection
                    | all connections in use | connections are in use | all connections are busy | <p2024>
                    | no connections available | no connection available | exhausted the connection pool
                    | connection leak detected | possible connection leak | poolacquirependinglimit
                    | pool#acquire | acquire operation took longer | pending acquire queue has reached
                    | too many waiting for a connection | pool reached max"""
                ),
                0.92,
                unless=phrases(
                    """start completed | shutdown | discarding connection | thread pool | threadpool | poolname
                    | maximum pool size: | maximum-pool-size | client reached"""
                ),
            ),
            Sign(
                phrases(
                    """pool is full, discarding connection | thread pool is exhausted | possible pool leak
                    | abandon connection | connection has been abandoned"""
                ),
                0.6,
            ),
            Sign(
                (
                    "커넥션 풀 * 고갈",
                    "커넥션 풀이 가득",
                    "커넥션 풀 * 부족",
                    "커넥션 풀 * 초과",
                    "커넥션 풀에서 * 없",
                    "커넥션 풀에서 * 실패",
                    "커넥션 풀이 모두",
                    "연결 풀 * 고갈",
                    "연결 풀이 가득",
                    "연결 풀 * 부족",
                    "연결 풀 * 초과",
                    "연결 풀에서 * 없",
                    "연결 풀에서 * 실패",
                    "커넥션을 얻",
                    "커넥션 획득",
                    "커넥션 부족",
                    "커넥션풀 * 고갈",
                    "커넥션풀이 가득",
                    "커넥션풀 * 부족",
                    "커넥션풀 * 초과",
                ),
                0.85,
                unless=("초기화 완료", "시작"),
            ),
            Sign(
                (
                    "pool * exhausted",
                    "pool * timeout",
                    "pool * timed out",
                    "pool * full",
                    "pool * no * available",
                    "no * available * pool",
                ),
                0.5,
                unless=("thread pool", "threadpool", "timeout=", "address pool"),
            ),
        ),
        look=(
            _STATUS,
            Look("logs.errors", "see slow statements or leaks before the pool ran dry"),
            Look("service.status", "see since when the process runs"),
        ),
        remedy="service.restart",
        adapt=(Adapt("warning", ("discarding connection",)),),
    ),
    Cause(
        key="deadlock",
        severity="high",
        why="two transactions waited for each other and the database ended one of them",
        apart="lock_timeout waits for one holder that may still finish; a deadlock never resolves by waiting",
        signs=(
            Sign(
                phrases(
                    """deadlock detected | deadlock found when trying to get lock | er_lock_deadlock | error 1213
                    | (1213 | ora-00060 | ora-04020 | deadlocked on | deadlock victim | deadlockloser | <40p01>
                    | latest detected deadlock | java-level deadlock | asleep - deadlock | deadlock;
                    | sqlcode=-911 | sqlcode: -911 | sql0911n | sqlcode=-913
                    | transaction (process id * was deadlocked | deadlockdetected | deadlock graph
                    | deadlock has been detected | detected deadlock | result of a deadlock
                    | waits for sharelock on transaction | waits for exclusivelock
                    | transactionretrywithprotorefresherror"""
                ),
                0.95,
                unless=("no deadlock",),
            ),
            Sign(
                ("deadlock", "dead lock", "dead-lock"),
                0.72,
                unless=phrases(
                    """no deadlock | deadlock_timeout | deadlock detector started | avoid deadlock
                    | prevent deadlock"""
                ),
            ),
            Sign(
                phrases(
                    """writeconflict | write conflict | could not serialize access | lockacquisitionexception
                    | serialization failure | sqlstate 40001 | [40001] | (40001) | code: '40001'"""
                ),
                0.5,
            ),
            Sign(("교착 상태", "교착상태", "데드락", "데드 락"), 0.93),
        ),
        look=(_STATUS, Look("logs.errors", "read which statements met, and how often")),
    ),
    Cause(
        key="lock_timeout",
        severity="high",
        why="a lock was waited for too long: another session or process holds it",
        apart="deadlock is mutual; query_timeout ends a slow statement that may hold no lock",
        signs=(
            Sign(
                phrases(
                    """lock wait timeout exceeded | er_lock_wait_timeout | error 1205 | (1205
                    | due to lock timeout | database is locked | database table is locked | sqlite_busy
                    | sqlite_locked | ora-00054 | ora-30006 | ora-04021 | lock request time out
                    | lock request timeout | could not obtain lock | lock timeout | timed out waiting for lock
                    | timed out waiting for * lock | timeout waiting for lock | timeout waiting for * lock
                    | timeout while waiting for lock | timeout trying to lock | waiting to lock object
                    | lock not available | locknotavailable | <55p03> | locktimeoutexception
                    | pessimisticlockexception | cannotacquirelock | could not acquire lock
                    | could not acquire change log lock | failed to acquire lock | failed to acquire * lock
                    | unable to acquire lock | unable to acquire * lock | cannot acquire lock
                    | could not get lock | could not acquire * lock | error acquiring the state lock
                    | resource busy and acquire with nowait | lockobtainfailed | failed to obtain lock
                    | failed to obtain node lock | failed to obtain in-memory shard lock | shardlockobtainfailed
                    | waiting for table metadata lock | waiting for changelog lock | acquiring lock timed out
                    | lock acquisition timeout | lock acquisition timed out | lock wait time
                    | locked by another process | unable to lock the administration directory
                    | unable to get exclusive lock | unable to obtain lock | lock could not be acquired
                    | resource is locked | is locked by another | file is locked | another process has locked
                    | lock file already | already locked | sql0911n reason code 68 | couldn't acquire lock
                    | lock held by"""
                ),
                0.93,
                unless=("lock_wait_timeout=", "deadlock"),
            ),
            Sign(
                phrases(
                    """still waiting for * lock | waiting for lock | waiting for sharelock | blocked by process
                    | lock wait | try restarting transaction | yum lock | the lock is held | waits for * lock
                    | stale lock | lock timed out | lock exists | ha_err_lock"""
                ),
                0.6,
                unless=("deadlock",),
            ),
            Sign(
                phrases(
                    """잠금 대기 | 락 대기 | 잠금 시간 | 잠금을 획득 | 락을 획득 | lock 대기 | 잠겨 있 | 잠금 요청 | 락 타임아웃"""
                ),
                0.88,
            ),
            Sign(
                ("<locked>", "lock * timeout", "lock * timed out", "waiting for lock"),
                0.42,
                unless=("deadlock", "account", "unlocked", "user", "block"),
            ),
        ),
        look=(_STATUS, Look("process.list", "see which process holds the lock")),
        remedy="db.end_session",
    ),
    Cause(
        key="query_timeout",
        severity="high",
        why="a statement took longer than its limit and was cancelled",
        apart="lock_timeout waits for a lock; connection_timeout never reached the server",
        signs=(
            Sign(
                phrases(
                    """due to statement timeout | sqlstate 57014 | [57014] | (57014) | '57014' | "57014"
                    | maximum statement execution time exceeded | max_statement_time
                    | max_execution_time exceeded | er_query_timeout | ora-01013 | execution timeout expired
                    | prior to completion of the operation | mysqltimeoutexception | sqltimeoutexception
                    | querytimeoutexception | querytimeout | statement cancelled due to timeout
                    | statement canceled due to timeout | cancelled due to timeout | canceled due to timeout
                    | operation exceeded time limit | exceeded time limit | maxtimemsexpired | maxtimeexpired
                    | querycanceled | query_canceled | query canceled | query cancelled | query timeout
                    | query timed out | query execution was interrupted | query exceeded | statement timeout
                    | statement timed out | query read timeout | command timeout | timeout during read query
                    | timeout during write query | timeout during * query at consistency
                    | readtimeoutexception: cassandra | writetimeoutexception: cassandra | exceeded maximum time
                    | exceeded the time limit | execution expired | sql timeout | query interrupted
                    | query was cancelled | query killed | sql execution timeout
                    | request timed out after * query | search_timeout | long running query * killed"""
                ),
                0.92,
                unless=phrases(
                    """statement_timeout = | statement_timeout= | timeout set | query_wait_timeout"""
                ),
            ),
            Sign(
                phrases(
                    """canceling statement due to | cancelling statement due to | idle-in-transaction timeout
                    | idle_in_transaction | transaction timeout | transactiontimedout | transaction timed out
                    | conflict with recovery | maximum execution time of | slow query
                    | timeout expired. the timeout period elapsed"""
                ),
                0.68,
                unless=phrases("""lock timeout | obtaining a connection | slow_query_log | slow query log"""),
            ),
            Sign(
                phrases(
                    """쿼리 시간 초과 | 쿼리 시간이 초과 | 쿼리 타임아웃 | 쿼리가 취소 | 명령 시간 초과 | 실행 시간 초과 | 실행 시간이 초과 | sql 실행 시간
                    | 현재 작업의 취소 | 쿼리 실행이 중단"""
                ),
                0.9,
            ),
            Sign(
                (
                    "query * timeout",
                    "query * timed out",
                    "statement * timeout",
                    "query * cancel",
                    "statement * cancel",
                ),
                0.45,
                unless=("timeout=", "lock timeout", "user request"),
            ),
        ),
        look=(
            _STATUS,
            Look("host.resources", "see whether the database host is short of something"),
            Look("logs.errors", "see which statements, and since when"),
        ),
        remedy="db.end_session",
        adapt=(Adapt("warning", ("slow query", "due to user request")),),
    ),
)
