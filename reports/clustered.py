"""The cluster that is to visit sites, when one is named on the command line or in gongkai.toml."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from rich.text import Text

from crawler.depot import Depot
from crawler.refusal import Fault, Refusal
from crawler.run import Cluster
from reports.session import Session, Usage
from reports.workspace import Workspace

PASSWORD = re.compile(r"[^/]*://[^/@]*:[^/]*@")


def cluster_of(session: Session, workspace: Workspace) -> Cluster | None:
    """The cluster that is to visit the sites; None: this machine does.

    Raises Usage for a store without a cluster, and Refusal where Dask is not installed or the store is of no known kind
    or named with a password.
    """
    options, named = session.options, workspace.sections.get("cluster", {})
    asked, store = getattr(options, "cluster", None), getattr(options, "store", None)
    scheduler = named.get("scheduler", "") if asked is None else asked
    if not scheduler:
        if store:
            raise Usage("--store 要与 --cluster 一起用")
        return None
    if find_spec("distributed") is None or find_spec("fsspec") is None:
        raise Refusal(
            Fault("没有安装 Dask，不能用集群访问网站", "请安装 gongkai[cluster]；或不写 --cluster，用本机的进程")
        )
    place = store or named.get("store", "") or str(workspace.var / "store")
    place = place if "://" in place else str(Path(place).resolve())
    if PASSWORD.match(place):
        remedy = "请按 fsspec 的说明把口令放在各台机器上（环境变量或配置文件）"
        raise Refusal(Fault("存储的地址里不能写口令：它会留在各台机器的进程表和日志里", remedy))
    try:
        Depot(place)
    except (ValueError, ImportError) as error:
        remedy = "请写各台机器都能读写的目录，或 fsspec 认得的地址（例如 s3://，并安装 s3fs）"
        values = {"store": place, "error": str(error)[:200]}
        raise Refusal(Fault("不认识的存储 {store}：{error}", remedy, values=values)) from None
    return Cluster(scheduler, place, lambda fault: _tell(session, fault))


def _tell(session: Session, fault: Fault) -> None:
    if not session.options.quiet:
        session.err.print(Text(session.wording.fault(fault)), soft_wrap=True)
