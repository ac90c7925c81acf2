# SPDX-License-Identifier: Apache-2.0
"""Clients that begin a request and then send a byte a second, and how many of them were cut.

slow_drip.py PORT CLIENTS SECONDS
"""
import socket
import sys
import time


def is_cut(client):
    client.settimeout(0.05)
    try:
        while client.recv(4096):
            pass
        return True
    except TimeoutError:
        return False
    except OSError:
        return True


def main():
    port, count, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    clients = [socket.create_connection(("localhost", port)) for _ in range(count)]
    for client in clients:
        client.sendall(b"GET /api/v1/targets HTTP/1.1\r\nHost: localhost\r\nX: ")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for client in clients:
            try:
                client.send(b"a")
            except OSError:
                pass
        time.sleep(1)
    print("%d of %d slow clients cut" % (sum(map(is_cut, clients)), count))


main()
