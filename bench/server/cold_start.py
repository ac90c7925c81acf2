# SPDX-License-Identifier: Apache-2.0
"""How long an office takes from its start to its first ready answer, and what it holds when idle.

cold_start.py PROGRAM PACK DATABASE [ROUNDS]

The database is made in the first round, which does not count. Wall and CPU time until /readyz
answers 200; after five idle seconds the resident memory and the CPU time of one further second.
Medians. Page caches are warm: "cold" is the process, not the disk.
"""
import os
import re
import signal
import statistics
import subprocess
import sys
import time
import urllib.request

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mib(pid):
    with open(f"/proc/{pid}/status") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024


def one_round(program, pack, database):
    began = time.monotonic()
    office = subprocess.Popen([program, "serve", pack, "--data", database, "--port", "0"],
                              stdout=subprocess.PIPE, env={**os.environ, "KECHUANG_LANG": "en"})
    address = re.search(rb"http://localhost:\d+/", office.stdout.readline()).group().decode()
    with urllib.request.urlopen(address + "readyz") as reply:
        assert reply.status == 200
    wall, cpu = time.monotonic() - began, cpu_seconds(office.pid)
    time.sleep(5)
    memory, before = resident_mib(office.pid), cpu_seconds(office.pid)
    time.sleep(1)
    idle = cpu_seconds(office.pid) - before
    office.send_signal(signal.SIGTERM)
    office.wait()
    return wall * 1000, cpu * 1000, memory, idle * 1000


def main():
    program, pack, database = sys.argv[1:4]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    one_round(program, pack, database)
    columns = zip(*(one_round(program, pack, database) for _ in range(rounds)))
    wall, cpu, memory, idle = (statistics.median(column) for column in columns)
    print("ready after %.0f ms, of it %.0f ms CPU; idle %.1f MiB, %.0f ms CPU a second"
          % (wall, cpu, memory, idle))


main()
