"""Guarded files as patterns: `*` stays within one name, `**` crosses directories."""

SECRET_PLACES = (
    "/etc/shadow", "/etc/shadow-", "/etc/gshadow", "/etc/gshadow-", "/etc/shadow.*", "/etc/security/opasswd",
    "/etc/sudoers", "/etc/sudoers.d/**", "/etc/ssh/ssh_host_*_key", "/etc/krb5.keytab", "/etc/master.passwd",
    "/etc/ppp/*-secrets", "/etc/ipsec.secrets", "/etc/ipsec.d/**", "/etc/wireguard/**", "/etc/openvpn/**",
    "/etc/NetworkManager/system-connections/**", "/etc/wpa_supplicant/**", "/etc/ldap.secret", "/etc/sssd/sssd.conf",
    "/etc/pki/tls/private/**", "/etc/pki/private/**", "/etc/ssl/private/**", "/etc/letsencrypt/live/**",
    "/etc/letsencrypt/archive/**", "/etc/kubernetes/*.conf", "/etc/kubernetes/pki/**", "/etc/rancher/**",
    "/var/lib/kubelet/**", "/var/lib/rancher/**", "/run/secrets/**", "/var/run/secrets/**", "/run/credentials/**",
    "/proc/*/environ", "/proc/*/mem", "/proc/*/auxv", "/proc/*/fd/*", "/proc/*/task/*/environ", "/proc/*/task/*/mem",
    "/proc/*/map_files/*", "/proc/kcore", "/proc/kmem", "/dev/mem", "/dev/kmem", "/dev/port", "/dev/sd*", "/dev/vd*",
    "/dev/xvd*", "/dev/nvme*", "/dev/hd*", "/dev/dm-*", "/dev/md*", "/dev/mapper/*", "/dev/vg*/**", "/dev/loop*",
    "/dev/disk/**", "/dev/input/**", "/var/lib/sss/**", "/var/lib/jenkins/secrets/**", "/var/lib/docker/**",
    "/var/lib/containerd/**", "/var/lib/etcd/**", "/var/lib/vault/**", "/var/spool/mail/**", "/var/mail/**", "/swapfile",
    "/swap.img", "/var/lib/postgresql/**/pg_authid*", "/etc/shadow~", "/var/backups/shadow*", "/var/backups/gshadow*",
    "/root/anaconda-ks.cfg", "/var/lib/cloud/**/user-data*", "/etc/docker/key.json", "/etc/raddb/**",
    "/etc/freeradius/**", "/etc/samba/private/**", "/var/lib/samba/private/**", "/etc/exim4/passwd.client",
    "/etc/postfix/sasl_passwd*", "/etc/cups/passwd*", "/etc/mysql/debian.cnf", "/etc/grub.d/*password*",
    "/var/lib/NetworkManager/*secret*", "/sys/kernel/security/**", "/sys/firmware/efi/efivars/**", "/etc/machine-id",
    "/var/crash/**", "/var/lib/systemd/coredump/**",
)  # fmt: skip
"""Secrets that have one fixed place."""

SECRET_FILES = (
    "**/.ssh/**", "**/id_rsa*", "**/id_dsa*", "**/id_ecdsa*", "**/id_ed25519*", "**/identity.key", "**/.pgpass", "**/.my.cnf",
    "**/.mylogin.cnf", "**/.netrc", "**/_netrc", "**/.git-credentials",
    "**/.git/config", "**/.gitconfig.local", "**/.aws/**", "**/.azure/**",
    "**/.config/gcloud/**", "**/.kube/**", "**/kubeconfig*", "**/.docker/config.json", "**/.npmrc", "**/.pypirc", "**/.yarnrc*",
    "**/.gem/credentials", "**/.vault-token", "**/.vault_pass*", "**/rclone.conf", "**/.s3cfg", "**/.boto", "**/.env", "**/.env.*",
    "**/*.env", "**/.envrc", "**/.htpasswd*", "**/htpasswd*", "**/.gnupg/**", "**/.password-store/**", "**/.bash_history*",
    "**/.zsh_history*", "**/.sh_history*", "**/.ash_history*", "**/.ksh_history*", "**/.history*", "**/.mysql_history*",
    "**/.psql_history*", "**/.python_history*", "**/.rediscli_history*", "**/.sqlite_history*", "**/.dbshell", "**/.mongorc.js",
    "**/.lesshst*", "**/.viminfo*", "**/.node_repl_history*", "**/.irb_history*", "**/fish_history*", "**/.wget-hsts",
    "**/.config/gh/hosts.yml", "**/.config/hub", "**/.terraform.d/credentials*", "**/.cargo/credentials*", "**/.m2/settings*.xml",
    "**/.gradle/gradle.properties", "**/.Xauthority", "**/.ICEauthority", "**/.mozilla/**", "**/tomcat-users.xml", "**/wp-config.php",
    "**/terraform.tfstate*", "**/*.tfvars", "**/credentials", "**/credentials.*", "**/secrets", "**/secrets.*", "**/secret.*",
    "**/secrets/**", "**/*secret*.y*ml", "**/*credential*", "**/passwords*", "**/password.*", "**/*passwd.txt", "**/*password*.txt",
    "**/shadow", "**/shadow.bak", "**/master.key", "**/unseal*", "**/vault*.y*ml", "**/jboss-cli.xml", "**/mgmt-users.properties",
    "**/.svn/auth/**", "**/.subversion/auth/**", "**/Login Data*", "**/logins.json", "**/keyring*", "**/*.kdbx", "**/SAM", "**/ntds.dit",
    "**/service-account*.json", "**/serviceaccount/token", "**/initialAdminPassword", "**/hudson.util.Secret",
)  # fmt: skip
"""Secrets known by their name wherever they lie."""

