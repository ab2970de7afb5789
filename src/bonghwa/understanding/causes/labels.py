"""What each cause is called and means, in one line of Korean and of English."""

from typing import Literal

import msgspec

Language = Literal["en", "ko"]


class Label(msgspec.Struct, frozen=True):
    """A short name, and a sentence that explains it."""

    name: str
    text: str


class Labels(msgspec.Struct, frozen=True):
    en: Label
    ko: Label


def _two(en: str, en_text: str, ko: str, ko_text: str) -> Labels:
    return Labels(Label(en, en_text), Label(ko, ko_text))


LABELS: dict[str, Labels] = {
    "disk_full": _two("Disk full", "The file system has no free space, so writes fail.", "디스크 가득 참", "파일 시스템에 빈 공간이 없어 쓰기가 실패합니다."),
    "inode_exhausted": _two("Inodes used up", "The file system can hold no further file although space is free.", "아이노드 고갈", "공간은 남아 있지만 파일을 더 만들 수 없습니다."),
    "quota_exceeded": _two("Quota exceeded", "The quota of this user, project or directory is used up.", "할당량 초과", "사용자, 프로젝트 또는 디렉터리의 할당량을 모두 썼습니다."),
    "read_only_filesystem": _two("Read-only file system", "The file system accepts no writes; often the kernel remounted it after an error.", "읽기 전용 파일 시스템", "파일 시스템이 쓰기를 받지 않습니다. 오류 뒤 커널이 다시 마운트한 경우가 많습니다."),
    "oom_killed": _two("Killed for lack of memory", "The kernel or the container platform ended a process because memory ran out.", "메모리 부족 강제 종료", "메모리가 모자라 커널이나 컨테이너 플랫폼이 프로세스를 종료했습니다."),
    "java_heap": _two("Java heap exhausted", "The Java virtual machine ran out of heap or metaspace.", "자바 힙 고갈", "자바 가상 머신의 힙 또는 메타스페이스가 모자랍니다."),
    "js_heap": _two("Node.js heap exhausted", "The V8 engine ran out of heap and aborted.", "Node.js 힙 고갈", "V8 엔진의 힙이 모자라 중단되었습니다."),
    "memory_exhausted": _two("Memory exhausted", "An allocation inside the program was refused.", "메모리 할당 실패", "프로그램 안에서 메모리를 더 할당받지 못했습니다."),
    "too_many_open_files": _two("Too many open files", "The limit of open files or file watches is reached.", "열린 파일 한도 초과", "열 수 있는 파일이나 파일 감시의 한도에 도달했습니다."),
    "process_limit": _two("Process or thread limit", "No further process or thread may be started.", "프로세스·스레드 한도", "프로세스나 스레드를 더 만들 수 없습니다."),
    "port_in_use": _two("Port already in use", "Another process already listens on the address.", "포트 사용 중", "다른 프로세스가 이미 그 주소에서 기다리고 있습니다."),
    "connection_refused": _two("Connection refused", "The host answers but nothing listens there: the service is down.", "연결 거부", "호스트는 응답하지만 그 포트에서 기다리는 서비스가 없습니다."),
    "connection_reset": _two("Connection reset", "The other end closed an established connection.", "연결 끊김", "상대가 맺어진 연결을 끊었습니다."),
    "connection_timeout": _two("Connection timed out", "The other end did not answer in time.", "연결 시간 초과", "상대가 제시간에 응답하지 않았습니다."),
    "no_route_to_host": _two("No route to host", "There is no network path to the address.", "호스트 경로 없음", "그 주소로 가는 네트워크 경로가 없습니다."),
    "peer_unreachable": _two("Cluster peer unreachable", "A member of the cluster cannot contact another.", "클러스터 동료 연결 불가", "클러스터의 한 구성원이 다른 구성원과 통신하지 못합니다."),
    "dns_failure": _two("Name not resolved", "The host name could not be turned into an address.", "이름 해석 실패", "호스트 이름을 주소로 바꾸지 못했습니다."),
    "tls_expired": _two("Certificate out of date", "A certificate is outside its validity period.", "인증서 기간 만료", "인증서가 유효 기간을 벗어났습니다."),
    "tls_untrusted": _two("Certificate not trusted", "The certificate's chain or name is not accepted.", "신뢰할 수 없는 인증서", "인증서의 체인이나 이름이 받아들여지지 않습니다."),
    "tls_handshake": _two("TLS handshake failed", "Both ends could not agree on a TLS version or cipher.", "TLS 협상 실패", "양쪽이 TLS 버전이나 암호 방식에 합의하지 못했습니다."),
    "permission_denied": _two("Permission denied", "The account may not do this.", "권한 없음", "이 계정에는 그 작업의 권한이 없습니다."),
    "auth_failed": _two("Authentication failed", "The credentials are wrong, missing or expired.", "인증 실패", "자격 증명이 틀렸거나 없거나 만료되었습니다."),
    "brute_force_login": _two("Login attack", "Somebody tries passwords again and again.", "로그인 대입 공격", "누군가 비밀번호를 거듭 시도하고 있습니다."),
    "too_many_connections": _two("Too many connections", "The server's limit of connections is reached.", "연결 수 초과", "서버의 연결 한도에 도달했습니다."),
    "pool_exhausted": _two("Connection pool empty", "All connections of the program's own pool are in use.", "커넥션 풀 고갈", "프로그램의 커넥션 풀이 모두 사용 중입니다."),
    "deadlock": _two("Deadlock", "Two transactions waited for each other.", "교착 상태", "두 트랜잭션이 서로를 기다렸습니다."),
    "lock_timeout": _two("Lock held too long", "Another session or process holds the lock.", "잠금 대기 초과", "다른 세션이나 프로세스가 잠금을 쥐고 있습니다."),
    "query_timeout": _two("Statement timed out", "A statement took longer than its limit.", "쿼리 시간 초과", "명령문이 제한 시간을 넘겨 취소되었습니다."),
    "missing_table": _two("Table missing", "A table, column or database is not there.", "테이블 없음", "테이블, 열 또는 데이터베이스가 없습니다."),
    "constraint_violation": _two("Constraint violated", "The data breaks a rule of the schema.", "제약 조건 위반", "데이터가 스키마의 규칙을 어겼습니다."),
    "cache_memory_limit": _two("Cache memory limit", "The cache server reached its memory limit and refuses writes.", "캐시 메모리 한도", "캐시 서버가 메모리 한도에 도달해 쓰기를 거부합니다."),
    "persistence_failure": _two("Snapshot not written", "The cache server cannot write its snapshot or log file.", "스냅샷 저장 실패", "캐시 서버가 스냅샷이나 로그 파일을 쓰지 못합니다."),
    "upstream_timeout": _two("Upstream timed out", "The proxy waited too long for the server behind it.", "업스트림 시간 초과", "프록시가 뒤쪽 서버를 너무 오래 기다렸습니다."),
    "worker_limit_reached": _two("All workers busy", "The server's workers, threads or connections are all in use.", "작업자 한도 도달", "서버의 작업자, 스레드 또는 연결이 모두 사용 중입니다."),
    "backend_worker_error": _two("Backend worker in error", "The web server's connector marks the server behind it as failed.", "백엔드 워커 오류", "웹 서버의 커넥터가 뒤쪽 서버를 오류 상태로 표시했습니다."),
    "rate_limited": _two("Rate limited", "The remote service refuses calls because there were too many.", "호출 한도 초과", "호출이 너무 많아 상대 서비스가 거부합니다."),
    "missing_file": _two("File missing", "A file or directory is not there.", "파일 없음", "파일이나 디렉터리가 없습니다."),
    "missing_dependency": _two("Dependency missing", "A class, module or library was not found.", "의존성 없음", "클래스, 모듈 또는 라이브러리를 찾지 못했습니다."),
    "null_dereference": _two("Null value used", "The program used a value that is not there.", "널 참조", "프로그램이 없는 값을 사용했습니다."),
    "segfault": _two("Process crashed", "The operating system ended the process after an invalid memory access.", "프로세스 비정상 종료", "잘못된 메모리 접근으로 운영체제가 프로세스를 종료했습니다."),
    "config_error": _two("Configuration error", "A configuration file cannot be parsed or holds a wrong value.", "설정 오류", "설정 파일을 해석할 수 없거나 값이 잘못되었습니다."),
    "hardware_io_error": _two("Disk or bus error", "A disk, bus or controller fails to read or write.", "디스크 입출력 오류", "디스크, 버스 또는 컨트롤러가 읽기나 쓰기에 실패합니다."),
    "hardware_memory_error": _two("Memory hardware error", "Memory hardware reports errors.", "메모리 하드웨어 오류", "메모리 하드웨어가 오류를 보고합니다."),
    "clock_skew": _two("Clocks differ", "Clocks differ between machines, or one was stepped.", "시각 불일치", "서버 사이의 시각이 다르거나 시계가 조정되었습니다."),
    "host_overload": _two("Host overloaded", "Tasks wait for processors or disks.", "호스트 과부하", "작업이 프로세서나 디스크를 기다립니다."),
    "data_corruption": _two("Data corrupted", "Stored data fails its own check.", "데이터 손상", "저장된 데이터가 자체 검사를 통과하지 못합니다."),
    "image_pull_failure": _two("Image not pulled", "A container image cannot be fetched.", "이미지 내려받기 실패", "컨테이너 이미지를 가져오지 못합니다."),
    "probe_failed": _two("Health probe failing", "A liveness, readiness or health check fails.", "상태 확인 실패", "활성, 준비 또는 상태 검사가 실패합니다."),
    "unschedulable": _two("No node fits", "No node has the resources that the workload asks for.", "배치할 노드 없음", "작업이 요구하는 자원을 가진 노드가 없습니다."),
    "service_crash_loop": _two("Service restarts in a loop", "A unit or container ends again and again after its start.", "서비스 반복 재시작", "서비스나 컨테이너가 시작 직후 종료되기를 되풀이합니다."),
    "exec_failed": _two("Program cannot be executed", "The program to start is missing or cannot be executed.", "실행 실패", "시작할 프로그램이 없거나 실행할 수 없습니다."),
    "service_stopped": _two("Service not running", "The service was stopped or ended and nothing started it again.", "서비스 중지", "서비스가 중지되거나 종료된 뒤 다시 시작되지 않았습니다."),
    "no_fault": _two("Nothing wrong", "The text shows normal operation.", "이상 없음", "정상 운영의 기록입니다."),
    "inconclusive": _two("Inconclusive", "Something went wrong, but no known cause explains it.", "판단 보류", "이상은 있으나 알려진 원인으로 설명되지 않습니다."),
}  # fmt: skip

_UNKNOWN = _two(
    "Unknown cause", "This cause has no description.", "알 수 없는 원인", "이 원인에는 설명이 없습니다."
)


def label(cause: str, language: Language = "en") -> Label:
    """The name and explanation of a cause; of an unknown one, words that say so."""
    both = LABELS.get(cause, _UNKNOWN)
    return both.ko if language == "ko" else both.en
