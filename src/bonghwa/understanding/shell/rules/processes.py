"""Programs about processes, memory, processors and the kernel."""

from bonghwa.understanding.shell.rules.model import Operands, changes, forbids, reads, table

N, P = Operands.NAMES, Operands.PROCESSES

PROCESSES = table({
    "ps": reads(check="processes", style="raw"),
    "pgrep pidof pstree pwdx pmap jps uptime w users who whoami id groups last lastb lastlog tty logname nproc lscpu lsmem free vmstat "
    "iostat mpstat pidstat nfsstat nfsiostat tload atopsar numastat lsipc ipcs lsns lsmod modinfo lspci lsusb lshw lshal hwinfo arch uname "
    " runlevel times jstat lslogins lslocks lsirq uuidgen hostid": reads(
        P, check="processes_list"
    ),
    "top htop atop btop slabtop": reads(N, values="-p -u -U -n -d -o -O -s", check="top"),
    "sar sadf": reads(N, {"-o": "changes= writes a data file"}, values="-f -s -e -n -P -i -m -I"),
    "dstat nmon glances": reads(N, {"--output -F": "write", "-f": "changes writes a recording", "-w -s --server --export": "changes opens a door or writes"}),
    "numactl": reads(N, {"--hardware -H --show -s": "reads"}, check="numactl", style="raw"),
    "kill": reads(P, check="kill", style="raw"),
    "killall pkill skill snice killall5": reads(P, check="pkill", style="raw"),
    "xkill": forbids("it kills what somebody clicks on"),
    "renice": changes("it changes the priority of processes"),
    "prlimit": reads(check="prlimit", style="raw"),
    "ulimit": reads(check="ulimit", style="raw"),
    "dmesg": reads(
        N,
        {
            "-c --read-clear -C --clear": "changes clears the kernel's messages",
            "-n --console-level": "changes= changes what the console shows",
            "-D --console-off -E --console-on": "changes changes what the console shows",
            "-F --file -K --kmsg-file": "read",
            "-l --level -f --facility --since --until --time-format --color": "value",
        },
    ),
    "sysctl": reads(check="sysctl", style="raw"),
    "dmidecode biosdecode": reads(N, {"--dump-bin": "write", "--from-dump": "read"}, values="-t -s --type --string"),
    "insmod rmmod kexec depmod": forbids("it changes the running kernel"),
    "modprobe": forbids("it changes the running kernel", {"-n --dry-run --show -c --showconfig --show-depends -D": "reads"}),
    "strace ltrace gdb perf bpftrace trace-cmd": changes("it looks inside running processes", check="tracer", style="raw"),
    "pstack gstack": changes("it stops a process while it looks inside"),
    "gcore": forbids("it writes the whole memory of a process, credentials included"),
    "jstack": reads(P, {"-F": "changes forces a dump that stops the process"}),
    "jmap": reads(check="jmap", style="raw"),
    "jinfo": reads(check="jinfo", style="raw"),
    "jcmd": reads(check="jcmd", style="raw"),
    "java javaw": reads(check="java", style="raw"),
    "javac": changes("it writes compiled files"),
    "crash makedumpfile": forbids("it reads the memory of the kernel"),
    "reboot shutdown halt poweroff init telinit": forbids("it stops the whole host", {"--help": "reads", "-w": "reads"}),
    "wall write mesg": changes("it writes to other people's terminals"),
    "jobs wait fg bg disown": reads(),
    "ipcrm": changes("it removes shared memory"),
    "swapon": changes("it changes swap", options={"-s --summary --show": "reads"}, check="swap"),
    "swapoff": changes("it changes swap", check="swap"),
    "tuned-adm": reads(check="tuned", style="raw"),
    "cpupower": reads(check="first_reads", style="raw"),
    "stress stress-ng ab wrk siege hey fio iozone bonnie++ sysbench iperf iperf3": changes("it loads the machine or the network on purpose"),
    "turbostat": reads(),
    "mcelog ras-mc-ctl": reads(),
    "sensors": reads(N, {"-s --set": "changes writes sensor limits"}),
    "ipmitool": reads(check="ipmitool", style="raw"),
})  # fmt: skip
