# SPDX-License-Identifier: Apache-2.0
"""An office for a measurement: the real program on a free port, asked over HTTP."""
import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")
ROLES = ("system", "security", "audit", "business")


@contextlib.contextmanager
def running(program, pack, database, **environment):
    """The process and its port; ended with the block."""
    office = subprocess.Popen(
        [program, "serve", pack, "--data", database, "--port", "0"], stdout=subprocess.PIPE,
        env={**os.environ, "KECHUANG_LANG": "en", **environment})
    try:
        yield office, int(re.search(rb"http://localhost:(\d+)/", office.stdout.readline()).group(1))
    finally:
        office.send_signal(signal.SIGTERM)
        office.wait()


def cpu_seconds(pid):
    """User and system time so far, counted by the system in ticks of some 10 ms."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def password_of(name):
    return "four unrelated words for " + name[::-1]


def post(port, path, body):
    connection = http.client.HTTPConnection("localhost", port)
    connection.request("POST", path, json.dumps(body), {
        "Content-Type": "application/json", "Idempotency-Key": "bench-%d" % time.time_ns()})
    reply = connection.getresponse()
    text = reply.read()
    assert reply.status in (200, 201, 409), (reply.status, text)
    return reply


def set_up(port):
    """The four administrators, where there are none yet."""
    post(port, "/api/v1/setup", {"administrators": [
        {"role": role + "_administrator", "name": role, "password": password_of(role)}
        for role in ROLES]})


def sign_in(port, name, password):
    """A cookie for `get`."""
    reply = post(port, "/api/v1/session", {"name": name, "password": password})
    return reply.headers["Set-Cookie"].split(";")[0]


def get(port, path, cookie):
    """A connection on which the question was asked."""
    connection = http.client.HTTPConnection("localhost", port)
    connection.request("GET", path, headers={"Cookie": cookie})
    return connection