SECRET_ENDINGS = (
    "**/*.key", "**/*_key", "**/*-key", "**/*key.pem", "**/*key*.pem", "**/*priv*.pem", "**/*.p12", "**/*.pfx", "**/*.jks",
    "**/*.keystore", "**/*.jceks", "**/*.ppk", "**/*.p8", "**/*.keytab", "**/*.ovpn", "**/*.asc", "**/*.gpg", "**/server.pem",
    "**/*.der.key",
)  # fmt: skip
"""Secrets known by the end of their name; a plain `*` in a log directory does not mean them."""

SECRET_DUMPS = ("**/core", "**/core.*", "**/*.hprof", "**/*.dmp", "**/*.core")
"""Memory of programs: may be written where an operator wants it, never shown."""

PUBLIC_EXCEPTIONS = (
    "**/*.pub", "**/.ssh/known_hosts*", "**/.ssh/config", "**/*pub*.pem", "**/RPM-GPG-KEY*", "/etc/apt/**", "/usr/share/keyrings/**",
    "/dev/mapper/control", "/var/lib/docker/containers/*/*-json.log", "/etc/machine-id",
)  # fmt: skip

SECRET_DIRECTORIES = (
    "/", "/etc", "/root", "/home", "/home/me", "/proc", "/proc/self", "/dev", "/run", "/var", "/var/lib", "/var/run", "/var/spool",
    "/etc/ssh", "/etc/ssl", "/etc/pki", "/etc/kubernetes", "/etc/security", "/var/lib/kubelet", "/etc/letsencrypt", "/sys",
    "/etc/ppp", "/etc/NetworkManager", "/var/backups", "/var/lib/jenkins", "/etc/pki/tls", "/home/*", "/proc/*",
)  # fmt: skip
"""Directories with secrets somewhere below; reading them whole is disclosure."""

