# SPDX-License-Identifier: Apache-2.0
"""One indicator slice after the other through the HTTP interface, none of them asked for twice.

slices.py PORT
"""
import http.client
import json
import sys
import time
import urllib.parse

port = int(sys.argv[1])
connection = http.client.HTTPConnection("localhost", port)


def get(path):
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, (answer.status, path, body[:200])
    return json.loads(body)


def report(what, times, rows):
    times.sort()
    shown = [times[int(len(times) * share)] * 1000 for share in (0.5, 0.95, 0.99)]
    print("%-44s %6d rows  p50 %6.2f ms  p95 %6.2f ms  p99 %6.2f ms" % (what, rows, *shown))


def codes():
    cursor = ""
    while True:
        page = get("/api/v1/indicators?limit=200" + cursor)
        for one in page["items"]:
            yield one["code"]
        if not page["next_cursor"]:
            return
        cursor = "&cursor=" + urllib.parse.quote(page["next_cursor"])


def measure(what, suffix, filled):
    times, rows = [], 0
    for code in filled:
        began = time.perf_counter()
        answer = get("/api/v1/indicators/%s/slice?%s" % (code, suffix))
        times.append(time.perf_counter() - began)
        rows += len(answer["rows"])
    report(what, times, rows)


every = list(codes())
def has_figures(code):
    rows = get("/api/v1/indicators/%s/slice?period=2020-06" % code)["rows"]
    return bool(rows) and rows[0]["value"] is not None


filled = [c for c in every if has_figures(c)]
print("%d of %d indicators have figures" % (len(filled), len(every)))
measure("the city in one month", "period=2021-05", filled)
measure("the city and its counties, every month", "children=true", filled)
measure("the city and its counties, one year", "children=true&period=2022", filled)
