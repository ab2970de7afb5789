"""Service managers, journals, schedulers, time."""

from bonghwa.understanding.shell.rules.model import Operands, Rule, changes, forbids, reads, table, verbs

S, N = Operands.SERVICES, Operands.NAMES

_UNIT_OPTIONS = "-t --type --state -p --property -n --lines -o --output -H --host -M --machine --root --image -P --kill-whom -s --signal --what --job-mode --when --preset-mode"


def _systemctl() -> Rule:
    return verbs(
        {
            "status show cat is-active is-enabled is-failed is-system-running list-units list-unit-files list-timers list-sockets list-jobs "
            "list-dependencies list-paths list-automounts list-machines get-default show-paths help": reads(
                S, {"-H --host": "host"}, values=_UNIT_OPTIONS, check="service_look"
            ),
            "show-environment": forbids("it shows environment variables, credentials among them"),
            "start stop restart reload try-restart reload-or-restart try-reload-or-restart condrestart force-reload "
            "enable reenable disable mask unmask preset reset-failed kill set-property freeze thaw clean revert daemon-reload "
            "add-wants add-requires": changes(
                "it changes services", S, values=_UNIT_OPTIONS, check="service_change"
            ),
            "edit": changes("it opens an editor on a service's definition", S),
            "link": forbids("it adds a service definition from somewhere else"),
            "reboot poweroff halt kexec soft-reboot suspend hibernate hybrid-sleep rescue emergency default isolate exit switch-root "
            "daemon-reexec suspend-then-hibernate": forbids("it stops or switches the whole host"),
            "set-environment import-environment unset-environment": forbids(
                "it changes what every service loads"
            ),
            "set-default": forbids("it changes what the host starts"),
            "log-level log-target service-log-level service-log-target": changes("it changes logging"),
        },
        {"-H --host": "host", "-M --machine": "value", "--root --image": "changes= works on another system"},
        values="-t --type --state -p --property -n --lines -o --output -s --signal -P",
        bare=reads(),
    )


