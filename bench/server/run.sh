#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# How fast the server answers, with wrk on loopback: a cached route, the mix of a page load at 200
# requests a second, and the same while 500 clients send a byte a second.
#   bench/server/run.sh build/release/src/cli/kechuang
# Everything ends by itself within a minute.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=$(realpath "${1:?the kechuang program}")
port=${PORT:-18970}
work=$(mktemp -d)
"$program" serve "$root/packs/xuancheng-2024" --data "$work/office.db" --port "$port" \
    >"$work/log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

started=$(date +%s%N)
until curl -s -o "$work/first" "http://localhost:$port/api/v1/health"; do sleep 0.01; done
printf 'first answer after %d ms\n' $((($(date +%s%N) - started) / 1000000))
address=http://localhost:$port

show() { grep -E 'Requests/sec|50%|99%|Non-2xx' | tr -s ' \n' ' '; echo; }
resident() { awk '/VmRSS/ { printf "resident %d MB\n", $2 / 1024 }' "/proc/$server/status"; }

echo "cached route, 64 connections:"
wrk -t1 -c64 -d6 --latency "$address/api/v1/tasks/xc2024.task.party" | show
resident
echo "page load mix, 200 requests a second:"
python3 "$root/bench/server/page_load.py" "$port" 8
resident
echo "the cached route while 500 clients drip:"
python3 "$root/bench/server/slow_drip.py" "$port" 500 12 &
drip=$!
sleep 1
wrk -t1 -c64 -d6 --latency "$address/api/v1/tasks/xc2024.task.party" | show
wait "$drip"
