#!/usr/bin/env bash
# A private PostgreSQL for one run of the tests: `start FILE` writes its address into FILE, `stop
# FILE` ends it. Unix socket only, in a folder that nobody else can enter, without waiting for the
# disk. It also ends by itself when the test run that started it is gone.
set -euo pipefail

action=$1
address_file=$(realpath -m -- "$2")

# initdb refuses to be root; the package has made a user for it.
as_owner() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
    else
        "$@"
    fi
}

programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)

# In memory where that is plentiful, in GiB: the tests make and leave behind a hundred thousand
# tables, each of them a few files.
place() {
    local free room
    free=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo)
    room=$(df --output=avail -B 1G /dev/shm 2>/dev/null | tail -n 1)
    if [ "${KC_TEST_POSTGRES_FSYNC:-off}" = off ] && [ "$free" -ge 6 ] && [ "${room:-0}" -ge 6 ] &&
        [ "$(stat -f -c %T /dev/shm)" = tmpfs ]
    then
        echo /dev/shm
    else
        echo "${TMPDIR:-/tmp}"
    fi
}

stop() {
    local folder
    folder=$(cat "$address_file.folder" 2>/dev/null) || return 0
    (cd "$folder" && as_owner "$programs/pg_ctl" -D "$folder/data" -m immediate -w stop) || true
    rm -rf "$folder" "$address_file" "$address_file.folder"
}

start() {
    local folder run
    stop >/dev/null 2>&1
    if [ -z "$programs" ]; then
        echo "no PostgreSQL server here: apt install postgresql-15" >&2
        exit 1
    fi
    folder=$(mktemp -d "$(place)/kc-pg-XXXXXX")
    printf '%s\n' "$folder" >"$address_file.folder"
    if [ "$(id -u)" = 0 ]; then chown postgres: "$folder"; fi
    cd "$folder"
    # ICU and locales play no part: texts are ordered by their bytes.
    as_owner "$programs/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C \
        --no-sync --data-checksums >"$folder/initdb.log"
    cat >>"$folder/data/postgresql.conf" <<END
listen_addresses = ''
unix_socket_directories = '$folder'
unix_socket_permissions = 0700
fsync = ${KC_TEST_POSTGRES_FSYNC:-off}
max_connections = 200
shared_buffers = 64MB
max_wal_size = 256MB
END
    as_owner "$programs/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w start \
        >"$folder/start.log"
    printf 'postgresql:///postgres?host=%s&user=postgres\n' "$folder" >"$address_file"

    # The run that called us: it may be killed before it can call stop.
    run=$PPID
    (
        exec </dev/null >/dev/null 2>&1
        while kill -0 "$run" 2>/dev/null && [ -d "$folder/data" ]; do sleep 2; done
        if [ "$(cat "$address_file.folder" 2>/dev/null)" = "$folder" ]; then stop; fi
    ) &
    disown
}

"$action"
