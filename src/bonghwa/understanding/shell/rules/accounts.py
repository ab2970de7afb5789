"""Accounts, privileges, security controls and secrets."""

from bonghwa.understanding.shell.rules.model import Operands, changes, forbids, reads, table, verbs

A = Operands.ACCOUNTS

ACCOUNTS = table({
    "useradd adduser": changes("it adds an account", A, check="account"),
    "usermod userdel deluser": changes("it changes an account", A, check="account"),
    "groupadd addgroup groupmod": changes("it changes groups", A, check="account"),
    "groupdel delgroup gpasswd groupmems": changes("it changes groups", A, check="account"),
    "chpasswd newusers chgpasswd": forbids("it sets passwords"),
    "passwd": forbids("it changes how somebody logs in", {"-S --status": "reads"}),
    "chage": changes("it changes when a password expires", A, {"-l --list": "reads"}),
    "chsh chfn": forbids("it changes an account"),
    "faillock pam_tally2 faillog": reads(A, {"--reset -r": "changes resets failed logins", "-m -l": "changes= changes limits"}, values="-u --user"),
    "pwck grpck": changes("it may repair account files", options={"-r": "reads"}),
    "pwconv pwunconv grpconv": forbids("it rewrites the account files"),
    "newgrp login": forbids("it opens a session with other rights"),
    "sestatus getenforce getsebool seinfo sesearch aa-status apparmor_status ausearch aureport aulast aulastlog matchpathcon": reads(
        A, {"-if --input": "read"}, values="-m -ts -te -k -ua -ui -p -c -x -n -f --start --end --message", check="names"
    ),
    "setenforce aa-disable aa-complain aa-teardown": forbids("it switches a security control off"),
    "setsebool": changes("it changes a security setting"),
    "semodule load_policy fixfiles": forbids("it changes the security policy", {"-l --list": "reads"}),
    "auditctl": changes("it changes what is recorded", options={"-l -s": "reads", "-e -D -d -W --reset-lost --reset_backlog_wait_time": "forbidden switches recording off"}),
    "augenrules": forbids("it changes what is recorded", {"--check": "reads"}),
    "history fc": forbids("the history of commands holds credentials and must stay as it is"),
    "keytool": reads(check="keytool", style="raw"),
    "gpg gpg2": reads(check="gpg", style="raw"),
    "gpg-agent gpgconf pass secret-tool kwallet-query keyctl security ksu aws-vault chamber sops berglas doppler infisical op bw lpass gopass": forbids("it hands out credentials"),
    "certutil certtool": reads(options={"-A -D -M -F -G -R -N -W --modify": "changes changes a key store", "-K -o": "forbidden shows keys", "-d -n -h": "value"}),
    "certbot acme.sh": reads(check="first_reads", style="raw"),
    "update-ca-trust update-ca-certificates trust": changes("it changes which certificates are trusted", options={"list": "reads"}),
    "kinit kpasswd kadmin kadmin.local ktutil": forbids("it handles login tickets"),
    "klist": reads(options={"-K": "forbidden shows keys"}),
    "vault": verbs({"status version": reads(), "*": forbids("it hands out or changes credentials")}),
    "consul": reads(check="first_reads", style="raw"),
    "ldapsearch ldapadd ldapmodify ldapdelete ldappasswd": changes("it reads or changes the directory", check="any_secret"),
    "sssctl realm adcli net": reads(check="first_reads", style="raw"),
    "lynis chkrootkit rkhunter clamscan": reads(options={"--propupd --update --remove --move --copy -l --log": "changes changes or removes files"}),
    "john hashcat hydra medusa msfconsole msfvenom mimikatz sqlmap linpeas linpeas.sh": forbids("it is a tool for breaking in"),
    "alias": reads(check="alias", style="raw"),
    "umask": reads(most=0),
    "update-alternatives alternatives": forbids("it changes which program a name means", {"--display --list --query --get-selections": "reads"}),
    "ldconfig": changes("it changes which libraries are loaded", options={"-p --print-cache": "reads"}),
    "ldd": changes("it may run the program that it looks at"),
    "authselect authconfig pam-auth-update": forbids("it changes how people log in", {"current list --test": "reads"}, style="single"),
})  # fmt: skip
