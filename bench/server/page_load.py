# SPDX-License-Identifier: Apache-2.0
"""What opening the first pages asks for, at 200 requests a second over eight connections.

page_load.py PORT SECONDS
"""
import http.client
import sys
import threading
import time

PATHS = [
    "/", "/api/v1/session", "/api/v1/targets", "/api/v1/tasks", "/api/v1/plan",
    "/api/v1/targets/xc2024.htfirms", "/api/v1/targets/xc2024.htfirms/derivation",
    "/api/v1/targets/xc2024.htfirms/counties", "/api/v1/facts?limit=50", "/api/v1/units",
]
RATE = 200
CONNECTIONS = 8


def client(port, number, until, out):
    connection = http.client.HTTPConnection("localhost", port)
    due = time.monotonic() + number / RATE
    turn = number
    while due < until:
        time.sleep(max(0.0, due - time.monotonic()))
        # From when it was due: a late start is the reader's wait too.
        connection.request("GET", PATHS[turn % len(PATHS)], headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, (answer.status, PATHS[turn % len(PATHS)])
        out.append(time.monotonic() - due)
        due += CONNECTIONS / RATE
        turn += CONNECTIONS + 1


def main():
    port, seconds = int(sys.argv[1]), float(sys.argv[2])
    times = []
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=client, args=(port, i, until, times))
               for i in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    shown = [times[int(len(times) * share)] * 1000 for share in (0.5, 0.95, 0.99)]
    print("%d requests, p50 %.2f ms, p95 %.2f ms, p99 %.2f ms" % (len(times), *shown))


main()