SERVICES = table({
    "systemctl": _systemctl(),
    "service invoke-rc.d rc-service": reads(check="service", style="raw"),
    "/etc/init.d": reads(check="init_script", style="raw"),
    "chkconfig": reads(check="chkconfig", style="raw"),
    "update-rc.d rc-update sysv-rc-conf ntsysv": changes("it changes what starts with the host"),
    "initctl start stop restart reload status": reads(check="upstart", style="raw"),
    "journalctl": reads(
        N,
        {
            "--vacuum-size --vacuum-time --vacuum-files": "changes= throws old journal entries away",
            "--rotate --flush --sync --relinquish-var --smart-relinquish-var --update-catalog": "changes changes the journal",
            "--setup-keys --interval --verify-key --force": "forbidden changes how the journal is sealed",
            "--cursor-file": "write",
            "--verify": "flag",
            "-D --directory --file --root --image -i": "read",
            "-o --output -u --unit --user-unit -n --lines -p --priority -S --since -U --until -g --grep -t --identifier -b --boot -c --cursor --after-cursor "
            "-F --field -M --machine --output-fields --facility --namespace -T --exclude-identifier": "value",
        },
    ),
    "systemd-analyze": reads(check="first_reads", style="raw"),
    "systemd-cgtop systemd-cgls systemd-delta systemd-detect-virt systemd-path systemd-escape systemd-resolve": reads(N, {"--flush-caches --reset-statistics --set-dns": "changes changes the resolver"}),
    "systemd-run": changes("it starts something as a service", check="systemd_run", style="raw"),
    "systemd-tmpfiles systemd-sysusers systemd-firstboot systemd-nspawn machinectl": forbids("it changes the host as a whole"),
    "loginctl": verbs({
        "list-sessions list-users list-seats session-status user-status show-session show-user show-seat seat-status": reads(values="-p --property -n -o"),
        "terminate-session terminate-user kill-session kill-user lock-session lock-sessions unlock-session": changes("it ends or locks sessions"),
        "enable-linger disable-linger": forbids("it lets programs survive a logout"),
    }, bare=reads()),
    "hostnamectl": verbs({"status show": reads(), "set-hostname hostname set-icon-name set-chassis set-deployment set-location": changes("it renames the host")}, bare=reads(), values="-p"),
    "timedatectl": verbs({"status show timesync-status show-timesync list-timezones": reads(values="-p"), "set-time set-timezone set-ntp set-local-rtc": changes("it changes the clock")}, bare=reads()),
    "localectl": verbs({"status list-locales list-keymaps": reads(), "set-locale set-keymap": changes("it changes the language")}, bare=reads()),
    "resolvectl": verbs({"status query statistics service": reads(), "flush-caches reset-statistics": changes("it empties a cache"), "dns domain": reads(most=1), "monitor": reads()}, bare=reads()),
    "coredumpctl": verbs({"list info": reads(), "dump gdb debug": forbids("it shows the memory of a process, credentials included")}, bare=reads()),
    "bootctl": verbs({"status list is-installed": reads(), "install update remove set-default set-oneshot": forbids("it changes how the host starts")}, bare=reads()),
    "supervisorctl": verbs({"status avail pid version": reads(), "tail": reads(), "start stop restart signal reload update reread add remove clear": changes("it changes services", S), "shutdown": changes("it stops every service"), "fg": changes("it takes a program to the foreground")}, {"-c --configuration": "changes= takes another configuration"}, values="-s -u -p"),
    "monit": verbs({"status summary report": reads(), "start stop restart monitor unmonitor reload quit validate": changes("it changes services", S)}, {"-c": "changes= takes another configuration"}),
    "pm2": verbs({
        "list ls l status show describe info jlist prettylist ping": reads(),
        "logs": reads(values="--lines"),
        "env": forbids("it shows environment variables, credentials among them"),
        "restart reload stop start delete scale reset flush save gracefulReload sendSignal": changes("it changes services", S),
        "kill unstartup startup resurrect install": changes("it changes every service"),
    }),
    "svstat": reads(),
    "sv s6-svc svc": reads(check="runit", style="raw"),
    "apachectl httpd apache2ctl apache2": reads(check="web_server", style="raw"),
    "nginx": reads(check="web_server", style="raw"),
    "haproxy": changes("it starts or changes the proxy", options={"-c -v -vv": "reads", "-f": "read"}, check="haproxy"),
    "named-checkconf named-checkzone": reads(),
    "sshd": changes("it starts a login server", options={"-t -T": "reads", "-f -C -o": "value"}),
    "visudo": forbids("it edits who may become root", {"-c --check": "reads", "-f": "value"}),
    "vipw vigr sudoedit": forbids("it edits accounts or protected files"),
    "postconf": reads(N, {"-e -X -#": "changes edits the mail configuration"}, check="no_assignment"),
    "postqueue mailq": reads(N, {"-f -i -s": "changes sends mail that waits"}, values="-c"),
    "postsuper postcat": changes("it changes or shows mail"),
    "mail mailx mutt sendmail swaks msmtp": forbids("it sends data out of the host"),
    "crontab": reads(check="crontab", style="raw"),
    "at batch": reads(check="at", style="raw"),
    "atq": reads(),
    "atrm": changes("it removes a scheduled job"),
    "anacron run-parts": changes("it runs jobs", options={"--test --list": "reads"}),
    "chronyc": reads(check="first_reads", style="raw"),
    "ntpq ntpstat": reads(check="ntpq"),
    "ntpdate chronyd ntpd hwclock rdate": reads(check="clock", style="raw"),
    "date": reads(N, {"-s --set": "changes= sets the clock", "-f --file": "read", "-d --date -r --reference -I": "value"}, check="date"),
    "hostname dnsdomainname domainname nisdomainname": reads(N, {"-F --file -b --boot": "changes renames the host"}, most=0),
    "startup.sh shutdown.sh": changes("it starts or stops an application server"),
    "version.sh configtest.sh": reads(),
    "catalina.sh": reads(check="catalina", style="raw"),
    "standalone.sh zkServer.sh jboss-cli.sh": reads(check="last_status", style="raw"),
    "rabbitmqctl rabbitmq-diagnostics": reads(check="rabbitmq", style="raw"),
    "rabbitmqadmin": reads(check="rabbitmqadmin", style="raw"),
    "kafka-topics.sh kafka-consumer-groups.sh kafka-configs.sh": reads(check="kafka", style="raw"),
    "tuxedo tmadmin tmboot tmshutdown": changes("it changes an application server"),
    "lsnrctl": verbs({"status services version": reads(), "start stop reload": changes("it changes the listener")}),
    "fail2ban-client": verbs({"status ping version get": reads(), "start stop restart reload set unban add": forbids("it changes a security control")}),
    "logger": changes("it writes into the system log"),
    "systemd-cat systemd-notify": changes("it writes into the system log"),
    "zabbix_agentd zabbix_sender": changes("it speaks for the monitoring", check="zabbix", style="raw"),
    "zabbix_get": reads(values="-s -p -I -k -t", check="zabbix"),
    "php-fpm": changes("it starts an application server", options={"-t -tt -v -m -i": "reads", "-d -c -y": "forbidden= takes other settings"}),
    "testparm": reads(),
    "varnishstat varnishadm": reads(check="first_reads", style="raw"),
    "squidclient": reads(check="first_reads", style="raw"),
    "promtool amtool": reads(check="first_reads", style="raw"),
})  # fmt: skip
