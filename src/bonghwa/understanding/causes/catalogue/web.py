"""Causes in web and application servers: workers, upstreams, remote limits."""

from bonghwa.understanding.causes.cause import Cause, Sign, phrases
from bonghwa.understanding.causes.finding import Look

WEB = (
    Cause(
        key="upstream_timeout",
        severity="high",
        why="a proxy waited too long for the server behind it",
        apart="connection_timeout has no proxy in it; connection_refused fails at once",
        signs=(
            Sign(
                phrases(
                    """upstream timed out | 504 gateway | gateway timeout | gateway time-out | gateway_timeout
                    | upstream request timeout | upstream response timeout | upstream connect timeout
                    | upstream_response_timeout | timeout specified has expired | (70007)
                    | error reading status line from remote server | script timed out before returning headers
                    | timeout waiting for output from cgi | read data timeout in | endpoint request timed out
                    | error code=h12 | code=h12 | timed out while reading response header | proxy timeout
                    | proxy_read_timeout | backend timeout | http 504 | http_code=504 | status 504 | status=504
                    | status code 504 | statuscode: 504 | error 504 | 504 (gateway | code 504 | " 504>
                    | upstream_reset_before_response_started{connection_timeout} | fastcgi read timeout
                    | first byte timeout | stream idle timeout | response timeout from backend | ah01102
                    | ah10292 | http 502.3 | 502.3 bad gateway"""
                ),
                0.93,
                unless=("proxy_read_timeout ", "proxy timeout set"),
            ),
            Sign(
                phrases(
                    """<sh-- | <sc-- | /-1/-1/50 | worker timeout (pid | timed out (30000ms) waiting for response
                    | httpgatewaytimeout | upstream server is timing out
                    | failed to receive response from upstream | request timed out * upstream
                    | upstream * timed out | upstream * timeout | execution timed out ( | executing too slow"""
                ),
                0.72,
            ),
            Sign(
                phrases(
                    """게이트웨이 시간 | 게이트웨이 타임아웃 | 업스트림 시간 | 업스트림 응답 | 업스트림 타임아웃 | 백엔드 응답 시간"""
                ),
                0.88,
            ),
        ),
        look=(
            Look("service.status", "see whether the server behind the proxy runs"),
            Look("host.resources", "see whether it is overloaded"),
            Look("db.status", "see whether it waits for its database"),
            Look("net.reach", "measure how long it takes to answer directly"),
        ),
    ),
    Cause(
        key="worker_limit_reached",
        severity="critical",
        why="all workers, threads or connections of the web or application server are in use",
        apart="too_many_connections is a database's limit; upstream_timeout may be the reason why workers are busy",
        signs=(
            Sign(
                phrases(
                    """reached maxrequestworkers | reached maxclients | maxrequestworkers setting
                    | maxclients setting | ah00161 | ah00484 | ah00485 | ah00286 | ah00288 | ah00326
                    | scoreboard is full | reached pm.max_children | max_children setting
                    | worker_connections are not enough | worker_connections exceed | increase pm.start_servers
                    | all workers are busy | all worker threads | all threads ( | threads are currently busy
                    | maximum number of threads | maximum number of requests have been reached
                    | server is within minsparethreads of | server ran out of threads | *** uwsgi listen queue
                    | listen queue of socket | full !!! | thread pool is exhausted | thread pool exhausted
                    | threadpool exhausted | no worker available | no workers available | no available workers
                    | workers are exhausted | worker pool exhausted | queue is full, dropping
                    | request queue is full | request queue limit | queue full | http.sys queue | queuefull
                    | 503 server too busy | server too busy | server is too busy | esrejectedexecution
                    | es_rejected_execution | server reached | exhausted thread pool"""
                ),
                0.88,
                unless=phrases(
                    """max open | maxthreads= | pm.max_children = | mail | reached end | max number of clients
                    | queue full of"""
                ),
            ),
            Sign(
                phrases(
                    """rejectedexecutionexception | taskrejectedexception | threadpool starvation
                    | thread pool starvation | thread starvation | possible syn flooding | listen queue overflow
                    | times the listen queue | stuck thread | <stuck> | hogging | bulkheadfullexception
                    | proxy * reached | backlog is full | no more threads | threads busy | threadpool * full
                    | thread pool * full | active threads * max | conn limit reached"""
                ),
                0.6,
                unless=("clock leap",),
            ),
            Sign(
                phrases(
                    """워커 수 * 초과 | 워커 수 * 도달 | 워커 수 제한 | 스레드 풀이 가득 | 스레드 풀 고갈 | 쓰레드 풀 * 고갈 | 쓰레드 풀이 가득
                    | 쓰레드 풀 * 초과 | 작업자 한도 | 워커가 모두 | 스레드가 모두 | 최대 스레드 * 도달 | 최대 스레드 * 초과"""
                ),
                0.82,
            ),
        ),
        look=(
            Look("service.status", "see how many workers run, and what they wait for"),
            Look("host.resources", "see load and memory before raising the limit"),
            Look("db.status", "see whether the workers wait for the database"),
        ),
        remedy="service.restart",
    ),
    Cause(
        key="backend_worker_error",
        severity="high",
        why="the web server's connector marks the application server behind it as being in error",
        apart="connection_refused and upstream_timeout say why; this is the connector's own state",
        signs=(
            Sign(
                phrases(
                    """workerenv in error state | mod_jk child init | mod_jk child worker
                    | jk2_init() can't find child | can't find child * in scoreboard | worker in error state
                    | is in error state | are in error state | all workers are in error | workers in error state
                    | no more workers left | tomcat is probably not started | all tomcat instances failed
                    | all tomcat instances are busy or in error | connecting to backend failed
                    | ajp_connection_tcp_get_message | ajp_connection_tcp_send_message | ajp_send_request
                    | ajp_service::jk_ajp | ajp_get_reply | jk_lb_worker | service failed, worker
                    | failed opening socket to | sending request to tomcat failed
                    | error sending request to tomcat | tomcat is down | ajp_read_header | ajp_ilink_receive
                    | ah00992 | ah00893 | ah01030 | weblogic bridge | failure of server apache bridge
                    | no backend server available for connection | plg_os | ws_common: websphereexecute
                    | jeus worker | webtob"""
                ),
                0.88,
                unless=("init() ok", "error state 0 ok"),
            ),
            Sign(
                phrases(
                    """ah00959 | disabling worker for | proxy: error: disabled connection | ah01114
                    | failed to make connection to backend | ah01167 | ah00940 | proxy: * worker error
                    | balancer * error state | marking * as down | marked as down
                    | upstream server temporarily disabled | no live upstreams | ejected host
                    | no healthy upstream | backend fetch failed | backend * has no server available
                    | backend is unhealthy | server * is down, reason"""
                ),
                0.6,
            ),
            Sign(("워커 오류 상태", "커넥터 오류", "백엔드 워커", "백엔드 서버가 모두"), 0.8),
        ),
        look=(
            Look("service.status", "see whether the application server runs"),
            Look("net.reach", "try its connector port from the web server"),
            Look("integrity.check", "see whether the connector's configuration changed"),
        ),
        remedy="service.restart",
    ),
    Cause(
        key="rate_limited",
        severity="warning",
        why="a remote service (or our own front) refuses calls because there were too many",
        apart="quota_exceeded is about disk; too_many_connections about connections held open",
        signs=(
            Sign(
                phrases(
                    """too many requests | toomanyrequests | too_many_requests | rate limit exceeded
                    | rate limit reached | rate limit hit | rate limited | rate limiting | exceeded rate limit
                    | exceeded the rate limit | hit the rate limit | hit rate limit | rate limit has been
                    | rate limit for | api rate limit | rate limits exceeded | exceeded * rate limit
                    | reached * rate limit | rate limit error | ratelimited | ratelimiterror | ratelimitexceeded
                    | ratelimitexception | ratelimit exceeded | rate-limited | rate-limit exceeded
                    | rate-limiting | rate_limit_exceeded | rate_limited | rate_limit_error
                    | rate_limit exceeded | rate exceeded | rateexceeded | throttlingexception | throttlederror
                    | throttled | throttling: | <throttling> | provisionedthroughputexceeded
                    | throughput exceeds | slowdown | slow down | reduce your request rate
                    | request limit exceeded | requestlimitexceeded | limitexceededexception
                    | quota exceeded for quota | quota metric | userratelimitexceeded | status code 429
                    | http 429 | statuscode: 429 | status: 429 | status=429 | status 429 | error 429 | code 429
                    | code: 429 | (429) | 429 client error | response 429 | returned 429 | secondary rate limit
                    | limiting requests, excess | limiting connections by zone | you exceeded your current quota
                    | insufficient_quota | dailylimitexceeded | exceeded the rate
                    | exceeded the number of requests | request rate is large | pull rate limit
                    | you are being rate limited | requests per second | requests per minute
                    | resource has been exhausted | flood_wait | floodwait | overloaded_error | calls per"""
                ),
                0.9,
                unless=phrases(
                    """rate limit remaining | ratelimit-remaining | rate limit set | rate limiter initialized
                    | login"""
                ),
            ),
            Sign(
                phrases(
                    """ " 429> | http/1.1 429 | http/2 429 | 429: | resource_exhausted | resourceexhausted
                    | quota exceeded | client-side throttling | api limit | usage limit | exceeded the limit
                    | retry after | retry-after | call limit"""
                ),
                0.5,
                unless=("disk", "errno", "memory", "out of memory"),
            ),
            Sign(
                phrases(
                    """요청 한도 | 요청이 너무 많 | 요청 횟수 | 호출 한도 | 호출 횟수 | 호출 제한 | 요청 제한 | 속도 제한 | 트래픽 초과 | 허용량을 초과"""
                ),
                0.9,
            ),
            Sign(("throttl",), 0.42, unless=("cpu", "thermal", "throttling disabled")),
        ),
        look=(
            Look("logs.errors", "see which caller and how many calls"),
            Look("cron.health", "see whether a job calls too often"),
        ),
    ),
)
