"""An OpenTimestamps calendar on loopback for tests, with a stand-in for the Bitcoin node that `ots` asks.

usage: ots_calendar.py       prints "CALENDAR_PORT NODE_PORT", then serves until it is killed.
POST /digest gives a pending proof, POST /mine puts everything pending into one made-up block, and
GET /timestamp/HEX then gives the path to it. The node serves the headers of those blocks.
"""
import hashlib
import http.server
import json
import os
import sys
import threading

from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
from opentimestamps.core.op import OpAppend, OpSHA256
from opentimestamps.core.serialize import BytesSerializationContext
from opentimestamps.core.timestamp import Timestamp, make_merkle_tree

MINED_AT = 1_767_225_600  # 2026-01-01T00:00:00Z: tests know the time to expect.
waiting, mined, headers, guard = [], {}, [bytes(80)], threading.Lock()


def twice(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def serialized(stamp):
    context = BytesSerializationContext()
    stamp.serialize(context)
    return context.getbytes()


def promise(digest):
    stamp = Timestamp(digest)
    tip = stamp.ops.add(OpAppend(os.urandom(16))).ops.add(OpSHA256())
    tip.attestations.add(PendingAttestation(f"http://127.0.0.1:{calendar.server_port}"))
    waiting.append(tip.msg)
    return stamp


def mine():
    leaves = [Timestamp(message) for message in waiting]
    root = make_merkle_tree([leaf.ops.add(OpSHA256()) for leaf in leaves])
    header = (4).to_bytes(4, "little") + twice(headers[-1]) + root.msg
    header += MINED_AT.to_bytes(4, "little") + (0x207FFFFF).to_bytes(4, "little") + bytes(4)
    root.attestations.add(BitcoinBlockHeaderAttestation(len(headers)))
    headers.append(header)
    mined.update({leaf.msg: leaf for leaf in leaves})
    waiting.clear()


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, code, body, kind="application/octet-stream"):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def log_message(self, *_):
        pass


class Calendar(Handler):
    def do_POST(self):
        asked = self.body()
        with guard:
            if self.path == "/digest":
                return self.answer(200, serialized(promise(asked)))
            if self.path == "/mine" and waiting:
                mine()
        self.answer(200, b"")

    def do_GET(self):
        part, _, wanted = self.path.rpartition("/")
        found = mined.get(bytes.fromhex(wanted)) if part == "/timestamp" else None
        if found is None:
            return self.answer(404, b"Pending confirmation in Bitcoin blockchain", "text/plain")
        self.answer(200, serialized(found))


class Node(Handler):
    def do_POST(self):
        call = json.loads(self.body())
        known = {twice(header)[::-1].hex(): header for header in headers}
        method, params = call["method"], call.get("params", [])
        result = {
            "getblockcount": lambda: len(headers) - 1,
            "getblockhash": lambda: list(known)[params[0]],
            "getblockheader": lambda: known[params[0]].hex(),
        }[method]()
        reply = {"result": result, "error": None, "id": call.get("id")}
        self.answer(200, json.dumps(reply).encode(), "application/json")


calendar = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Calendar)
node = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Node)
threading.Thread(target=node.serve_forever, daemon=True).start()
print(calendar.server_port, node.server_port, flush=True)
calendar.serve_forever()
