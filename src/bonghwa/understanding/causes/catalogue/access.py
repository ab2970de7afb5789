"""Causes in who may do what: permissions, credentials, attacks."""

from bonghwa.understanding.causes.cause import Adapt, Cause, Sign, phrases
from bonghwa.understanding.causes.finding import Look

ACCESS = (
    Cause(
        key="permission_denied",
        severity="high",
        why="the account may not do this: file mode, owner, SELinux or AppArmor, or an API's permission",
        apart="auth_failed does not know who you are; here you are known and not allowed",
        signs=(
            Sign(
                phrases(
                    """permission denied | permissiondenied | permission_denied | <eacces | errno 13> | errno: 13>
                    | os error 13> | errcode: 13> | (13: permission denied) | (13)permission denied
                    | permissionerror | access is denied | accessdeniedexception | accessdenied | access denied
                    | unauthorizedaccessexception | access to the path | insufficient permission
                    | insufficient privilege | insufficient access | insufficient_scope | lacks permission
                    | lack of permission | lacks the required permission | does not have permission
                    | do not have permission | don't have permission | doesn't have permission | no permission
                    | not have the required permission | not permitted | operation not permitted | <eperm
                    | errno 1] | os error 1>"""
                ),
                0.88,
                unless=phrases(
                    """access denied for user | publickey | please try again | keyboard-interactive | replay cache
                    | password | access denied: invalid | no_permission_check | not permitted at this time
                    | query execution | is not permitted in | access denied (using"""
                ),
                less=("the rdb file", "rdb file temp", "append only file", "for saving", "background sav"),
            ),
            Sign(
                phrases(
                    """avc: denied | avc:  denied | apparmor="denied" | selinux is preventing | deny(1)
                    | sandbox * deny"""
                ),
                0.78,
                why="a mandatory access control (SELinux, AppArmor, sandbox) refused it",
            ),
            Sign(
                phrases(
                    """is forbidden: user | cannot list resource | cannot get resource | cannot create resource
                    | cannot patch resource | cannot watch resource | cannot update resource
                    | is not authorized to perform | not authorized to perform | not authorized on
                    | not authorized to execute | not authorized to access | user is not authorized
                    | unauthorizedoperation | authorizationexception | accesscontrolexception
                    | authorizationfailed | does not have * access | does not have storage | iam_permission_denied
                    | requires * permission | caller does not have | topicauthorizationexception
                    | groupauthorizationexception | topic_authorization_failed | security_exception
                    | action [* is unauthorized for"""
                ),
                0.88,
            ),
            Sign(
                phrases(
                    """permission denied for | must be owner of | ora-01031 | command denied to user
                    | permission was denied on | must be superuser | er_tableaccess_denied | er_dbaccess_denied
                    | access denied for user '*' to database | to database ' | insufficientprivilege
                    | select command denied"""
                ),
                0.86,
                unless=("using password", "authentication"),
            ),
            Sign(
                phrases(
                    """client denied by server configuration | directory index forbidden | forbidden by rule
                    | access forbidden by rule | symbolic link not allowed | search permissions are missing
                    | ah00035 | ah01630 | ah01276 | ah00037 | autoindex * forbidden
                    | directory index of * is forbidden"""
                ),
                0.9,
                why="the web server's rules do not allow this path",
            ),
            Sign(
                phrases(
                    """403 forbidden | http 403 | status 403 | status code 403 | status=403 | statuscode: 403
                    | httperror: 403 | error 403 | code: 403 | forbidden: | forbiddenexception | <forbidden>"""
                ),
                0.55,
                unless=phrases("""is forbidden: exceeded quota | rate limit | too large | /login"""),
            ),
            Sign(
                phrases(
                    """is not writable | not writeable | not writable | unwritable | is not readable
                    | cannot open * for writing | failed to open stream: permission | not in the sudoers
                    | a password is required | must be run as root | must be root | run as root | only root can
                    | requires root | requires superuser | bad owner or permissions | unprotected private key
                    | bad permissions | insecure permissions | invalid permissions | has group or world access
                    | wrong ownership | has wrong permissions | has wrong ownership | bad ownership"""
                ),
                0.75,
            ),
            Sign(
                phrases(
                    """권한이 없 | 권한이 거부 | 권한 없음 | 권한 부족 | 권한이 부족 | 허가 거부 | 허가가 거부 | 접근이 거부 | 접근 거부 | 액세스가 거부
                    | 접근 권한이 없 | 접근 권한 없 | 권한이 불충분 | 명령을 허용하지 | 허용되지 않은 작업"""
                ),
                0.88,
                unless=("인증", "비밀번호", "암호"),
            ),
            Sign(
                ("<denied>", "<forbidden>", "not allowed", "unauthorised operation"),
                0.36,
                unless=("authenticat", "password", "login", "method not allowed", "not allowed here"),
            ),
        ),
        look=(
            Look("integrity.check", "see whether owner or mode of the file changed"),
            Look(
                "packages.changed", "see whether an update changed owners, policies or the service's account"
            ),
            Look("logs.errors", "find the audit record of the refusal"),
        ),
        remedy="integrity.restore",
        adapt=(
            Adapt(
                "warning",
                phrases(
                    """client denied by server configuration | directory index forbidden | forbidden by rule
                    | ah01630 | ah01276 | directory index of | deny(1) | sandbox * deny
                    | symbolic link not allowed | not in the sudoers | ah00037"""
                ),
            ),
        ),
    ),
    Cause(
        key="auth_failed",
        severity="high",
        why="wrong, missing or expired credentials",
        apart="permission_denied knows who asks; brute_force_login is many of these from outside",
        signs=(
            Sign(
                phrases(
                    """access denied for user | password authentication failed | authentication failed
                    | authentication failure | authentication failures | failed authentication
                    | failed to authenticate | could not authenticate | exception authenticating
                    | error authenticating | failed authenticating | couldn't authenticate
                    | unable to authenticate | cannot authenticate | authenticationfailed
                    | authenticationexception | authentication_error | authenticationerror | auth failed
                    | auth fail | auth error | authentication error | invalid credentials | bad credentials
                    | wrong credentials | incorrect credentials | invalid credential | login failed
                    | failed login | login incorrect | logon failure | ora-01017 | ora-28000 | ora-28001
                    | wrongpass | noauth | err invalid password | client sent auth | invalid password
                    | wrong password | incorrect password | bad password | password incorrect
                    | password is incorrect | password mismatch | username or password | user name or password
                    | username and password not accepted | no password supplied | password expired
                    | password has expired | account is locked | account locked | er_access_denied | error 1045
                    | (1045 | error: 18456 | error 18456"""
                ),
                0.9,
                unless=phrases("""to database ' | 0 authentication failures | certificate | break-in"""),
                less=("authentication handshake",),
            ),
            Sign(
                phrases(
                    """401 unauthorized | http 401 | status 401 | status code 401 | statuscode: 401 | status=401
                    | httperror: 401 | code 401 | error 401 | unauthorized | unauthenticated | not authenticated
                    | authentication required | authentication is required | requires authentication
                    | no basic auth credentials | missing authentication | unauthorizedexception
                    | authorization required | not logged in | login required | credentials are missing
                    | no credentials | missing credentials | could not load credentials
                    | unable to locate credentials | nocredentialproviders | credentialsprovider
                    | credentials not found | could not find credentials | default credentials
                    | cannot find your credentials"""
                ),
                0.72,
                unless=phrases("""is unauthorized for | unauthorizedaccess | unauthorizedoperation"""),
            ),
            Sign(
                phrases(
                    """ident authentication failed | peer authentication failed | no pg_hba.conf entry
                    | pg_hba.conf rejects | role * does not exist | role "*" is not permitted to log in
                    | user * does not exist | unknown user | user unknown | <invalid user> | <illegal user>
                    | user not found | no such user | scram authentication | scram-sha-256 authentication
                    | sasl authentication failed | sasl authentication failure | sasl authentication error
                    | sasl authentication fail | saslauthentication | saslexception
                    | client does not support authentication protocol | caching_sha2_password
                    | er_not_supported_auth_mode | unsupported authentication | authentication plugin
                    | is not allowed to connect to this | er_host_not_privileged | gss initiate failed
                    | gssexception | kinit: | krb5_get_init_creds | krb5kdc_err | krb5krb_ap_err
                    | kerberos authentication | preauthentication failed | preauth failed
                    | clients credentials have been revoked | client not found in kerberos | ldap: error code 49
                    | data 52e | ldap bind failed | invaliddnsyntax | error code 49"""
                ),
                0.78,
                unless=("break-in", "clock skew", "skew too great"),
            ),
            Sign(
                phrases(
                    """permission denied (publickey | permission denied, please try again | failed password for
                    | failed publickey for | failed none for | failed keyboard-interactive
                    | too many authentication failures | authentications that can continue
                    | no more authentication methods | no more user authentication methods
                    | no supported authentication methods | host key verification failed
                    | remote host identification has changed | permission denied in replay cache
                    | authentication tokens | check pass; user unknown"""
                ),
                0.82,
            ),
            Sign(
                phrases(
                    """invalid_grant | invalid_client | invalid_token | invalid token | token expired
                    | token has expired | token is expired | tokenexpired | expiredtoken | expired token
                    | jwt expired | jwtexpired | jwt malformed | jsonwebtokenerror | invalid jwt
                    | expiredsignature | signature has expired | invalid signature | signaturedoesnotmatch
                    | signatureexception | invalidaccesskeyid | invalidclienttokenid
                    | unrecognizedclientexception | security token included | access token expired
                    | access token is expired | access token has expired | invalid access token
                    | access token is invalid | invalid api key | incorrect api key | api key not valid
                    | invalid_api_key | api key is invalid | invalid authentication credentials
                    | invalid x-api-key | csrf token mismatch | invalid authenticity token"""
                ),
                0.75,
                unless=phrases(
                    """requested | refreshed | acquired | issued in the future | used before issued"""
                ),
            ),
            Sign(
                phrases(
                    """535 5.7 | 535 authentication | 534-5.7 | 530 5.7 | 535-5.7 | 530 login
                    | 530 user cannot log in | 530 not logged in | relay access denied | smtp auth
                    | smtpauthenticationerror"""
                ),
                0.8,
            ),
            Sign(
                phrases(
                    """인증 실패 | 인증에 실패 | 인증을 실패 | 인증이 거부 | 인증이 실패 | 인증 오류 | 로그인 실패 | 로그인에 실패 | 로그인하지 못
                    | 비밀번호가 일치하지 | 비밀번호가 틀 | 비밀번호가 올바르지 | 잘못된 비밀번호 | 암호가 틀 | 암호가 일치하지 | 암호가 잘못 | 자격 증명이 * 잘못
                    | 잘못된 자격 증명 | 자격 증명이 올바르지 | 자격 증명이 거부 | 자격 증명을 확인 | 자격증명이 * 잘못 | 잘못된 자격증명 | 자격증명이 올바르지
                    | 계정이 잠 | 인증되지 않은 | 토큰이 만료 | 사용자를 인증할 수 없 | 사용자명/비밀번호가 부적합 | 로그온이 거절 | 로그온할 수 없"""
                ),
                0.88,
                unless=("인증서",),
            ),
            Sign(
                ("authenticat * fail", "fail * authenticat", "credential", "login * fail", "bad token"),
                0.4,
                unless=("loaded", "success"),
            ),
        ),
        look=(
            Look("security.audit", "see locked and expired accounts"),
            Look("logs.errors", "see since when: a changed password or an expired one"),
            Look(
                "integrity.check", "see whether the file that holds the reference to the credential changed"
            ),
        ),
        adapt=(
            # A single refused login from outside is everyday life; a service that cannot log in is down.
            Adapt(
                "warning",
                phrases(
                    """sshd | ssh2 | klogind | ftpd | pam_unix | kerberos authentication failed | rlogin | telnet
                    | gdm | login[ | su[ | su(pam | sudo: | dovecot | postfix | failed password for
                    | failed none for | <invalid user> | , client: | vsftpd | xrdp"""
                ),
            ),
        ),
    ),
    Cause(
        key="brute_force_login",
        severity="high",
        why="many failed logins in a row: somebody tries passwords",
        apart="auth_failed once or twice is a typing error or a wrong configuration of one client",
        signs=(
            Sign(
                phrases(
                    """failed password for | authentication failure; | <invalid user> | <illegal user>
                    | failed none for | check pass; user unknown | authentication failed for | failed login
                    | login failed | login incorrect | user unknown | kerberos authentication failed
                    | couldn't authenticate user | failed publickey | auth failed | an account failed to log on
                    | password mismatch | no such user | 로그인 실패 | 비밀번호 오류 | relay=* authentication failed
                    | bad username"""
                ),
                0.9,
                beside=phrases(
                    """ssh | pam_ | (pam | ftp | <from> | rhost | imap | pop3 | smtp | rdp | [client | 4625 | 접속 ip | 외부"""
                ),
                unless=phrases(
                    """password authentication failed for user | access denied for user
                    | kerberos authentication failed | fatal:  password | jdbc"""
                ),
                at_least=4,
                why="many logins failed in a row",
            ),
            Sign(
                phrases(
                    """possible break-in attempt | maximum authentication attempts exceeded
                    | error: maximum authentication | more authentication failure
                    | message repeated * failed password | repeated login failures | excessive login failures
                    | too many failed login | too many login failures | too many failed | max login attempts
                    | too many authentication failures | ignoring max retries | brute force | brute-force
                    | bruteforce | dictionary attack | possible attack | scan from | fail2ban * ban> | ] ban>
                    | login attempts exceeded | consecutive failed login | connection flood"""
                ),
                0.9,
            ),
            Sign(
                phrases(
                    """failed password for invalid user | failed password for root | invalid user * from
                    | illegal user * from | input_userauth_request: invalid user | received disconnect * [preauth]
                    | connection closed by * [preauth] | did not receive identification string
                    | authentication failure; * rhost="""
                ),
                0.55,
                at_least=3,
                why="logins fail for names that nobody here has",
            ),
            Sign(
                phrases(
                    """failed password for invalid user | failed password for root | invalid user * from
                    | input_userauth_request: invalid user | [preauth] | did not receive identification string"""
                ),
                0.25,
            ),
            Sign(
                phrases(
                    """무차별 대입 | 반복된 로그인 실패 | 로그인 시도 횟수 | 로그인 실패 횟수 | 비밀번호 오류 횟수"""
                ),
                0.88,
            ),
        ),
        look=(
            Look("security.audit", "see accounts, listening ports and recently changed programs"),
            Look("logs.extract", "list the sources of the failed logins, and whether one succeeded"),
        ),
    ),
)
