"""Causes between two programs: ports, refusals, resets, time-outs."""

from bonghwa.understanding.causes.cause import Adapt, Cause, Sign, phrases
from bonghwa.understanding.causes.finding import Look

_REACH = Look("net.reach", "try the address and port from the host that failed, and from another")
_PEER = Look("service.status", "see whether the service at the other end runs and listens")
_PROBES = ("probe failed", "probe errored", "liveness probe", "readiness probe", "startup probe")
_POOL = (
    "hikari",
    "idle object",
    "connection pool",
    "from pool",
    "the pool",
    "pool size",
    "queuepool",
    "pool timeout",
)
_UPSTREAM = (
    "while connecting to upstream",
    "upstream timed out",
    "while reading response header from upstream",
    "while reading upstream",
    "upstream request timeout",
)

NETWORK = (
    Cause(
        key="port_in_use",
        severity="high",
        why="the address and port to listen on are already taken by another process",
        apart="connection_refused is a client's view of a port nobody listens on; permission_denied stops binding below 1024",
        signs=(
            Sign(
                phrases(
                    """address already in use | <eaddrinuse | errno 98> | errno 48> | error 10048 | os error 98>
                    | os error 48> | winerror 10048 | (98: address already | (98)address already
                    | only one usage of each socket address | address in use | addressinuse
                    | address is already in use"""
                ),
                0.97,
            ),
            Sign(
                phrases(
                    """port * is already in use | port * was already in use | port * already in use
                    | port is already allocated | port already in use | port is already in use | port in use
                    | port * is in use | port * is already being used | port * is not available
                    | ports are not available | port * already allocated | port * is used by
                    | already listening on port | something is already running on port
                    | is another postmaster already running | another mysqld server running on port
                    | is another * already running on port | port may be used by another | already bound to
                    | port conflict | port is busy | may already be in use | be already in use
                    | port * is occupied | already being used by another process"""
                ),
                0.93,
            ),
            Sign(
                phrases(
                    """could not bind to address | failed to bind to | cannot bind to | could not bind
                    | unable to bind | failed to bind | bindexception | cannot assign requested address
                    | bind failed | failed to listen on | no listening sockets available | cannot bind socket
                    | could not bind socket | error binding to | failed binding
                    | failed to create listening socket"""
                ),
                0.5,
                less=phrases("""permission denied | not permitted | placeholder | properties | ldap"""),
            ),
            Sign(
                phrases(
                    """주소가 이미 사용 | 주소를 이미 사용 | 포트가 이미 사용 | 포트를 이미 사용 | 이미 사용 중인 포트 | 이미 사용중 | 이미 사용 중 | 각 소켓 주소"""
                ),
                0.9,
            ),
        ),
        look=(
            Look("process.list", "find which process listens on the port"),
            Look("service.status", "see whether an older instance still runs"),
        ),
        remedy="process.end",
    ),
    Cause(
        key="connection_refused",
        severity="high",
        why="the other host answers, but nothing listens on the port: the service there is down or elsewhere",
        apart="connection_timeout gets no answer at all; connection_reset breaks an existing connection",
        signs=(
            Sign(
                phrases(
                    """connection refused | <econnrefused | connectionrefused | errno 111> | errno 61>
                    | errno: 111> | os error 111> | os error 61> | (111: connection refused)
                    | (111)connection refused | econnrefused | actively refused | winerror 10061 | error 10061
                    | (10061) | err_connection_refused | connection was refused | connection to * refused
                    | the connection to the server * was refused | refused the connection | refused connection
                    | refused to connect | connection has been refused | ora-12541 | no listener
                    | connection is refused | conn refused | connect refused | nothing is listening
                    | not listening on port"""
                ),
                0.93,
                unless=("too many open connections",),
                less=_PROBES,
            ),
            Sign(
                phrases(
                    """can't connect to mysql server | can't connect to local mysql server | er_conn_host_error
                    | could not connect to server | could not connect to redis | unable to connect to the database
                    | could not open jdbc connection | cannot open database connection
                    | failed to connect to * port | failed to connect to * after | failed to connect to server
                    | unable to connect to server | cannot connect to the docker daemon
                    | is the docker daemon running | couldn't connect to server | is the server running
                    | could not establish connection to node | broker may not be available | nobrokersavailable
                    | no brokers available | connection to node * could not be established
                    | unable to connect to any of the specified | no connection could be made
                    | error connecting to | failed to connect to database | could not connect to
                    | cannot connect to | connection failed | connect failed | failed to connect"""
                ),
                0.5,
                less=phrases(
                    """timed out | timeout | no such file | permission denied | name or service | unknown host
                    | certificate | authentication"""
                ),
            ),
            Sign(
                phrases(
                    """communications link failure | has not received any packets from the server
                    | the driver has not received any packets | no live upstreams | server is not responding
                    | is tomcat running | 503 service unavailable | 502 bad gateway | bad gateway
                    | no server is available to handle | no server available | service unavailable | http 502
                    | http_code=502 | http_code=503 | status 502 | status=502 | http 503 | nohttpresponse"""
                ),
                0.42,
            ),
            Sign(
                phrases(
                    """연결이 거부 | 연결을 거부 | 접속이 거부 | 접속을 거부 | 연결 거부 | 접속 거부 | 대상 컴퓨터에서 연결을 거부"""
                ),
                0.92,
            ),
            Sign(
                phrases(
                    """port_listening=false | listening=no | listening=false | port_open=false | port_open=no | reachable=refused
                    | result=refused | state=refused | outcome=refused"""
                ),
                0.75,
            ),
            Sign(("<refused>", "refusing connection"), 0.36, unless=("access", "permission", "too many")),
        ),
        look=(
            _PEER,
            _REACH,
            Look("process.list", "see whether its process exists at all"),
            Look("logs.errors", "read why it stopped, in its own log"),
        ),
        remedy="service.restart",
        adapt=(
            Adapt(
                "critical",
                phrases(
                    """while connecting to upstream | upstream: | no live upstreams | no server is available
                    | has no server available | ah00957 | ah01114 | proxy: http"""
                ),
                evidence_only=False,
            ),
        ),
    ),
    Cause(
        key="connection_reset",
        severity="warning",
        why="an established connection was closed by the other end in the middle of its use",
        apart="connection_refused fails before any connection exists; connection_timeout hears nothing",
        signs=(
            Sign(
                phrases(
                    """connection reset | <econnreset | econnreset | connectionreset | errno 104> | errno 54>
                    | os error 104> | os error 54> | (104: connection reset | (104)connection reset
                    | winerror 10054 | error 10054 | err_connection_reset | forcibly closed by the remote host
                    | reset by peer | connection was reset | tcp rst | stream reset | rst_stream"""
                ),
                0.92,
                less=_PROBES,
            ),
            Sign(
                phrases(
                    """broken pipe | <epipe> | errno 32> | os error 32> | socket hang up
                    | remote end closed connection | remotedisconnected | connection aborted | connection abort
                    | <econnaborted | winerror 10053 | error 10053 | (103: software caused
                    | connection was aborted | closed the connection unexpectedly
                    | connection was closed unexpectedly | connection closed unexpectedly | terminated abnormally
                    | server has gone away | lost connection to mysql server | lost connection to server
                    | lost connection to backend | connection closed by remote host | connection closed by peer
                    | peer closed connection | closed by the remote host | closed by remote
                    | closed by foreign host | terminating connection | transport endpoint is not connected
                    | connection has been closed | connection is closed | connection already closed | ora-03113
                    | ora-03135 | ora-12537 | ora-03114 | end-of-file on communication channel"""
                ),
                0.8,
                less=phrases(
                    """administrator command | timeout | timed out | query cancelled | hikaripool"""
                ),
            ),
            Sign(
                phrases(
                    """prematurely closed connection | premature end of | connection prematurely closed
                    | prematurely closed | prematurecloseexception | unexpected end of stream | unexpected eof
                    | unexpected end of file | unexpected eof while reading | eofexception
                    | caught end of stream exception | endofstreamexception | unable to read additional data
                    | failed to respond | incompleteread | chunkedencodingerror | clientabortexception
                    | asyncrequestnotusableexception | closedchannelexception | connection ended
                    | client disconnected | error reading communication packets | aborted connection
                    | server disconnected | serverdisconnectederror | write failed: | write error: connection
                    | failed to read message prefix | error reading message prefix | premature eof
                    | connection dropped | connection lost | connection was lost | connection terminated
                    | unexpected disconnect | stream closed | channel closed | connection unexpectedly closed"""
                ),
                0.66,
                less=("end of script headers", "parse", "json", "yaml"),
            ),
            Sign(
                phrases(
                    """got exception while serving | connection broken for id | exception in receiveblock
                    | ssl_error_syscall | unexpectedly closed | hang up | connection interrupted"""
                ),
                0.48,
            ),
            Sign(
                phrases(
                    """연결이 끊 | 연결이 재설정 | 연결이 초기화 | 연결 끊김 | 접속이 끊 | 강제로 끊 | 연결이 종료되었 | 소켓이 닫 | 파이프가 깨"""
                ),
                0.88,
            ),
            Sign(
                ("disconnected", "<hung up", "closed unexpectedly", "aborted"),
                0.33,
                unless=("transaction", "query", "batch", "client disconnected normally"),
            ),
        ),
        look=(
            Look(
                "logs.errors",
                "see whether the other end restarted, crashed or refused something at that time",
            ),
            _PEER,
            _REACH,
        ),
    ),
    Cause(
        key="connection_timeout",
        severity="high",
        why="the other end did not answer in time: a firewall, a dead host, or one too busy to answer",
        apart="connection_refused answers at once; upstream_timeout is a proxy waiting; pool_exhausted waits for its own pool",
        signs=(
            Sign(
                phrases(
                    """connection timed out | <etimedout | etimedout | esockettimedout | connect timed out
                    | connection timeout: | connection timeout after | connection timeout expired
                    | connection timeout exceeded | connection timeout occurred | connect timeout:
                    | connect timeout after | connect timeout expired | connect timeout reached
                    | connection attempt timed out | sockettimeoutexception | connecttimeoutexception
                    | connecttimeouterror | connecttimeout: | connectiontimeout: | connectiontimeouterror
                    | connectiontimeoutexception | errno 110> | errno 60> | errno: 110> | os error 110>
                    | (110: connection timed out) | (110)connection timed out | winerror 10060 | error 10060
                    | (10060) | err_connection_timed_out | did not properly respond after a period of time
                    | connection timed-out | dial tcp * i/o timeout | timed out trying to connect
                    | timeout while connecting | timed out while connecting | timeout connecting
                    | timed out connecting | ora-12170 | tns:connect timeout | connection to * timed out
                    | connecting to * timed out | connect to * timed out | could not connect * timed out
                    | host timed out | noroute timeout"""
                ),
                0.9,
                unless=(*_POOL, *_UPSTREAM, "timeout set", "timeout is set"),
                less=(*_PROBES, "client timed out", "keepalive"),
            ),
            Sign(
                phrases(
                    """read timed out | readtimeouterror | readtimeout: | readtimeoutexception | i/o timeout
                    | socket timed out | operation timed out | request timed out
                    | timed out waiting for response | timed out after | timeout exceeded | timeouterror
                    | timeoutexception | timeout expired | client.timeout exceeded | deadline exceeded
                    | deadline_exceeded | deadlineexceeded | tls handshake timeout | server selection timed out
                    | serverselectiontimeout | serverselectionerror | not present in metadata after
                    | failed to update metadata after | timeout performing | no response from | did not respond
                    | did not answer | no answer from | does not respond | does not answer | not responding
                    | write timed out | handshake timed out | timed out while waiting | timed out waiting
                    | connection timed | gave up waiting | expiring * record(s)
                    | request canceled while waiting for connection | timed out: | : timed out"""
                ),
                0.68,
                unless=(
                    *_POOL,
                    *_UPSTREAM,
                    "lock",
                    "statement",
                    "query",
                    "timeout set",
                    "client for session",
                    "timeout =",
                    "with timeout",
                ),
                less=(
                    *_PROBES,
                    "gateway",
                    "upstream",
                    "operation timed out after waiting",
                    "not responding to",
                ),
            ),
            Sign(
                ("시간이 초과", "시간 초과", "타임아웃", "응답이 없", "응답 없음", "시간 안에 응답"),
                0.72,
                unless=("쿼리", "잠금", "락 ", "세션", "업스트림", "커넥션풀", "커넥션 풀"),
            ),
            Sign(
                phrases(
                    """read timeout | socket timeout | request timeout | response timeout | write timeout"""
                ),
                0.55,
                unless=("timeout=", "timeout =", "timeout set", "error code=h12", *_POOL),
                less=_PROBES,
            ),
            Sign(phrases("""result=timeout | outcome=timeout | state=timeout | reachable=timeout"""), 0.75),
            Sign(
                ("<timed out", "<timeout>", "timedout", "timeouterror", "timeoutexception"),
                0.36,
                unless=(
                    "timeout=",
                    "timeout =",
                    "timeout:",
                    "timeout set",
                    "lock",
                    "query",
                    "statement",
                    "upstream",
                    "gateway",
                    "session",
                    *_POOL,
                ),
                less=_PROBES,
            ),
        ),
        look=(
            _REACH,
            Look("host.resources", "see whether the other host is overloaded"),
            _PEER,
        ),
        adapt=(Adapt("critical", ("has no server available",), evidence_only=False),),
    ),
)
