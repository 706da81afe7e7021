"""What the name of a file, or of a member of an archive, says of the chart in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, unquote_to_bytes, urlsplit

from rules.phrases import squeeze, unnumbered

_FURNITURE = re.compile(
    "发布|来源|时间|日期|作者|浏览|点击|阅读|【|上一|下一|分享|打印|首页|当前|您|索引号|发文|信息来源|责任编辑|字号|文号"
    "|版权|友情链接|Copyright|相关(?:链接|文章|新闻|信息)(?:$|:)"
    "|(?:主办|承办|协办|地址|办公地址|电话|联系电话|邮编|技术支持)(?:单位)?:"
)
_ENDING = re.compile(r"\.\w{2,5}$")


def says_something(name: str) -> bool:
    """Whether a name says what it names: 附件1, 新建文件夹, 流程图 and IMG_001 do not."""
    text = re.sub(
        "附件|附图|附表|流程图?|图片?|扫描件?|新建|文件夹?|文档|下载|点击|查看|打开|未命名|截图", "", unnumbered(name)
    )
    return re.search("[一-龥]{3}", text) is not None and not is_furniture(name)


def is_furniture(line: str) -> bool:
    """Whether a line is the page's own: its day, its source, its counter, its breadcrumb."""
    return _FURNITURE.match(squeeze(line)) is not None


def member_name(path: str) -> str:
    """What a member of an archive is called: by its file, or by its folder where the file is only 流程图 or a number."""
    folder, _, file = path.rpartition("/")
    stem, above = _ENDING.sub("", file), folder.rpartition("/")[2]
    return above if not says_something(stem) and says_something(above) else stem


def file_name(url: str) -> str:
    """What a file is called in its address, decoded and without its ending; "" where that is digits, letters or a hash."""
    return next((name for name in _names(url) if says_something(name)), "")


def _names(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    for name in (_decoded(parts.path.rpartition("/")[2]), *(value for _, value in parse_qsl(parts.query))):
        yield _ENDING.sub("", name.strip())


def _decoded(text: str) -> str:
    """Percent signs decoded as UTF-8, or as GBK, as older systems write."""
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return unquote_to_bytes(text).decode("gb18030", errors="replace")
