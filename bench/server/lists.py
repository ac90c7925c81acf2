# SPDX-License-Identifier: Apache-2.0
"""What restrictions cost whoever reads a list: a page of firms over HTTP, for each post of a
made-up city, against the business administrator: the first page with its total, and the next one.

lists.py FILL_FIRMS PROGRAM [RECORDS]

People take turns, so that a busy machine is unfair to nobody. Told is the office's processor time
for an answer, from blocks of requests, since the system counts it in ticks.
"""
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import urllib.parse

from office import cpu_seconds, running, sign_in

fill, program = sys.argv[1:3]
records = sys.argv[3] if len(sys.argv) > 3 else "100000"
BLOCK, ROUNDS = 200, 9
FIRST_ROLE = "Business administrator"
LISTS = (("by number", "limit=50"), ("by name", "limit=50&sort=name"),
         ("newest first", "limit=50&sort=-changed"))


def make_city(folder):
    """Names, passwords and roles of those who may read firms."""
    told = subprocess.run([program, "sample", folder, "--people"], check=True, text=True,
                          stdout=subprocess.PIPE, env={**os.environ, "KECHUANG_LANG": "en"}).stdout
    subprocess.run([fill, folder + "/pack", folder + "/office.kc", "--records", records],
                   check=True)
    people = re.findall(r"^  (\S+)  ([a-z ]+ \d{6})  (.+)$", told, re.M)
    return sorted(people, key=lambda one: one[2] != FIRST_ROLE)


class Reader:
    def __init__(self, port, name, password, role):
        self.role = role
        self.cookie = sign_in(port, name, password)
        self.connection = http.client.HTTPConnection("localhost", port)

    def page(self, query):
        self.connection.request("GET", "/api/v1/records/cn.enterprise?" + query,
                                headers={"Cookie": self.cookie})
        reply = self.connection.getresponse()
        body = reply.read()
        return json.loads(body) if reply.status == 200 else None

    def after(self, query):
        """The page after that, which is not counted anew."""
        return query + "&cursor=" + urllib.parse.quote(self.page(query)["next_cursor"])


def measure(pid, what, questions):
    """One question for each reader, the administrator's first."""
    times = {reader: [] for reader in questions}
    for _ in range(ROUNDS):
        for reader, query in questions.items():
            began = cpu_seconds(pid)
            for _ in range(BLOCK):
                reader.page(query)
            times[reader].append((cpu_seconds(pid) - began) / BLOCK)
    first = statistics.median(next(iter(times.values())))
    for reader, all_times in times.items():
        time = statistics.median(all_times)
        page = reader.page(questions[reader])
        print("%-22s %-26s %6.2f ms  %4.2f  %3d rows of %s" % (
            what, reader.role, time * 1000, time / first, len(page["items"]),
            page["total"] or "those after"), flush=True)


with tempfile.TemporaryDirectory() as folder:
    people = make_city(folder)
    with running(program, folder + "/pack", folder + "/office.kc") as (office, port):
        everybody = [Reader(port, *one) for one in people]
        readers = [one for one in everybody if one.page("limit=1") is not None]
        for what, query in LISTS:
            measure(office.pid, what, {one: query for one in readers})
            measure(office.pid, what + ", next", {one: one.after(query) for one in readers})