UNWRITABLE = (
    "/etc/passwd*", "/etc/shadow*", "/etc/group*", "/etc/gshadow*", "/etc/subuid*", "/etc/subgid*", "/etc/sudoers", "/etc/sudoers.d/**",
    "/etc/sudo.conf", "/etc/doas.conf", "/etc/ssh/**", "/etc/pam.d/**", "/etc/pam.conf", "/etc/security/**", "/etc/cron*", "/etc/cron*/**",
    "/etc/anacrontab", "/etc/at.*", "/etc/systemd/**", "/etc/init.d/**", "/etc/init/**", "/etc/inittab", "/etc/rc*", "/etc/rc*/**",
    "/etc/ld.so*", "/etc/ld.so*/**", "/etc/profile", "/etc/profile.d/**", "/etc/bash*", "/etc/zsh*", "/etc/zsh/**", "/etc/csh*",
    "/etc/environment", "/etc/environment.d/**", "/etc/hosts.allow", "/etc/hosts.deny", "/etc/hosts.equiv", "/etc/selinux/**",
    "/etc/apparmor*/**", "/etc/audit/**", "/etc/audisp/**", "/etc/rsyslog*", "/etc/rsyslog.d/**", "/etc/fstab", "/etc/crypttab",
    "/etc/nsswitch.conf", "/etc/resolv.conf", "/etc/login.defs", "/etc/securetty", "/etc/shells", "/etc/modprobe*", "/etc/modprobe.d/**",
    "/etc/modules*", "/etc/modules-load.d/**", "/etc/udev/**", "/etc/polkit-1/**", "/etc/dbus-1/**", "/etc/krb5*", "/etc/sssd/**",
    "/etc/yum.repos.d/**", "/etc/yum.conf", "/etc/dnf/**", "/etc/apt/**", "/etc/pki/**", "/etc/ssl/**", "/etc/kubernetes/**", "/etc/grub*",
    "/etc/grub.d/**", "/etc/default/grub", "/etc/default/useradd", "/etc/skel/**", "/etc/xinetd*", "/etc/xinetd.d/**", "/etc/inetd.conf",
    "/etc/firewalld/**", "/etc/iptables/**", "/etc/sysconfig/iptables*", "/etc/sysconfig/selinux", "/etc/nftables*", "/etc/ufw/**",
    "/etc/fail2ban/**", "/etc/docker/**", "/etc/containerd/**", "/etc/logrotate.conf", "/etc/logrotate.d/**", "/etc/update-motd.d/**",
    "/etc/NetworkManager/**", "/etc/network/**", "/etc/sysconfig/network-scripts/**", "/etc/binfmt.d/**", "/etc/tmpfiles.d/**",
    "/etc/sysusers.d/**", "/etc/alternatives/**", "/etc/X11/**", "/etc/xdg/**", "/etc/gitconfig", "/etc/exports", "/etc/aliases",
    "/boot", "/boot/**", "/bin", "/bin/**", "/sbin", "/sbin/**", "/lib", "/lib/**", "/lib32/**", "/lib64", "/lib64/**", "/usr", "/usr/bin/**",
    "/usr/sbin/**", "/usr/lib/**", "/usr/lib64/**", "/usr/libexec/**", "/usr/share/**", "/usr/local/bin/**", "/usr/local/sbin/**",
    "/usr/local/lib/**", "/usr/local/etc/**", "/usr/include/**", "/efi/**", "/proc/**", "/sys/**", "/dev/**", "/var/spool/cron/**",
    "/var/spool/at/**", "/var/spool/anacron/**", "/var/log/messages*", "/var/log/secure*", "/var/log/syslog*", "/var/log/auth.log*",
    "/var/log/audit/**", "/var/log/wtmp*", "/var/log/btmp*", "/var/log/lastlog", "/var/log/utmp*", "/var/log/journal/**", "/var/run/utmp",
    "/run/utmp", "/run/systemd/**", "/run/udev/**", "/var/run/docker.sock", "/run/docker.sock", "/var/lib/rpm/**", "/var/lib/dpkg/**",
    "/var/lib/kubelet/**", "/var/lib/docker/**", "/var/lib/etcd/**", "/var/lib/pgsql/**", "/var/lib/postgresql/**", "/var/lib/mysql/**",
    "/var/lib/mongo*/**", "/var/lib/redis/**", "/var/lib/systemd/**", "/var/lib/sudo/**", "/var/lib/AccountsService/**", "/root", "/root/**",
    "**/.ssh/**", "**/.ssh", "**/.bashrc", "**/.bash_profile", "**/.bash_login", "**/.bash_logout", "**/.bash_aliases", "**/.profile",
    "**/.zshrc", "**/.zshenv", "**/.zprofile", "**/.kshrc", "**/.cshrc", "**/.tcshrc", "**/.login", "**/.logout", "**/.inputrc",
    "**/.vimrc", "**/.exrc", "**/.viminfo", "**/.emacs*", "**/.gitconfig", "**/.git/hooks/**", "**/.git/config", "**/.forward",
    "**/.rhosts", "**/.shosts", "**/.config/autostart/**", "**/.config/systemd/**", "**/.config/fish/**", "**/.pam_environment",
    "**/.psqlrc", "**/.my.cnf", "**/.pgpass", "**/.kube/**", "**/.aws/**", "**/.gnupg/**", "**/.netrc", "**/.curlrc", "**/.wgetrc",
    "**/.npmrc", "**/.bash_history*", "**/.zsh_history*", "**/.mysql_history*", "**/.psql_history*", "**/authorized_keys*", "**/.xinitrc",
    "**/.xsession", "**/.xprofile", "**/sitecustomize.py", "**/usercustomize.py", "**/pg_hba.conf", "**/.local/share/systemd/**",
)  # fmt: skip
"""Files that decide who may do what, what starts by itself, or what the system is."""

ANYBODYS = ("/tmp/", "/var/tmp/", "/dev/")  # noqa: S108  # places that are judged, not used
"""Where anybody may have put a file."""

WIDE_DIRECTORIES = (
    "/", "/app", "/bin", "/boot", "/data", "/dev", "/etc", "/home", "/lib", "/lib32", "/lib64", "/media", "/mnt", "/opt", "/proc", "/root",
    "/run", "/sbin", "/srv", "/sys", "/usr", "/usr/bin", "/usr/lib", "/usr/lib64", "/usr/local", "/usr/local/bin", "/usr/sbin",
    "/usr/share", "/var", "/var/lib", "/var/log", "/var/spool", "/var/cache", "/var/www", "/var/run", "/var/opt", "/usr/libexec", "/Users",
)  # fmt: skip

GUARDED_DIRECTORIES = (
    "/etc", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/usr", "/boot", "/dev", "/proc", "/sys", "/root", "/var/lib", "/var/spool", "/run",
    "/var/log/audit", "/var/log/journal",
)  # fmt: skip
"""Sweeping through anything below these harms the whole host."""

HARMLESS_SINKS = frozenset(
    {
        "/dev/null",
        "/dev/stdout",
        "/dev/stderr",
        "/dev/tty",
        "/dev/fd/1",
        "/dev/fd/2",
        "/proc/self/fd/1",
        "/proc/self/fd/2",
    }
)

DISPOSABLE = r"(?i)(?:/|\b|_)(?:tmp|temp|cache|old|bak|backup|trash|work|releases?|archive|logs?|expired|stage|staging|unused)(?:\b|_|[-.]?\d)[^\n]*/[^/]+\Z|/[^/]*(?:old|bak|tmp|temp|cache|20\d{6})[^/]*\Z"
"""A directory below such a name, or with such a name itself, is a copy or a leftover."""
