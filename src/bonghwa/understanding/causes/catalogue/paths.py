"""Causes on the way between two machines: routes, peers, names."""

from bonghwa.understanding.causes.cause import Cause, Sign, phrases
from bonghwa.understanding.causes.finding import Look

_REACH = Look("net.reach", "try the address and port from the host that failed, and from another")
_PROBES = ("probe failed", "probe errored", "liveness probe", "readiness probe", "startup probe")

PATHS = (
    Cause(
        key="no_route_to_host",
        severity="high",
        why="there is no network path to the address: routing, interface, or a firewall that rejects",
        apart="connection_timeout hears nothing; here a router or the own kernel says that there is no way",
        signs=(
            Sign(
                phrases(
                    """no route to host | noroutetohost | <ehostunreach | <enetunreach | ehostunreach | enetunreach
                    | network is unreachable | network unreachable | host is unreachable | host unreachable
                    | errno 113> | errno 101> | errno 65> | errno 51> | os error 113> | os error 101>
                    | os error 65> | os error 51> | (113: | (101: network | (113)no route | no network route
                    | destination net unreachable | destination network unreachable | destination host unreachable
                    | unreachable host | unreachable network | winerror 10065 | winerror 10051
                    | err_address_unreachable | err_network_unreachable | host is down | <ehostdown
                    | network is down | <enetdown | no route found | icmp unreachable | icmp host unreachable
                    | err_internet_disconnected | network path was not found | no route available"""
                ),
                0.93,
                less=_PROBES,
            ),
            Sign(
                phrases(
                    """link is down | nic link is down | carrier lost | lost carrier | link down | no carrier
                    | interface * down"""
                ),
                0.4,
            ),
            Sign(
                phrases(
                    """호스트로 갈 루트가 없 | 호스트에 갈 경로 | 호스트로 가는 경로 | 네트워크가 접근 불가 | 네트워크에 연결할 수 없 | 네트워크에 접근할 수 없
                    | 경로를 찾을 수 없는 호스트 | 라우팅 경로가 없 | 네트워크 경로를 찾"""
                ),
                0.9,
            ),
            Sign(
                ("unreachable",),
                0.4,
                unless=("node", "peer", "member", "cluster", "unreachable code", "broker"),
            ),
        ),
        look=(
            _REACH,
            Look("host.resources", "see interfaces and routes of the host that failed"),
            Look("packages.changed", "see whether network configuration changed"),
        ),
    ),
    Cause(
        key="peer_unreachable",
        severity="high",
        why="a member of a cluster cannot contact another member, so the cluster loses redundancy or its leader",
        apart="connection_refused and no_route_to_host say why; this is what a cluster says about its peers",
        signs=(
            Sign(
                phrases(
                    """cannot open channel to | election address | failed to contact peer
                    | unable to contact peer | peer * unreachable | peer is unreachable | unreachable peer
                    | marking node as unreachable | marking node(s) as unreachable
                    | changed it to be unreachable | hearbeat error | heartbeat error | heartbeat failed
                    | node * is unreachable | node * unreachable | unreachable node
                    | cluster member * unreachable | lost the tcp streaming connection with peer
                    | the connection to peer | connection to peer * lost | peer * became inactive
                    | health check for peer | could not get cluster response from | failed to reach the peer
                    | failed to send out heartbeat | failed to heartbeat to | failed to contact
                    | lost contact with | missed heartbeat | heartbeat timed out | heartbeat timeout
                    | no heartbeat | stopped posting node status | nodenotready | node is not ready
                    | nodestatusunknown"""
                ),
                0.85,
                unless=("remote server",),
            ),
            Sign(
                phrases(
                    """is now down | master not discovered | masternotdiscovered | not enough master nodes
                    | got not answer from any | failed to send ping to | failed to ping | not discovered yet
                    | master_left | master left | nodedisconnectedexception | nodenotconnectedexception
                    | node_left | node left | no living connections | nonodeavailableexception
                    | no node available | nonodesavailable | no alive nodes | none of the configured nodes
                    | failed to join cluster | failed to join | failed to reach | lost executor
                    | lost task tracker | remote rpc client disassociated | association with remote system
                    | lost node | dead node | dead datanode | partial partition detected | inconsistent_database
                    | running_partitioned_network | network partition | node * down> | rabbit@* down | nodedown
                    | no quorum | lost quorum | quorum lost | quorum not reached | non-primary | wsrep: failed
                    | gcs: failed | split brain | split-brain"""
                ),
                0.76,
            ),
            Sign(
                phrases(
                    """error in heartbeat request | unable to reach primary | replicasetnoprimary | no primary
                    | not reachable/healthy | is now in state down | member * is unreachable
                    | no suitable servers found | host unreachable: error connecting | +sdown | +odown
                    | marking node * as failing | clusterdown | cluster_state:fail | cluster state changed: fail
                    | connection with master lost | connection with replica * lost | connection with slave
                    | master_link_status:down | masterdown | keepererrorcode = connectionloss | connectionloss
                    | leader not available | leader_not_available | coordinator not available
                    | coordinator_not_available | brokers are down | all broker connections
                    | bad connect ack with firstbadlink | retrying connect to server | [totem ]
                    | processor failed | vrrp_instance * timeout | slave i/o: error reconnecting
                    | error reconnecting to master | error connecting to master | error connecting to source
                    | could not receive data from wal stream | could not connect to the primary | xmlrpc-c peer"""
                ),
                0.7,
            ),
            Sign(
                phrases(
                    """connection broken for id | send worker leaving thread | quorumcnxmanager * interrupting"""
                ),
                0.52,
            ),
            Sign(
                phrases(
                    """피어에 연결할 수 없 | 피어와 연결 | 피어 노드 | 클러스터 노드에 연결할 수 없 | 노드에 연결할 수 없 | 노드와 통신 | 하트비트 실패 | 하트비트가 없
                    | 하트비트를 받지 | 하트비트 유실 | 하트비트 시간 초과 | 노드 다운"""
                ),
                0.6,
            ),
        ),
        look=(
            _REACH,
            Look("service.status", "see whether the peer's service runs"),
            Look("logs.errors", "read the peer's own log at that time"),
        ),
    ),
    Cause(
        key="dns_failure",
        severity="high",
        why="the name of a host could not be resolved to an address",
        apart="no_route_to_host and connection_refused already have an address",
        signs=(
            Sign(
                phrases(
                    """name or service not known | temporary failure in name resolution | could not resolve host
                    | couldn't resolve host | could not resolve hostname | <enotfound | <eai_again | eai_again
                    | eai_noname | unknownhostexception | unknown host | no such host | <nxdomain> | <servfail>
                    | server misbehaving | nodename nor servname provided | getaddrinfo failed | gaierror
                    | no address associated with hostname | failed to lookup address | failed to resolve host
                    | could not be resolved | cannot resolve host | unable to resolve host | can't resolve host
                    | could not translate host name | unknown mysql server host | unknown server host
                    | remote name could not be resolved | err_name_not_resolved | name_not_resolved
                    | php_network_getaddresses | ora-12545 | nameresolutionerror | name resolution failure
                    | name resolution failed | nameresolutionfailure | dns resolution failed
                    | dns resolution failure | dns resolution error | dns lookup failed | dns lookup error
                    | dns query failed | dns request failed | failed to resolve ' | hostname resolution
                    | cannot resolve hostname | no dns | dns error | dns timeout | host not found
                    | no ip address for | resolver failed | errno -2> | errno -3> | errno -5> | errno 11001
                    | winerror 11001 | unresolvedaddressexception | dnsresolver | name does not resolve
                    | could not lookup | bad address ' | domain name not found | wsahost_not_found | errno 8]"""
                ),
                0.94,
                unless=("break-in attempt",),
                less=_PROBES,
            ),
            Sign(
                phrases(
                    """unable to resolve | failed to resolve | cannot resolve | could not resolve
                    | couldn't resolve | resolve * failed | no resolver defined | resolving timed out
                    | lookup * i/o timeout | lookup * on *:53"""
                ),
                0.6,
                unless=phrases(
                    """placeholder | module | dependenc | symbol | import | reference | artifact | plugin | package
                    | image | connect identifier | type | view | property | variable"""
                ),
            ),
            Sign(
                phrases(
                    """호스트 이름을 확인 | 호스트 이름을 찾을 수 없 | 호스트를 찾을 수 없 | 이름 또는 서비스를 알 수 없 | 이름 확인 | 알 수 없는 호스트
                    | 알려진 호스트가 없 | 도메인을 찾을 수 없 | 이름 풀이 | 이름을 해석 | dns 조회 실패 | dns 오류"""
                ),
                0.9,
            ),
            Sign(
                ("<dns>", "resolver"),
                0.34,
                unless=("server listening", "dns started", "viewresolver", "dns="),
            ),
        ),
        look=(
            _REACH,
            Look("packages.changed", "see whether resolver settings or hosts changed"),
            Look("service.status", "see whether the local resolver runs"),
        ),
    ),
)
