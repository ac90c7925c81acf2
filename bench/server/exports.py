# SPDX-License-Identifier: Apache-2.0
"""A long list of records taken out of a running office over HTTP, in each format.

exports.py FILL_RECORDS PROGRAM [RECORDS] [FOLDER]

Of each export: seconds until the first byte and until the last, processor time of the office, size,
and how far its memory went up at most (VmHWM, set back before each). Then one that is left in the
middle: after how long nothing of it remains. The folder, with the filled database, is kept when it
is named, and used again.
"""
import os
import re
import subprocess
import sys
import tempfile
import time

from office import cpu_seconds, get, password_of, running, set_up, sign_in

fill, program = sys.argv[1:3]
records = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
scratch = None if len(sys.argv) > 4 else tempfile.TemporaryDirectory()
folder = sys.argv[4] if len(sys.argv) > 4 else scratch.name
pack, database = folder + "/pack", folder + "/office.db"


def memory_mib(pid, which):
    with open(f"/proc/{pid}/status") as file:
        return int(re.search(which + r":\s+(\d+)", file.read()).group(1)) / 1024


def measure(office, port, cookie, what, query):
    with open(f"/proc/{office.pid}/clear_refs", "w") as file:
        file.write("5")
    before, cpu, began = memory_mib(office.pid, "VmRSS"), cpu_seconds(office.pid), time.monotonic()
    reply = get(port, "/api/v1/records/bench.firm/export?" + query, cookie).getresponse()
    first = time.monotonic() - began
    assert reply.status == 200, reply.read(2_000)
    size = lines = 0
    while piece := reply.read(1 << 20):
        size += len(piece)
        lines += piece.count(b"\n")
    assert size == int(reply.headers["Content-Length"])
    print("%-24s first byte %6.1f s, last %6.1f s, %6.1f s CPU, %7.1f MiB, %9d lines, memory "
          "+%5.1f MiB" % (what, first, time.monotonic() - began, cpu_seconds(office.pid) - cpu,
                          size / 2**20, lines, memory_mib(office.pid, "VmHWM") - before),
          flush=True)


def leave(office, port, cookie):
    connection = get(port, "/api/v1/records/bench.firm/export?format=csv", cookie)
    time.sleep(3)
    connection.close()
    left, cpu = time.monotonic(), -1.0
    while cpu != cpu_seconds(office.pid):
        cpu = cpu_seconds(office.pid)
        time.sleep(0.5)
    print("left after 3 s: at rest %.1f s later, %d temporary files" % (
        time.monotonic() - left - 0.5,
        len([one for one in os.listdir(folder + "/tmp") if one.startswith("kechuang-")])))


os.makedirs(folder + "/tmp", exist_ok=True)
if not os.path.exists(database):
    began = time.monotonic()
    subprocess.run([fill, pack, database, "--records", str(records)], check=True)
    print("%d records written in %.0f s" % (records, time.monotonic() - began), flush=True)
with running(program, pack, database, TMPDIR=folder + "/tmp") as (office, port):
    set_up(port)
    cookie = sign_in(port, "business", password_of("business"))
    for kind in ("csv", "json", "xlsx"):
        measure(office, port, cookie, kind, "format=" + kind)
    measure(office, port, cookie, "csv, sorted by name", "format=csv&sort=name")
    leave(office, port, cookie)
