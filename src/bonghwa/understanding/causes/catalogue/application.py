"""Causes in a program and its installation: files, dependencies, configuration, null values, crashes."""

from bonghwa.understanding.causes.cause import Adapt, Cause, Sign, phrases
from bonghwa.understanding.causes.finding import Look

_CHANGED = Look("packages.changed", "see what was installed, updated or removed before")
_INTEGRITY = Look("integrity.check", "compare the files with their baseline")

APPLICATION = (
    Cause(
        key="missing_file",
        severity="high",
        why="a file or directory that the program opens is not there",
        apart="missing_dependency is a library or module; exec_failed a program to start; permission_denied a file that exists",
        signs=(
            Sign(
                phrases(
                    """no such file or directory | no such file | <enoent | errno 2> | errno: 2> | os error 2>
                    | errcode: 2> | (2: no such file | (2)no such file | filenotfoundexception
                    | filenotfounderror | filenotfound | nosuchfileexception | nosuchfile | cannot find the file
                    | could not find a part of the path | directorynotfoundexception | could not find file
                    | file not found | file does not exist | file doesn't exist | cannot find the path
                    | path does not exist | directory does not exist | no such directory | directory not found
                    | input path does not exist | failed to open stream: no such
                    | the specified file does not exist | the system cannot find | does not exist: /
                    | unable to access jarfile | unable to find file | cannot open file | can't open file
                    | could not open file | failed opening required | ora-01157 | ora-27037 | ora-01565
                    | stat failed | cannot stat | cannot access ' | err_file_not_found | file is missing
                    | script not found or unable to stat | missing file"""
                ),
                0.86,
                unless=phrases(
                    """shared object | cannot find module | no module named | .so. | <spawn> | status=203 | <exec>
                    | executable | interpreter"""
                ),
                less=phrases("""docker.sock | mysqld.sock | mysql.sock | .s.pgsql | probe failed"""),
            ),
            Sign(
                phrases(
                    """no such key | nosuchkey | nosuchbucket | templatedoesnotexist | templatenotfound
                    | template not found | error resolving template | view [* not found | resource not found
                    | does not exist on disk | unable to open file | cannot open | could not be found
                    | could not find | mountvolume.setup failed | configmap * not found | secret * not found
                    | failed to open"""
                ),
                0.48,
                unless=phrases(
                    """module | package | dependenc | class | table | host | connect | driver | gem | library
                    | permission | metadata"""
                ),
            ),
            Sign(
                phrases(
                    """파일을 찾을 수 없 | 파일이 존재하지 | 파일이 없 | 파일이나 디렉터리가 없 | 파일이나 디렉토리가 없 | 디렉터리가 없 | 디렉토리가 없 | 경로를 찾을 수 없
                    | 경로가 존재하지 | 경로가 없 | 지정된 파일 | 지정된 경로"""
                ),
                0.88,
                unless=("모듈", "호스트"),
            ),
            Sign(
                ("file * missing", "file * not exist", "cannot find", "can't find", "could not locate"),
                0.38,
                unless=("module", "package", "class", "symbol", "table", "host", "driver", "librar"),
            ),
        ),
        look=(_INTEGRITY, _CHANGED, Look("logs.errors", "see since when it is missed")),
        remedy="integrity.restore",
        adapt=(
            Adapt(
                "warning", phrases("""file does not exist: | favicon.ico | robots.txt | [client | client:""")
            ),
        ),
    ),
    Cause(
        key="missing_dependency",
        severity="high",
        why="a class, module or library that the program needs is not installed or not found",
        apart="missing_file is data or configuration; exec_failed is the program itself",
        signs=(
            Sign(
                phrases(
                    """no module named | modulenotfounderror | cannot find module | cannot find package
                    | err_module_not_found | module_not_found | module not found | classnotfoundexception
                    | noclassdeffounderror | class not found | unsatisfiedlinkerror | no suitable driver
                    | cannot load such file | cannot load driver class | failed to load driver class
                    | missingspecerror | could not find gem | could not find * in any of the sources
                    | could not find * in locally installed gems | bundler::gemnotfound | gem::loaderror
                    | cannot open shared object | error while loading shared libraries
                    | error loading shared library | library not loaded | dllnotfoundexception
                    | could not load file or assembly | could not load type
                    | the specified module could not be found | unable to load dll
                    | unable to load dynamic library | undefined symbol | symbol not found | symbol lookup error
                    | glibc_ | glibcxx_ | no required module provides | unresolved import | can't find crate
                    | can't locate * in @inc | can't resolve ' | could not find or load main class
                    | package * does not exist | unmet dependencies | missing dependency | missing dependencies
                    | unresolved dependency | unresolved dependencies | dependency * not found
                    | required dependency | dependency resolution | could not resolve dependencies
                    | could not find artifact | could not resolve all | no matching version found
                    | no matching distribution found | could not find a version that satisfies
                    | err_dlopen_failed | failed to load module | failed to load native library
                    | unable to load native | shared library * not found | is not installed
                    | requires the php extension | call to undefined function
                    | fatal error: uncaught error: class | phar * not found | the required package
                    | is missing from your system | failed to load class | please install | you need to install
                    | did you forget to install | pkg_resources.distributionnotfound | distributionnotfound
                    | extension * is missing | unknown module | unknown locator"""
                ),
                0.93,
                unless=("docker image", "is not installed or disabled as expected"),
            ),
            Sign(
                phrases(
                    """importerror | cannot import name | nosuchmethoderror | nosuchfielderror
                    | abstractmethoderror | incompatibleclasschangeerror | unsupportedclassversionerror
                    | class "* not found | class '* not found | undefined function | not found in module
                    | command not found | executable file not found
                    | not recognized as an internal or external command | version conflict | invalid elf header
                    | versionconflict | <eresolve | peer dep missing | no implementation for
                    | could not load dynamic library | could not load library | failed to import | import error"""
                ),
                0.72,
                unless=("exec:", "starting container", "oci runtime"),
            ),
            Sign(
                phrases(
                    """모듈을 찾을 수 없 | 모듈이 없 | 클래스를 찾을 수 없 | 라이브러리를 찾을 수 없 | 라이브러리가 없 | 패키지를 찾을 수 없 | 의존성을 찾
                    | 의존성이 없 | 의존성 오류 | 의존성 해결 | 기본 클래스 | 공유 라이브러리"""
                ),
                0.9,
            ),
        ),
        look=(_CHANGED, _INTEGRITY),
        remedy="integrity.restore",
    ),
    Cause(
        key="null_dereference",
        severity="high",
        why="the program used a value that is not there (null, None, nil, undefined)",
        apart="segfault is the operating system ending the process; this is the language's own check",
        signs=(
            Sign(
                phrases(
                    """nullpointerexception | null pointer | nullptr dereference | cannot read property
                    | cannot read properties of | cannot set property | cannot set properties of
                    | 'nonetype' object | nonetype' has no | nil pointer dereference
                    | invalid memory address or nil | object reference not set | nullreferenceexception
                    | argumentnullexception | for nil:nilclass | undefined method * for nil
                    | nomethoderror * nil | call to a member function | member function * on null
                    | attempt to read property | property * of non-object
                    | trying to access array offset on value of type null | undefined is not an object
                    | null is not an object | undefined is not a function | is not an object (evaluating
                    | `none` value | option::unwrap() | cannot invoke " | because "* is null
                    | return value of "* is null | cannot destructure property | of undefined (reading
                    | of null (reading | is null or undefined | null check operator used on a null value
                    | unexpectedly found nil | kotlinnullpointer | uninitializedpropertyaccess
                    | attempt to index a nil value | attempt to call a nil value | typeerror: null
                    | null dereference | null object reference | unexpected null"""
                ),
                0.9,
                unless=("kernel null pointer",),
            ),
            Sign(
                phrases(
                    """is null | was null | is undefined | undefined is | is not defined | cannot be null"""
                ),
                0.26,
                unless=("column", "sql", "constraint"),
            ),
            Sign(("널 포인터", "null 참조", "널 참조", "개체 참조가 개체의 인스턴스", "객체 참조"), 0.9),
        ),
        look=(Look("logs.errors", "see the request or record that meets it, and since when"), _CHANGED),
    ),
    Cause(
        key="segfault",
        severity="critical",
        why="the operating system ended the process because of an invalid memory access",
        apart="oom_killed is signal 9; null_dereference is caught by the language; memory hardware can be behind it",
        signs=(
            Sign(
                phrases(
                    """segfault at | <segfault | segmentation fault | segmentation violation | sigsegv | signal 11>
                    | signal: 11> | signal 11 ( | status=11/segv | signal=segv | exit code 139 | exit code: 139
                    | code 139> | exit status 139 | exited (139) | exitcode 139 | exception_access_violation
                    | access violation | 0xc0000005 | invalid memory reference | got signal 11
                    | invalid permissions for mapped object | address not mapped to object | sigbus | signal 7 (
                    | bus error (core"""
                ),
                0.95,
                unless=("[signal sigsegv",),
            ),
            Sign(
                phrases(
                    """general protection | traps: | core dumped | code=dumped | core_dump | sigabrt | signal 6>
                    | signal 6 ( | sigill | sigtrap | stack smashing detected | double free | heap corruption
                    | corrupted size vs. prev_size | malloc(): | free(): invalid | stack overflow
                    | crashed by signal | terminated by signal | exit code 134 | problematic frame
                    | fatal error has been detected by the java runtime | a fatal error has been detected
                    | kernel panic | kernel bug at | unable to handle kernel | null pointer dereference at
                    | <oops: | unexpected signal during runtime | faulting application | faulting module
                    | dumped core | mysqld got signal | mysqld got exception | redis * crashed
                    | child * exit signal | exited on signal"""
                ),
                0.75,
                unless=("signal 9", "signal 15", "signal 1 ", "sigterm"),
            ),
            Sign(
                ("세그멘테이션", "세그먼테이션", "잘못된 메모리 접근", "코어 덤프", "응용 프로그램 오류"),
                0.88,
            ),
            Sign(("<crashed>", "<sigfault>", "<core dump"), 0.38),
        ),
        look=(
            Look("service.status", "see whether the service is back, and how often it crashed"),
            _CHANGED,
            Look("host.resources", "rule out memory errors and limits"),
        ),
        remedy="service.restart",
    ),
    Cause(
        key="config_error",
        severity="high",
        why="a configuration file is wrong: it cannot be parsed, or holds a directive or value that is not accepted",
        apart="missing_file is a file that is not there; permission_denied one that cannot be read",
        signs=(
            Sign(
                phrases(
                    """unknown directive | invalid number of arguments in | directive is not allowed here
                    | directive is duplicate | unexpected "}" | unexpected "{" | unexpected end of file, expecting
                    | is not terminated by | invalid parameter " | invalid value " | invalid command '
                    | perhaps misspelled | ah00526 | ah00013 | ah00534 | syntax error on line
                    | syntax error in configuration | syntax error at | syntax error in file
                    | configuration file * test failed | configuration test failed | config test failed
                    | test is failed | configtest failed | bad directive | bad configuration option
                    | bad configuration | fatal config file error | unrecognized configuration parameter
                    | unknown variable ' | unknown option | unrecognized option | unrecognized directive
                    | unrecognised option | unknown configuration | unknown config | unknown setting
                    | unknown parameter | unknown keyword | unknown key | unknown lvalue | unknown section
                    | invalid value for parameter | contains errors | bad unit file setting | bad-setting
                    | missing '=' | assignment outside of section | invalid section header | duplicate upstream
                    | conflicting server name | host not found in upstream | no "events" section
                    | no "ssl_certificate" | cannot load certificate | invalid log format | parsing [/
                    | fatal errors found in configuration | error(s) found in configuration
                    | could not load pg_hba | invalid connection type | invalid authentication method"""
                ),
                0.93,
                unless=("sql syntax", "at or near", 'near "', "sqlstate", "ora-", "psycopg", "sqlexception"),
                less=("host not found in upstream", "cannot load certificate"),
            ),
            Sign(
                phrases(
                    """failed to parse config | cannot parse config | could not parse config
                    | error parsing config | unable to parse config | error reading config
                    | failed to read config | could not read config | could not load config
                    | unable to load config | failed to load config | error loading config | error in config
                    | errors in config | config error | config file error | configuration error
                    | configuration is invalid | configuration invalid | configuration is not valid
                    | invalid configuration | invalid config | invalid settings | misconfiguration
                    | misconfigured | incorrect configuration | wrong configuration | configurationexception
                    | configexception | configurationerror | configerror | improperlyconfigured
                    | failed to bind properties | could not resolve placeholder | application failed to start
                    | missing required configuration | missing required setting | required configuration
                    | missing configuration | missing config | missing required environment
                    | missing environment variable | environment variable * not set
                    | environment variable * is required | environment variable * required
                    | environment variable * missing | environment variable not found | not configured
                    | must be configured | must be set | you must specify | must be specified
                    | must not be empty setting | createcontainerconfigerror | couldn't find key
                    | additional property | unsupported config option | invalid interpolation | invalid compose
                    | does not match any of the regexes | error unmarshalling | failed to unmarshal
                    | cannot unmarshal | startup failed due to previous errors | property * is invalid
                    | invalid property | invalid option | invalid argument for option | ora-12154 | ora-12514
                    | ora-12505 | could not resolve the connect identifier | cannot parse
                    | parse error in config | parse config | config parse | config: parse"""
                ),
                0.84,
                unless=phrases(
                    """parse date | parse request | cannot parse json response | not configured to | parse number
                    | must be set to null"""
                ),
                less=("ora-12514", "ora-12505", "must be set"),
            ),
            Sign(
                phrases(
                    """yaml: line | yaml.scanner | yaml.parser | scannererror | parsererror | yamlexception
                    | parseerror at | parsing error in | error converting yaml | error parsing yaml
                    | mapping values are not allowed | did not find expected | could not find expected
                    | while parsing a block | while scanning | found character '\\t'
                    | found character that cannot start any token | cannot start any token | tomldecodeerror
                    | toml: line | toml: cannot | toml parse error | missingsectionheader | configparser.
                    | duplicateoptionerror | saxparseexception | parse fatal error | malformed xml
                    | must be terminated by the matching | element type * must be
                    | content is not allowed in prolog | xmlparseentityref | error parsing xml
                    | premature end of document | unexpected token * in json | in json at position
                    | json parse error | jsondecodeerror | expecting property name enclosed
                    | expecting value: line | expecting ',' delimiter
                    | invalid character * looking for beginning | unexpected end of json input | error: hcl
                    | unsupported argument | unsupported block type"""
                ),
                0.68,
                less=("response", "request body", "api"),
            ),
            Sign(("[emerg]",), 0.42, unless=("bind()", "permission denied", "no such file", "open()")),
            Sign(
                phrases(
                    """설정 오류 | 설정 파일 오류 | 설정 파일을 읽을 수 없 | 설정 파일을 해석 | 설정 파일을 파싱 | 설정 파일 파싱 | 설정을 읽을 수 없 | 설정이 잘못
                    | 잘못된 설정 | 구성 오류 | 구성 파일 * 오류 | 구성 파일 * 없는 지시 | 구성 파일을 읽을 수 없 | 구성 파일을 구문 | 구문 오류
                    | 환경 변수가 설정되지 | 환경변수가 설정되지 | 설정값이 잘못 | 잘못된 설정값 | 설정값이 없 | 알 수 없는 지시어 | 잘못된 지시어"""
                ),
                0.85,
                unless=("sql",),
            ),
            Sign(
                (
                    "config * invalid",
                    "invalid * config",
                    "config * fail",
                    "config * error",
                    "syntax error",
                    "parse error",
                    "unable to parse",
                    "failed to parse",
                    "could not parse",
                    "unexpected token",
                    "malformed",
                ),
                0.45,
                unless=("at or near", "sql", "response", "request", "header", "packet", "javascript", "date"),
            ),
        ),
        look=(_INTEGRITY, Look("service.status", "see since when the service does not start"), _CHANGED),
        remedy="integrity.restore",
        adapt=(
            Adapt("warning", phrases("""conflicting server name | the configuration has changed on disk""")),
        ),
    ),
)
