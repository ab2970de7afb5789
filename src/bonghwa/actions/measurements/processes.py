"""sh that watches all processes for a second."""

from typing import Final

WATCH: Final = r"""
# Reads the process table of /proc twice, a second apart, and keeps the top by memory and by processor time.
watch='
function better(a, b, by) { return by[a] > by[b] || (by[a] == by[b] && a < b) }
function print_top(kind, by,    n, pid, best, done) {
    for (n = 0; n < top; n++) {
        best = ""
        for (pid in memory) if (!(pid in done) && (best == "" || better(pid + 0, best + 0, by))) best = pid
        if (best == "") return
        done[best] = 1
        printf "%s %s %.1f %.0f %s\n", kind, best, cpu[best], memory[best], name[best]
    }
}
$1 == "cpu" {
    sum = 0
    for (i = 2; i <= 9; i++) sum += $i
    phase++
    total[phase] = sum
    idle[phase] = $5 + $6
    next
}
match($0, /\(.*\) /) {
    pid = $1
    label = substr($0, RSTART + 1, RLENGTH - 3)
    split(substr($0, RSTART + RLENGTH), field, " ")
    if (phase == 1) { earlier[pid] = field[12] + field[13]; born[pid] = field[20]; next }
    spent = field[12] + field[13] - (born[pid] == field[20] ? earlier[pid] : 0)
    elapsed = total[2] - total[1]
    memory[pid] = field[22] * page
    cpu[pid] = elapsed > 0 ? 100 * cpus * spent / elapsed : 0
    name[pid] = label
}
END {
    if (phase == 2 && total[2] > total[1])
        printf "busy %.1f\n", 100 * (1 - (idle[2] - idle[1]) / (total[2] - total[1]))
    print_top("memory", memory)
    print_top("cpu", cpu)
}'

# say_processes TOP CPUS: cpu_percent, and by_memory and by_cpu as "pid cpu bytes user name".
say_processes() {
    page=$(getconf PAGESIZE 2>/dev/null || echo 4096)
    {
        head -n 1 /proc/stat
        cat /proc/[0-9]*/stat
        sleep 1
        head -n 1 /proc/stat
        cat /proc/[0-9]*/stat
    } 2>/dev/null | LC_ALL=C awk -v top="$1" -v cpus="$2" -v page="$page" "$watch" |
        while read -r kind pid cpu memory name; do
            if [ "$kind" = busy ]; then say cpu_percent "$pid"; continue; fi
            owner=$(stat -c %U "/proc/$pid" 2>/dev/null)
            say "by_$kind" "$pid $cpu $memory ${owner:-?} $name"
        done
}
"""
