"""Everyday words of operations talk: what surrounds the names, and is therefore not a misspelt name."""

import re

_KOREAN = """
재시작 재기동 재가동 재구동 재부팅 리스타트 리로드 리부트 기동 가동 구동 시작 스타트 중지 정지 종료 강제 셧다운 내려 내리 내렸 내린 올려 올리
올렸 켜 꺼 껐 띄워 살려 살아 죽여 죽었 죽은 배포 반영 릴리즈 릴리스 적용 패치 업로드 롤백 원복 에스알 에러 오류 로그 장애 예외 경고 락
데드락 교착 블로킹 블록킹 세션 커넥션 쿼리 프로세스 디스크 용량 공간 정리 삭제 날려 끊어 밀어 걸어 풀어 넣어 비워 멈춰 확보 압축 백업 복구 덤프 임시 오래 메모리 씨피유 시피유 힙
부하 자원 리소스 사용 점유 스왑 보안 감사 취약 권한 계정 로그인 무차별 해킹 침입 포트 방화벽 무결성 위변조 변조 해시 체크섬 웹쉘 웹셸 소스
비교 인증서 만료 갱신 크론 배치 스케줄 스케쥴 예약 등록 추가 아이피 주소 경로 위치 도메인 담당 책임 누구 누가 연락 접속 접근 방법 절차 가이드
매뉴얼 안내 정상 헬스 응답 상태 점검 확인 체크 검사 조회 보여 알려 뽑아 추출 엑셀 요약 목록 리스트 현황 이력 내역 기록 결과 승인 반려 거절
취소 거부 결재 정책 규칙 워크플로 변경 티켓 이슈 생성 만들 접수 원인 분석 진단 구독 알림 서버 시스템 서비스 전체 전부 모두 모든 순차 부탁
요청 해주 해줘 주세요 주십 바랍 지금 오늘 어제 그제 내일 이번 지난 최근 새벽 아침 오전 오후 저녁 밤 매일 매주 매시간 매월 시간 분간 주말
평일 운영 개발 검증 테스트 상용 스테이징 와스 디비 데이터 톰캣 아파치 엔진엑스 웹서버 웹소스 어떻게 어디 무엇 무슨 뭐야 뭐지 얼마 언제 왜
있는 있나 있어 없이 없나 한번 다시 바로 빨리 먼저 그리고 그럼 하고 해서 대해 관련 파일 첨부 버전 최신 마지막 번째 첫번 두번 세번 하나 두대
세대 한대 여러 상세 간단 자세 사내 처리 진행 완료 성공 실패 기재 대상 우리 저희 제발 혹시 안녕 감사 고마 수고 오케이 네네 아니 그거 이거
저거 이것 그것 이건 그건 문제 이상 느려 느린 느리 안돼 안됨 안되 멈춰 멈춤 멈췄 터졌 작업 일단 회의 점심 저녁 치킨 커피 퇴근 출근 주말 휴가 날씨
"""
_ENGLISH = """
a about above access account accounts active add after again agent alert alerts alive all already also am an and another any anyone app
application apache approval approvals approve approved are as asap at attached attachment audit available back backup batch be because been
before behind below better between big block blocked blocking book both bounce bring browser build busy but by can cannot cert
certificate certificates certs change changed check checks clean cleanup clear client close cluster code come compare config connect
connection connections console cores count cpu crash crashed create created cron crontab current currently cycle daily data database day
days deadlock delete deny deploy deployed deployment deployments dev development diagnose did die died diff directory disk do does domain
don done down drop due during each email end engine env environment error errors every everything excel exception execute expire expires
expiring expiry export extract fail failed failing failure fast fetch file files find fine first fix folder for free friday from full get
give go going good got grab green grep group guide hang hanging happen happened has have he health healthy heap hello help here hey high
him his history host hour hourly hours how however http https hung if in incident incidents info install integrity into is issue issues it
its job jobs just keep key kill know last later latest layer leave left let like lines link list listening load lock locked locks log login
logs long look lookup machine make manager many master me mean memory message midnight minute minutes missing mode monday month monitor
monitoring more morning most much must my name need network new next nginx night nightly no node nodes none normal not notify now number of
off offline often ok okay old on once one online only open operation or order other our out over overloaded owner owners owns page pages
party password past path pending people permissions ping please pls policy pool port ports present previous problem process processes
prod production project pull purge push query queue quick read ready reality really reason reboot recent recently reject release reload
remove report request requests require required reset resource resources respond responding response rest restart restarts result results
review right roll rollback rolling room root rule rules run running runs safe same saturday save say says schedule scheduled script search
second security see seem seems send server servers service services session sessions set shell should show shut shutdown side simple since
site slow so some someone something soon source sources space space ssl stage staging start started state status stay still stop stopped
storage stuck subscribe summary sunday sure system systems take talk tail task team tell terminate test tests than thank thanks that the
their them then there these they thing things this those threads three through thursday ticket tickets time timeout timeouts times tls
today together tomcat tomorrow tonight too top total trace try tuesday turn two type under until up update updated upgrade uptime url
usage use user users using utilization version very view wait want war was watch we weblogic web website wednesday week weekend weekly
weeks welcome well went were what when where which while who whole why will with within without won work working works would year yes
yesterday yet you your
"""
_stems = sorted(set(_KOREAN.split()), key=len, reverse=True)

VOCABULARY = re.compile(rf"(?:{'|'.join(_stems)})|(?:{'|'.join(sorted(set(_ENGLISH.split())))})$")
"""Matches a word (from its beginning) that is operations talk and not a name."""

FOLLOWERS = (
    r"(?:시스템|포털|포탈|서버|서비스|사이트|홈페이지|운영|개발|검증|스테이징|테스트|상용|와스|왓스|웹|디비|데이터|톰캣|톰켓|아파치|엔진|제우스|미들"
    r"|전체|전부|모든|모두|각|담당|책임|인증서|로그|배치|크론|스케|상태|재시작|재기동|배포|반영|점검|접속|접근|디스크|용량|보안|에러|오류|락|세션|무결|중지"
    r"|기동|정지|종료|상황|정보|목록|현황|이력|티켓|장애|계정|경로|아이피|주소|메모리|씨피|시피|자원|리소|헬스|정상|응답|네트|큐|인터페이스|연계|관리자|정책|규칙"
    r"|승인|결재|소스|파일|백업|힙|부하|느려|죽|살|떠|안돼|안되|내려|올려|꺼|켜|첫|두|세|한|둘|[일이삼사오]번)"
)
"""What may stand directly behind a short name without a space."""

WEAK_NAMES = frozenset(
    [
        "health",
        "status",
        "service",
        "services",
        "session",
        "log",
        "logs",
        "disk",
        "test",
        "security",
        "traffic",
        "batch",
        "report",
        "data",
        "user",
        "users",
        "portal",
        "system",
        "network",
        "monitor",
        "monitoring",
        "message",
        "mail",
        "school",
        "job",
        "jobs",
        "search",
        "file",
        "files",
    ],
)
"""Everyday words that inventories also use as names: they yield to a plainer name in the same sentence."""

GENERIC_PHRASES = re.compile(
    r"health[ -]?(?:checks?|status|probe|state|endpoint)|checks? (?:the |its )?health\b(?: of)?|health of|is health\b"
    r"|(?:network|heavy|high|incoming|outgoing|inbound|http|web|user) traffic|traffic (?:spike|surge|volume|jam)|resident (?:memory|set)"
    r"|natural disaster|disaster recovery|old school",
)
"""Phrases whose words are no names."""
