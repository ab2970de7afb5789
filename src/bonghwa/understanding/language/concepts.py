"""Concepts that sentences are made of, with the Korean and English words for each.

Korean patterns are searched in the text without spaces, English ones in the text with single spaces.
"""

import re
from collections.abc import Mapping

_KO_EN: Mapping[str, tuple[str, str]] = {
    # nouns
    "sr": (
        r"변경요청|서비스요청|개선요청|에스알",
        r"(?<![a-z])srs?(?![a-qt-z])|\b(?:change|service) requests?\b",
    ),
    "log": (
        r"로그(?!인|아웃|온)|카탈리나|스택트레이스",
        r"\blogs?\b(?! ?-?(?:in|out|on)\b)|\bcatalina|stack ?trace|\bgrep\b|\btail\b|\blog ?file",
    ),
    "error": (r"에러|오류|익셉션|예외|경고", r"\b(?:errors?|exceptions?|warn(?:ings?)?)\b"),
    "lock": (
        r"(?<![가-힣])락(?=이|걸|확인|있|상태|좀|점검|조회|봐|보여|대기|정보|목록|현황|체크|도|은|을|경합|세션|잡|풀|[^가-힣]|$)|(?:디비|테이블|로우|데이터베이스|세션)락|데드락|데드록|교착|블로킹|블록킹|블럭킹|락걸|락잡|잠금|물려있|물린",
        r"(?:^|[^가-힣])락(?=[이걸확있상점조봐보대정목현체도은을경세잡풀 ]|$)|\b(?:dead)?locks?\b|\bdead ?lock(?:s|ed)?\b|\bblock(?:ing|ed|ers?)\b|\block(?:ed|ing)\b",
    ),
    "session": (
        r"세션|커넥션|쿼리",
        r"\b(?:sessions?|spids?|pids?|quer(?:y|ies)|db connections?|backends?)\b",
    ),
    "connections": (r"커넥션|접속수|연결수|세션수|동접|동시접속", r"\bconnections?\b"),
    "disk": (
        r"디스크|(?<!사)용량|공간|스토리지|파일시스템|파티션",
        r"\b(?:disks?|storage|file ?systems?|partitions?)\b|\b(?:disk |free |up |more )space\b|\bmake (?:some |more )?room\b|\bspace\b",
    ),
    "debris": (
        r"로그|임시|템프|백업|덤프|오래된|오랜|옛날|지난파일|쓰레기|캐시|아카이브|찌꺼기|불필요한파일|힙덤프|파일",
        r"\b(?:logs?|te?mp|temporary|backups?|dumps?|old|stale|caches?|archives?|junk|garbage|files?)\b",
    ),
    "cpu": (r"씨피유|시피유|중앙처리", r"\bcpus?\b"),
    "memory": (r"메모리|램사용|스왑", r"\b(?:memory|mem|ram|swap)\b"),
    "heap": (r"힙(?!덤프)|힙메모리", r"\bheap\b(?! dump)"),
    "resource": (
        r"자원|리소스|사용량|사용률|점유율|부하|과부하|얼마나써|얼마나쓰|얼마나남|몇프로|몇퍼센트|성능지표|스레드수",
        r"\b(?:resources?|utili[sz]ation|usage|load|overload(?:ed)?|iops|threads?|perf(?:ormance)? (?:metrics|stats))\b|how much .{0,30}(?:left|free|used|using)|\b(?:used|free) (?:memory|disk|space)\b",
    ),
    "security": (
        r"보안|취약점|취약성|해킹|침입|악성|무차별|로그인시도|로그인실패|비인가|불법접근|(?:열린|오픈된|불필요한|열려있는)포트|포트스캔|포트목록|권한|잠긴계정|계정잠|휴면계정|패스워드정책|비밀번호정책|감사(?=$|로그|실시|진행|수행|점검|좀|해줘|해주|부탁|결과|보고|돌려|한번|를|을)(?<!니다감사)",
        r"\b(?:security|vulnerabilit(?:y|ies)|intrusions?|brute[ -]?force|hacked|hacking|malware|suspicious|unauthori[sz]ed|sudoers?|privileges?|hardening|audit(?:s|ing)?)\b|failed log ?ins?|login (?:attempts?|failures?)|(?:open|listening) ports?|locked (?:\w+ )?accounts?|accounts? (?:are |is )?locked|permissions?\b",
    ),
    "account_audit": (
        r"계정(?=권한|감사|점검|잠|현황점검)|휴면계정",
        r"\b(?:accounts?|users?) (?:audit|permissions?|privileges?|review)|audit (?:of )?(?:the )?(?:user )?accounts?",
    ),
    "integrity": (
        r"무결성|위변조|변조|해시값?|체크섬|웹쉘|웹셸|형상(?:비교|확인|점검)|(?:바뀐|변경된|수정된|달라진)(?:파일|소스|바이너리|설정)|(?:파일|소스|바이너리|설정)(?:이|가|들이|들)?(?:바뀐|변경된|수정된|바뀌었|변경됐|달라졌)|베이스라인",
        r"\b(?:integrity|checksums?|hash(?:es)?|sha-?256|tamper(?:ed|ing)?|web ?shells?|baseline|drift(?:ed)?)\b|\b(?:changed|modified|altered) (?:files?|binar(?:y|ies)|sources?|configs?)|(?:files?|sources?|binar(?:y|ies)) (?:been |were |was |have been )?(?:changed|modified|altered)",
    ),
    "source_code": (
        r"소스|형상|설정파일|컨피그|바이너리|파일|클래스|war",
        r"\b(?:sources?|code|files?|configs?|binar(?:y|ies)|wars?|jars?|builds?)\b",
    ),
    "compare": (
        r"비교|똑같|동일|일치|다른지|다른가|같은지|같은가|차이",
        r"\b(?:compare|comparison|diff(?:erences?)?|identical|same|match(?:es|ing)?|in sync)\b",
    ),
    "certificate": (
        r"인증서",
        r"(?<![a-z])(?:ssl|tls|https(?= ?(?:cert|인증|만료|expir))|certs?|certificates?)(?![a-z])",
    ),
    "cron": (
        r"크론|배치(?!파일)|스케줄|스케쥴|예약작업|정기작업|잡목록|자동작업",
        r"(?<![a-z])cron(?:s|tabs?| ?jobs?)?(?![a-z])|\b(?:scheduled|batch|nightly|periodic) (?:jobs?|tasks?|work|runs?)\b|\bschedules?\b|\bbatch\b|\bscheduler\b",
    ),
    "periodic": (
        r"매일|매주|매월|매달|매시간?|매시|\d+(?:분|시간)마다|[월화수목금토일]요일마다|주기적|정기적|날마다|하루에?한번|매\d+(?:분|시간)|평일마다|주말마다",
        r"\bevery (?:day|night|hour|week|month|morning|evening|minute|mon|tue|wed|thu|fri|sat|sun|weekday|weekend|\d+)|\b(?:daily|weekly|monthly|hourly|nightly)\b|\beach (?:day|night|hour|week|month|morning)",
    ),
    "job": (
        r"백업|헬스체크|정리|점검|재시작|재기동|동기화|집계|수집|삭제|리포트|스크립트|압축|통계|배치돌|[a-z]+\.sh",
        r"\b(?:backups?|health ?checks?|clean ?ups?|sync|reports?|restart|rotation|rotate|archive|scripts?|statistics|purge|[\w/]+\.sh)\b|\bback up\b|\bclean\b",
    ),
    "backup": (r"백업", r"\b(?:backups?|back up|dump)\b"),
    "ip": (
        r"아이피|ip주소|주소(?!록)|호스트명|호스트네임",
        r"(?<![a-z])ips?(?![a-z])|\bip address(?:es)?|\baddress(?:es)?\b|\bhost ?names?\b",
    ),
    "account": (r"계정|접속아이디|유저", r"\b(?:accounts?|os users?|login user|usernames?)\b"),
    "path": (
        r"경로|위치|디렉토리위치|디렉터리위치|어디에?(?:설치|깔|있|배포돼|배포되)|로그어디|(?:폴더|디렉토리|디렉터리|소스)어디",
        r"\b(?:paths?|director(?:y|ies)|location|folder)\b|\bwhere (?:is|are|do|does|can i find)\b|\binstalled at\b",
    ),
    "owner": (
        r"담당자|담당|책임자|관리자가?누|누가관리|누가맡|누구한테|누구에게|연락처|운영팀|누구(?:야|지|에요|예요|인가|죠|니)|오너",
        r"\b(?:owners?|owns?|owned by|contacts?|in charge|responsible|maintainers?|manages|who runs|on-?call|point of contact|whom? (?:should|do|can) (?:i|we) (?:call|ask|contact))\b",
    ),
    "domain": (r"도메인|접속주소|홈페이지주소|유알엘", r"\b(?:domains?|urls?)\b"),
    "fleet_list": (
        r"서버(?:들)?(?:전체)?(?:목록|리스트|현황|구성|대수|정보|뭐뭐|뭐있|몇대|몇개|어떤|다보여|알려|종류)|(?:시스템|장비|노드|자산)(?:들)?(?:목록|리스트|현황|구성|뭐뭐|뭐있|몇개|몇대|대수|정보)|무슨서버|어떤서버|어떤시스템|무슨시스템|서버가?몇|시스템이?몇|서버구성|인벤토리|(?:목록|리스트)(?:보여|알려|줘|좀|$)",
        r"\b(?:list|show|which|what|how many|give me|inventory of)\b.{0,24}\b(?:servers?|nodes|hosts|machines|systems|boxes|instances)\b|\b(?:servers?|nodes?|systems?|hosts?|asset) (?:list|inventory|info|information|details|overview)\b|\binventory\b",
    ),
    "version": (r"버전|os정보|사양|스펙|운영체제", r"\b(?:versions?|specs?|operating system|os info)\b"),
    "access": (
        r"접속(?:방법|절차|가이드|법|하는법|하려면|하는방법|매뉴얼|메뉴얼|안내|경로안내|어떻게|은어떻게|어케)|어떻게(?:접속|들어가|접근|붙|로그인|연결)|어케(?:접속|들어가)|들어가(?:는법|는방법|려면|는절차)|붙(?:는법|으려면|는방법)|접근(?:방법|절차|가이드|하려면|법)|로그인(?:방법|절차|하려면|하는)|연결(?:방법|절차|하려면)|(?:접속|접근)하고싶|원격접속|접속정보|ssh접속|vpn",
        r"\baccess (?:guide|method|procedure|instructions?|info|steps|manual|to)\b|\bhow (?:do|can|should|would|to|does)\b.{0,24}\b(?:connect|access|log ?in|get (?:in|into|to)|reach|ssh|sign in)\b|\bconnection (?:guide|procedure|instructions?|steps|info)\b|\bvpn\b|\bssh (?:guide|access|into|to|in)\b|\bways? (?:to|of) (?:connect|access)",
    ),
    "guide": (
        r"가이드|매뉴얼|메뉴얼|절차서|런북|안내서|지침|방법|절차|하는법",
        r"\b(?:guides?|manuals?|run ?books?|playbooks?|instructions|procedures?|documentation|docs|how-?to)\b|\bhow (?:do|can|should|would) (?:i|we|you|one)\b|\bhow to\b",
    ),
    "queue": (
        r"큐(?:깊이|뎁스|적체|상태|길이|에|가|사이즈|쌓|확인|좀|현황|$)|메시지적체|대기열|리스너",
        r"\bqueues?\b(?! ?timeout)|\blisteners?\b|\bbacklog\b",
    ),
    "interface": (
        r"인터페이스|연계(?:건|거래|처리)|미전송|미처리건|전문",
        r"\b(?:interfaces?|transactions?|transmissions?)\b",
    ),
    "stuck": (
        r"멈춘|멈춰|밀린|밀려|적체|걸려있|미처리|미전송|쌓인|지연|안넘어",
        r"\b(?:stuck|hung|hanging|pending|stalled|unprocessed|delayed)\b",
    ),
    "approval": (r"승인|결재", r"\bapprovals?\b"),
    "incident": (r"장애|알람|인시던트|경보", r"\b(?:incidents?|alarms?|alerts?|outages?)\b"),
    "ticket": (
        r"티켓|이슈|지라|인시던트|장애(?=등록|접수|신고|보고|건등록)|(?:장애|문제)티켓",
        r"\b(?:tickets?|issues?|jira|incidents?|bug reports?)\b",
    ),
    "attachment": (
        r"첨부|이파일|이거파일|이소스|올린파일|보낸파일|방금파일|해당파일|아래파일|위파일|파일들|이war|압축파일|드린파일",
        r"\battach(?:ed|ment|ments)?\b|\b(?:these|this|the following|uploaded|above|below|those) (?:files?|wars?|jars?|build|artifacts?|package|zip)\b|\bfiles? (?:above|below|here)\b",
    ),
    "revision": (
        r"최신(?:버전|소스|빌드)|브랜치|태그|커밋|버전[v\d]",
        r"\b(?:branch|tag|commit|latest (?:version|build|code)|main|master|v\d+(?:\.\d+)+|version \d[\w.]*|build \d+|release[-/ ]v?\d[\w.]*)\b",
    ),
    # questions and wishes about them
    "show": (
        r"보여|알려|봐줘|봐주|보자|뽑아|추출|긁어|조회|확인|체크|찾아|출력|다운|받아|가져|내놔|목록|리스트|뭐|몇|어떤|무슨|언제|누가|누구|어디|얼마|있나|있는지|있어|있니|있습|있을까|없나|없는지|없어|궁금|현황|점검|검사|검색|최근|마지막|필터|뽑",
        r"\b(?:show|list|get|give|fetch|display|print|view|see|find|search|look|check|export|extract|download|pull|grep|tail|what|which|who|when|where|how|any|is|are|there|tell|last|recent|latest)\b",
    ),
    "list": (
        r"목록|리스트|전체|현황|몇건|몇개|뭐뭐|뭐있|어떤것|내역",
        r"\b(?:list|all|every|overview|which|how many|show)\b",
    ),
    "history": (
        r"이력|내역|기록|히스토리|결과|성공한|실패한|실패건|성공건|성공여부|실패여부|언제|마지막|지난번|최근(?:에)?(?:배포|반영)|누가|몇번|몇건|현황|목록|리스트|통계|잘됐|됐어|됐나|됐는지|됐습|됐죠|됐니|됐을까|되었나|되었는지|끝났|완료됐|했나|했어\?|했지|배포된|반영된|배포한|반영한|반영됐|배포됐",
        r"\b(?:history|histories|deployments?|deploys|releases|rollouts|records?|results?|outcome|succeeded|failed|successful|last|latest|recent|previous|when|who|deployed|released|rolled out|how many|list|log of)\b|\bgo (?:well|ok|fine|through)\b|^did\b|\bwent\b",
    ),
    "status": (
        r"상태|떠있|떠잇|떴(?:나|어|니|는지|는가|음\?)|살아(?:있|잇|계)|살았|죽었(?:나|니|는지|는가|어\?|어요\?|습니까|을까|음\?|냐|지\?)|죽은거|돌아가(?:나|는지|고있|니|요\?|\?|고잇)|돌고(?:있|잇)|올라(?:와|왔)(?:있|나|는지|어|니|냐)|실행중|구동중|기동중|가동중|동작(?:중|하|여부|상태|확인)|작동(?:중|하|여부|되|확인)|프로세스|내려가있|내려갔|꺼져있|꺼졌|켜져있|켜졌|기동여부|실행여부|구동여부|살아났|업다운",
        r"\b(?:status|state|alive|running|dead|died|die|process(?:es)?|started|stopped|uptime)\b|\b(?:is|are)\b.{1,40}\b(?:up|down|on|off|live)\b|\bup (?:and running|or down)\b|\bgo(?:ne)? down\b|\bcrash(?:ed)?\b",
    ),
    "healthy": (
        r"헬스|정상(?!화)|핑(?=날|나가|나감|안나|빠|테스트|체크|확인|좀|되|가|쳐|$)|응답(?!속도)|접속(?:이|은|도|가|잘|테스트|여부)?(?:잘)?(?:되|돼|가능|안되|안돼|확인|점검|체크|테스트|됩|된)|열리(?:나|는|니|는지)|열려(?:있|요\?)|연결(?:확인|되|상태|점검|테스트)|이상(?:없|있|유무)|문제(?:없|있)(?:나|는지|어\?|니|는가|을까|죠)|괜찮(?:나|은지|은가|아\?|니|아요\?)|포트(?:확인|점검|체크|열)|통신(?:확인|되|상태|점검)|잘되(?:나|고|는지)|잘돼\?|먹통인지",
        r"\bhealth(?:y|check)?\b|\bping(?:s|able)?\b|\brespond(?:s|ing)?\b|\breachab(?:le|ility)\b|\bconnectivity\b|\baccessible\b|\bworking (?:fine|ok|okay|normally|properly|well)\b|\b(?:is|are|everything|all)\b.{1,40}\b(?:ok|okay|fine|normal|good|working|available|accessible)\b|\bport (?:check|\d+)|\bports?\b|\bhttp (?:check|status)\b|\bavailability\b|\bsanity check\b|\bcan (?:we|users|people|i) (?:reach|access|open)\b|\bloads?\b(?= (?:ok|fine|properly|well))",
    ),
    "inspect": (
        r"점검(?!이라|중|이어|때문|예정|시간|일정)(?:좀|해|부탁|하|요|한번|돌|$)|체크(?:좀|해|부탁|한번|$)|확인(?:좀|해|부탁|한번|$)|검사|봐줘|봐주",
        r"\b(?:check|inspect|examine|verify|test)\b",
    ),
    "why": (
        r"왜|원인|진단|분석(?!팀|가)|이유|뭐가문제|무슨문제|무슨일|뭐때문|어디가문제|근본원인",
        r"\b(?:why|root ?cause|rca|diagnos(?:e|is|tics?)|analy[sz]e|analysis|troubleshoot|investigate|what caused|what(?:'s| is| went) (?:wrong|happening)|figure out)\b",
    ),
    "symptom": (
        r"느리|느려|느림|느린|안돼|안되|안됨|안떠|안뜨|안열|멈췄|멈춤|먹통|터졌|죽었|죽어|뻗|이상해|이상함|이상한데|에러나|에러떠|에러가|오류가|오류나|발생|지연|장애|안움직|응답없|못들어|끊겨|끊김|부족|꽉|가득|높아|높은",
        r"\b(?:slow(?![ _-]?quer)|sluggish|down|broken|failing|error|errors|stuck|frozen|hanging|hung|unresponsive|not working|doesn'?t work|timing out|laggy|weird|degraded|full|high|outage|crash(?:ed|ing)?|overloaded)\b",
    ),
    "summary": (
        r"요약|브리핑|정리해서(?:보여|알려|줘|올려)|세줄|한줄로|무슨얘기|지금까지(?:내용|상황|대화|얘기)|(?:대화|회의|상황|내용|장애|경과|진행상황|이방|채팅)(?:내용|상황|경과)?(?:좀)?정리",
        r"\b(?:summar(?:y|i[sz]e|ies)|recap|tl;?dr|brief(?:ing)?|catch me up|digest|what did i miss|bring me up to (?:speed|date))\b",
    ),
    "notify": (
        r"알림|알람(?=받|켜|꺼|설정|보내|해제|등록|줘|와|오|추가)|구독|(?:되면|나면|생기면|발생하면|떨어지면|넘으면|터지면|뜨면|오면|끝나면|죽으면|올라가면|차면|초과하면|있으면|바뀌면|내려가면|시)(?:바로|나한테|저한테|여기|이방에|이방으로|꼭|좀|즉시)?(?:알려|알림|말해|메시지|연락|톡|공유|통보|노티)|노티(?:해|줘|받|좀)",
        r"\b(?:subscribe|subscription|notif(?:y|ication|ications)|alert (?:me|us)|let (?:me|us) know (?:when|if|whenever|once)|tell (?:me|us) (?:when|if|whenever|once)|keep (?:me|us) (?:posted|updated|informed)|ping me (?:when|if)|watch (?:for|the|over)|follow|alerts? (?:for|on|about))\b",
    ),
    "unnotify": (
        r"구독(?:을)?(?:해지|취소|해제|끊|그만|중지)|알림(?:을|은)?(?:꺼|끄|해제|중지|그만|안|받지|취소|정지|차단)|알람(?:을|은)?(?:꺼|끄|해제|그만|중지)",
        r"\bunsubscribe\b|\bmute\b|\bunfollow\b|\bstop (?:the )?(?:notif\w+|alert(?:s|ing)?|sending|telling|pinging)\b|\bturn off (?:the )?(?:alerts?|notifications?)\b|\bno more alerts\b",
    ),
    "policy": (
        r"정책|규칙|룰(?:을|변|설|추|$)|워크플로|승인(?:을|은|도)?(?:없이|거치|거쳐|받아야|받도록|받게|필수|단계|라인|절차|권한|자를|자는|자변|자로|필요하|체계|생략|안받)|결재(?:라인|선|없이|거치|단계)|무승인|[0-9이두삼세한]인승인|[두세]명승인|\d명승인|이중승인|다중승인",
        r"\b(?:polic(?:y|ies)|rules?|workflow|approval (?:rule|chain|flow|process|required|needed|line)|approvers?|two[- ]person|two approv\w+|dual approval|four[- ]eyes|without (?:any )?approval|no approval|require[sd]?\b.{0,40}approv\w+|need(?:s|ed)?\b.{0,20}approv(?:al|ed)|must be approved|change freeze|freeze)\b",
    ),
    "forbid": (
        r"금지|막아|차단|못하게|불가능?하게|허용하지|제한|프리징|동결",
        r"\b(?:block|forbid|prohibit|disallow|ban|freeze|prevent)\b|\bno (?:\w+ ){0,2}(?:deploys|deployments|releases|restarts)\b",
    ),
    "permit": (r"허용|풀어|가능하게|되게|되도록|하도록|하게해", r"\b(?:allow|permit|enable|unblock|let)\b"),
    "restricted": (
        r"주말|야간|업무시간|평일|금요일|연휴|심야|밤에|낮에|\d시이후",
        r"\b(?:weekends?|at night|business hours|working hours|holidays?|fridays?|saturdays?|sundays?|after \d|night(?:s|time)?)\b",
    ),
    "mine": (
        r"내(?:가)?(?:담당|꺼|것|앞으로|할당|sr)|나한테|제(?:가)?(?:담당|꺼|앞)|나의",
        r"\b(?:my|mine|assigned to me|me)\b",
    ),
    "progress": (
        r"어디까지|진행|상태|현황|목록|리스트|남았|남은|남아|처리됐|처리되|됐어|됐나|됐는지|언제|누구|누가|담당|몇건|몇개|뭐|들어온|접수|미처리|미완료|대기|밀린|완료된|끝났|지연|어떻게됐|어떻게되|타임라인|보여|알려|조회|확인",
        r"\b(?:status|state|progress|list|open|pending|assigned|assignee|my|show|what|which|who|where|when|how|overdue|closed|done|backlog|timeline|late|remaining|left|outstanding|in progress|completed|are there|any)\b",
    ),
    "turned_down": (
        r"반려|기각|불허|(?:거절|거부)(?:해|합|할)",
        r"\b(?:reject|deny|decline|veto|disapprove)\b",
    ),
    "deploying": (
        r"배포|반영|디플로이|릴리즈|릴리스",
        r"\b(?:re-?)?deploy(?:s|ed|ing|ments?)?\b|\breleas(?:e|es|ed|ing)\b|\broll(?:ed)? ?outs?\b|\bshipped\b",
    ),
    "change_noun": (
        r"배포|반영|재시작|재기동|중지|삭제|릴리즈|세션종료",
        r"\b(?:deploy(?:s|ments?)?|releases?|restarts?|shutdowns?|stops|purges?|kills)\b",
    ),
    "sr_board": (
        r"sr[^가-힣]{0,2}(?:처리|목록|리스트|현황|진행|상태|담당|몇건)|들어온sr|타임라인",
        r"\bsrs\b|\bsr (?:list|status|progress|board)|\btimeline\b",
    ),
    "asks_first": (
        r"(?!)",
        r"^(?:please |can you |could you |pls )*(?:show|list|what|which|get|display|view|tell|give|are|is|any|how|when|who|do|does|check)\b",
    ),
    "waiting": (
        r"대기|목록|리스트|밀린|남은|현황|건수|몇건",
        r"\b(?:pending|waiting|list|show|outstanding|open|queue)\b",
    ),
    "missed": (
        r"실패|안돌|안도|누락|못돌|돌았|수행됐|실행됐|정상적?으?로?(?:돌|수행|실행)",
        r"\b(?:missed|failed|failing|did .* run|didn'?t run|not run(?:ning)?|last run)\b",
    ),
    "target": (
        r"서버|서비스|프로세스|시스템|인스턴스|데몬|노드|호기|번만|포털",
        r"\b(?:servers?|services?|process|instances?|daemon|nodes?|it|them|app|everything|systems?|portal|machine)\b",
    ),
    "caches": (r"캐시", r"\bcaches?\b"),
    "file": (
        r"파일|html|jsp|war|jar|소스|이미지|스크립트",
        r"(?<![a-z])(?:files?|html?|jsps?|wars?|jars?|css|js|zip|patch)(?![a-z])",
    ),
}

CONCEPTS: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    name: (re.compile(korean), re.compile(english)) for name, (korean, english) in _KO_EN.items()
}


def concepts_of(compact: str, spaced: str) -> frozenset[str]:
    """The concepts mentioned; `compact` is the text without spaces."""
    return frozenset(
        name
        for name, (korean, english) in CONCEPTS.items()
        if english.search(spaced) or korean.search(compact)
    )
