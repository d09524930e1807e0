"""A sign-in service on loopback, as an office would run one: OpenID Connect with two people to choose from."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "townbase", "not-a-secret"
PEOPLE = {"zhao": "zhao@example.org", "qian": "qian@example.org", "li": "li@example.org"}


@contextmanager
def signing_in() -> Iterator[str]:
    """Its address, for as long as the context lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.address = f"http://127.0.0.1:{server.server_port}"
    server.key, server.codes = RSAKey.generate_key(2048, {"kid": "one"}), {}
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.address
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        there = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(there.query).items()}
        if there.path == "/.well-known/openid-configuration":
            at = self.server.address
            self._json({"issuer": at, "authorization_endpoint": f"{at}/authorize", "token_endpoint": f"{at}/token", "jwks_uri": f"{at}/keys",
                        "id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"], "response_types_supported": ["code"]})  # fmt: skip
        elif there.path == "/keys":
            self._json({"keys": [self.server.key.as_dict(private=False)]})
        elif there.path == "/authorize" and "as" not in query:
            links = "".join(f'<p><a href="{self.path}&as={who}">{who}</a></p>'.replace("&", "&amp;") for who in PEOPLE)
            self._send(200, "text/html", f"<!doctype html><title>登录服务</title>{links}".encode())
        elif there.path == "/authorize":
            code = secrets.token_hex(8)
            self.server.codes[code] = query
            self.send_response(302)
            self.send_header("location", f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']}, quote_via=quote)}")
            self.end_headers()
        else:
            self._send(404, "text/plain", b"")

    def do_POST(self):
        form = {key: values[0] for key, values in parse_qs(self.rfile.read(int(self.headers["content-length"])).decode()).items()}
        asked = self.server.codes.pop(form.get("code"), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if asked is None or asked.get("code_challenge") != proof:
            self._send(400, "application/json", b'{"error": "invalid_grant"}')
            return
        now, who = int(time.time()), asked["as"]
        claims = {"iss": self.server.address, "aud": CLIENT, "sub": who, "iat": now, "exp": now + 600, "nonce": asked["nonce"],
                  "email": PEOPLE[who], "email_verified": True, "name": who}  # fmt: skip
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.server.key)
        self._json({"access_token": secrets.token_hex(8), "token_type": "Bearer", "expires_in": 600, "id_token": token})

    def _json(self, value):
        self._send(200, "application/json", json.dumps(value).encode())

    def _send(self, status, kind, body):
        self.send_response(status)
        self.send_header("content-type", f"{kind}; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
