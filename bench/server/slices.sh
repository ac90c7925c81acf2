#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Ten million facts: how long until the office answers, how much memory it holds, and how fast one
# indicator's slice comes through the HTTP interface.
#   bench/server/slices.sh build/release [FACTS]
# The database is made in a temporary folder (about 1 GB for ten million) and removed at the end.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$(realpath "${1:?the build folder}")
facts=${2:-10000000}
port=${PORT:-18971}
work=$(mktemp -d)
server=
stop() {
    if [ -n "$server" ]; then kill "$server" 2>/dev/null && wait "$server" || true; fi
    rm -rf "$work"
}
trap stop EXIT

"$build/bench/server/fill_facts" "$root/packs/xuancheng-2024" "$work/office.db" --facts "$facts"
printf '%d facts, %d MB\n' "$facts" $(($(stat -c %s "$work/office.db") / 1048576))
started=$(date +%s%N)
"$build/src/cli/kechuang" serve "$root/packs/xuancheng-2024" --data "$work/office.db" \
    --port "$port" >"$work/log" 2>&1 &
server=$!
until curl -s -o "$work/first" "http://localhost:$port/api/v1/health"; do sleep 0.01; done
printf 'first answer after %d ms\n' $((($(date +%s%N) - started) / 1000000))
awk '/VmRSS/ { printf "resident %d MB\n", $2 / 1024 }' "/proc/$server/status"
python3 "$root/bench/server/slices.py" "$port"
