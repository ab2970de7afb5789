# Read by bin/startup.sh and bin/shutdown.sh of each service. Plain POSIX sh.
# Expects: service_home, the directory of the service.

shop_home=$(cd "$service_home/../.." && pwd -P)
service=${service_home##*/}
pid_file=$service_home/run/$service.pid
output=$service_home/logs/$service.out

. "$shop_home/conf/environment.sh"

case $service in
    worker) probe=127.0.0.1:$WORKER_PORT/health ;;
    front) probe=127.0.0.1:$FRONT_PORT/status ;;
    *) probe= ;;
esac

# True while the recorded process is ours; a number reused by another program, or a zombie, is not.
running() {
    pid=$(cat "$pid_file" 2>/dev/null) || return 1
    case $pid in '' | *[!0-9]*) return 1 ;; esac
    if [ -r /proc/self/cmdline ]; then
        command=$(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") || return 1
    else
        command=$(ps -o args= -p "$pid" 2>/dev/null) || return 1
    fi
    case "$command " in
        *"bonghwa.demo.victim.$service --home $shop_home "*) return 0 ;;
    esac
    return 1
}

short_sleep() {
    sleep 0.05 2>/dev/null || sleep 1
}

start_service() {
    if running; then
        echo "$service is already running (pid $pid)"
        return 0
    fi
    mkdir -p "$service_home/run" "$service_home/logs"
    cd "$shop_home" || return 1
    nohup "$PYTHON" -m "bonghwa.demo.victim.$service" --home "$shop_home" \
        --front-port "$FRONT_PORT" --worker-port "$WORKER_PORT" </dev/null >>"$output" 2>&1 &
    pid=$!
    echo "$pid" >"$pid_file"
    if "$PYTHON" -m bonghwa.demo.victim.ready "$pid" "$probe"; then
        echo "$service started (pid $pid)"
        return 0
    fi
    kill -KILL "$pid" 2>/dev/null
    rm -f "$pid_file"
    echo "$service did not start; its logs in $shop_home/logs and $service_home/logs say why" >&2
    return 1
}

stop_service() {
    if ! running; then
        rm -f "$pid_file"
        echo "$service is not running"
        return 0
    fi
    kill -TERM "$pid"
    rounds=0
    while running; do
        rounds=$((rounds + 1))
        [ "$rounds" -eq 100 ] && kill -KILL "$pid"
        if [ "$rounds" -gt 200 ]; then
            echo "$service (pid $pid) does not end" >&2
            return 1
        fi
        short_sleep
    done
    rm -f "$pid_file"
    echo "$service stopped (pid $pid)"
}
