"""TLS servers on loopback whose certificates, versions or ciphers are at fault, and a crawl that trusts our own authority."""

import datetime
import os
import socket
import ssl
import subprocess
import sys
import threading
import warnings
from contextlib import ExitStack, contextmanager, suppress
from ipaddress import ip_address

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.crawler.faults import Seen, read_back
from tests.crawler.hostile import MISSING, reply
from tests.crawler.little_site import page

HOST = "127.0.0.1"
HOME = page(title="安全").encode()
NO_COMMON_CIPHER = bytes.fromhex("15030300020228")  # the fatal alert handshake_failure
YEAR = datetime.timedelta(days=365)


def context(certificate, chain=True):
    """A server's context with a certificate of trustme's, with or without what stands between it and the root."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with ExitStack() as stack:
        key = stack.enter_context(certificate.private_key_pem.tempfile())
        pems = certificate.cert_chain_pems
        leaf = stack.enter_context(pems[0].tempfile())
        for pem in pems[1:] if chain else ():
            pem.write_to_path(leaf, append=True)
        made.load_cert_chain(leaf, key)
    return made


def self_signed(folder):
    """A context with a certificate that only vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    alone = x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - YEAR, now + YEAR)
    certificate = builder.add_extension(alone, critical=False).sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "self_signed.pem"
    path.write_bytes(private + certificate.public_bytes(pem))
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(path)
    return made


def only(version, certificate):
    """A context that speaks one old version of TLS."""
    made = context(certificate)
    made.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        made.minimum_version = made.maximum_version = version
    return made


def contexts(authority, folder):
    """A context for each fault of TLS; None for a server that shares no cipher with anyone."""
    now = datetime.datetime.now(datetime.UTC)
    good = authority.issue_cert(HOST)
    return {
        "sound": context(good),
        "f10-expired": context(authority.issue_cert(HOST, not_before=now - 2 * YEAR, not_after=now - YEAR)),
        "f11-self-signed": self_signed(folder),
        "f11-wrong-host": context(authority.issue_cert("www.other.example")),
        "f11-incomplete-chain": context(authority.create_child_ca().issue_cert(HOST), chain=False),
        "f12-tls10-only": only(ssl.TLSVersion.TLSv1, good),
        "f12-tls11-only": only(ssl.TLSVersion.TLSv1_1, good),
        "f13-unknown-cipher-only": None,
    }


class Server:
    """One port. `flips` makes it speak http, too, and send each to the other for ever."""

    def __init__(self, how, flips=False):
        self._how, self._flips = how, flips
        self._listener = socket.create_server((HOST, 0))
        self.origin = f"{HOST}:{self._listener.getsockname()[1]}"
        self.log = []
        self._thread = threading.Thread(target=self._accept)
        self._serving = []
        self._thread.start()

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.settimeout(3)
            self._serving.append(threading.Thread(target=self._serve, args=(connection,)))
            self._serving[-1].start()

    def _serve(self, connection):
        with connection, suppress(OSError, IndexError):
            secure = connection.recv(1, socket.MSG_PEEK) == b"\x16"
            if self._how is None:
                connection.recv(4096)
                connection.sendall(NO_COMMON_CIPHER)
            elif secure:
                with self._how.wrap_socket(connection, server_side=True) as wrapped:
                    self._answer(wrapped, secure)
            else:
                self._answer(connection, secure)

    def _answer(self, connection, secure):
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(4096)
            if not piece:
                return
            head += piece
        path = head.split(b" ")[1].decode()
        self.log.append((secure, path))
        if path != "/":
            connection.sendall(MISSING)
        elif self._flips:
            other = "http" if secure else "https"
            connection.sendall(reply(302, [("Location", f"{other}://{self.origin}/")]))
        else:
            connection.sendall(reply(body=HOME) if secure else reply(400))

    def close(self):
        """Stops."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        for thread in self._serving:
            thread.join()


@contextmanager
def serve_securely(folder):
    """Servers by fault, and the file with the authority that signed for most of them."""
    authority = trustme.CA()
    trusted = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    servers = {fault: Server(how) for fault, how in contexts(authority, folder).items()}
    servers["f14-flip-loop"] = Server(context(authority.issue_cert(HOST)), flips=True)
    try:
        yield servers, trusted
    finally:
        for server in servers.values():
            server.close()


CRAWL = """
import sys
from pathlib import Path
from tests.crawler.faults import visit

if __name__ == "__main__":
    visit(Path(sys.argv[1]), dict(each.split("=") for each in sys.argv[2:]))
"""


def visit_trusting(folder, homes, trusted) -> Seen:
    """Crawls in a program of its own that trusts this authority: programs learn whom to trust when they start."""
    arguments = [sys.executable, "-c", CRAWL, str(folder), *(f"{key}={home}" for key, home in homes.items())]
    environment = {**os.environ, "SSL_CERT_FILE": str(trusted), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=60, check=False)
    seen = read_back(folder, homes)
    seen.died = done.stderr[-500:] if done.returncode else ""
    return seen
