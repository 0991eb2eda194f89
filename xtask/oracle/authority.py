"""A time-stamping authority on loopback for tests: HTTP around `openssl ts -reply`.

usage: authority.py DIR    DIR holds authority.cnf, signer.pem, signer.key, root.pem, serial.
Prints the port it took, then serves until it is killed.
"""
import http.server
import os
import subprocess
import sys
import tempfile

os.chdir(sys.argv[1])


class Answer(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        query = self.rfile.read(int(self.headers["Content-Length"]))
        with tempfile.NamedTemporaryFile() as asked, tempfile.NamedTemporaryFile() as reply:
            asked.write(query)
            asked.flush()
            command = ["openssl", "ts", "-reply", "-config", "authority.cnf"]
            command += ["-queryfile", asked.name, "-out", reply.name]
            subprocess.run(command, check=True, capture_output=True)
            body = reply.read()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
print(server.server_port, flush=True)
server.serve_forever()
