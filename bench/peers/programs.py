"""Programs that mirror or check sites, as their manuals would have them started for a whole site."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from bench.peers import Job, Peer

FAST = "[checking]\nmaxrequestspersecond=100000\nthreads=10\nrecursionlevel=-1\n[output]\nlog=none\nstatus=0\n"


def _wget2(job: Job) -> Sequence[str]:
    return ["wget2", "--mirror", "--quiet", f"--directory-prefix={job.folder}", *job.addresses]


def _httrack(job: Job) -> Sequence[str]:
    """Without its limits on speed and connections, and without its index and cache."""
    hosts = [f"+{urlsplit(home).netloc}/*" for home in job.addresses]
    unlimited = ["--disable-security-limits", "--max-rate=0", "--connection-per-second=0", "--sockets=8"]
    return ["httrack", *job.addresses, "-O", str(job.folder), "--quiet", "-C0", "-I0", *unlimited, *hosts]


def _linkchecker(job: Job) -> Sequence[str]:
    settings = job.folder / "linkcheckerrc"
    settings.write_text(FAST, "utf-8")
    job.folder.chmod(0o755)  # as root, it becomes another user
    return ["linkchecker", f"--config={settings}", *job.addresses]


def _linkinator(job: Job) -> Sequence[str]:
    return ["linkinator", *job.addresses, "--recurse", "--format", "csv", "--verbosity", "none"]


PEERS = (
    Peer("wget2 --mirror", _wget2, "wget2"),
    Peer("httrack", _httrack, "httrack"),
    Peer("linkinator", _linkinator, "linkinator"),
    Peer("linkchecker", _linkchecker, "linkchecker"),
)
