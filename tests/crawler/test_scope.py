"""Which addresses may be touched."""

from ipaddress import ip_network

import pytest

from crawler.border import Border
from crawler.families import Lead
from crawler.scope import AddressPolicy, Scope, absolute, address_key, parts

LOOPBACK = (
    "http://127.0.0.1/ http://127.1/ http://2130706433/ http://0x7f.1/ http://0177.0.0.1/ http://[::1]/ http://127.0.0.1./ "
    "http://[::ffff:7f00:1]/ http://[::ffff:127.0.0.1]/ http://①②⑦.0.0.1/ http:\\\\127.0.0.1\\ http://0/ http://a@127.0.0.1/"
).split()
INSIDE = (
    "http://10.1.2.3/ http://192.168.0.1/ http://172.16.0.1/ http://169.254.169.254/ http://100.100.100.200/ "
    "http://[fe80::1]/ http://[fc00::1]/ http://[64:ff9b::7f00:1]/ http://[2002:7f00:1::]/ http://224.0.0.1/ "
    "http://[::ffff:0:10.0.0.1]/ http://[fec0::1]/ http://[64:ff9b:1:a00:0:100::]/ http://[4000::1]/ http://[3fff::1]/ "
    "http://[2001:0:a00:1::]/ http://168.63.129.16/ http://192.0.0.192/ http://[::ffff:168.63.129.16]/ http://192.88.99.1/"
).split()


@pytest.fixture(autouse=True)
def unremembered():
    """What an earlier test asked is not answered from memory."""
    parts.cache_clear()
    address_key.cache_clear()


def host(url):
    return parts(url).host


@pytest.mark.parametrize("url", [*LOOPBACK, *INSIDE])
def test_machines_inside_are_refused_in_every_spelling(url):
    assert AddressPolicy.is_numeric(host(url))
    assert not AddressPolicy().permits(host(url))


def test_what_is_public_or_allowed_is_permitted():
    assert all(
        map(AddressPolicy().permits, ("8.8.8.8", "::ffff:8.8.8.8", "64:ff9b::808:808", "2400:3200::1", "240e::1"))
    )
    assert not AddressPolicy.is_numeric("www.example.gov.cn")
    loopback = AddressPolicy((ip_network("127.0.0.0/8"),))
    assert all(loopback.permits(host(url)) for url in LOOPBACK if url not in ("http://[::1]/", "http://0/"))
    assert not loopback.permits("10.0.0.1")
    assert not loopback.permits("localhost")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("[::1]", "loopback"),
        ("::", "private"),
        ("::2", "private"),  # 0.0.0.2
        ("[::ffff:7f00:1]", "loopback"),
        ("[fe80::1%25eth0]", "link_local"),
        ("169.254.169.254", "metadata"),
        ("fd00:ec2::254%eth0", "metadata"),
        ("[64:ff9b::a9fe:a9fe]", "metadata"),
        ("169.254.0.1", "link_local"),
        ("2002:a00:1::", "private"),
        ("224.0.0.1", "other"),
    ],
)
def test_each_machine_is_of_one_kind_in_every_spelling(address, kind):
    assert AddressPolicy.kind(address) == kind


def test_what_only_looks_like_a_number_is_a_name():
    names = ("1.2.3.4.cn", "x1.2.3.4", "X1.2.3.4X", "(::1)", "1.2.3", "")
    assert [name for name in names if AddressPolicy.is_numeric(name) or AddressPolicy().permits(name)] == []
    assert AddressPolicy().permits("[240e::1]")
    assert AddressPolicy().permits("[240e::1%eth0]")
    assert not AddressPolicy().permits("X240e::1X")


@pytest.mark.parametrize(
    "url", ["ftp://a.cn/", "file:///etc/passwd", "javascript:1", "data:,x", "http://", "a/b", "gopher://a/"]
)
def test_other_schemes_are_no_addresses(url):
    assert parts(url) is None


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../c.htm#x", "http://a.cn/c.htm"),
        ("\\d\\e.htm", "http://a.cn/d/e.htm"),
        ("//b.cn/x", "http://b.cn/x"),
        ("http:\\\\b.cn\\x", "http://b.cn/x"),
        ("http://a.cn@evil.cn/", "http://evil.cn/"),
        ("?q=中", "http://a.cn/l/index.htm?q=%D6%D0"),
        ("中.htm", "http://a.cn/l/%E4%B8%AD.htm"),
        ("javascript:void(0)", ""),
    ],
)
def test_links_mean_what_they_mean_in_a_browser(href, expected):
    assert absolute(href, "http://a.cn/l/index.htm", "gb18030") == expected


def test_a_query_is_written_in_utf_8_unless_the_page_says_otherwise_and_what_a_coding_lacks_is_a_question_mark():
    assert absolute("?q=中", "http://a.cn/l") == "http://a.cn/l?q=%E4%B8%AD"
    assert absolute("?q=中\U0001f600", "http://a.cn/l", "gbk") == "http://a.cn/l?q=%D6%D0?"
    assert (
        absolute("?a=中&b=1!$'()*+,-./:;=?@_~%41[]", "http://a.cn/")
        == "http://a.cn/?a=%E4%B8%AD&b=1!$%27()*+,-./:;=?@_~%41[]"
    )
    assert absolute("?q=中?b", "http://a.cn/l", "gbk") == "http://a.cn/l?q=%D6%D0?b"
    assert absolute("?q={a}|^`", "http://a.cn/l", "gbk") == "http://a.cn/l?q={a}|^`"
    assert absolute(" c?d?e ", "http://a.cn/") == "http://a.cn/c?d?e"
    assert absolute("x", "no address") == ""


@pytest.mark.parametrize("label", ["xn--", "xn--pokxncvks", "xn--a", "xn--abc-", "xn--zn7c"])
def test_what_stands_for_no_name_in_a_browser_is_no_host(label):
    assert parts(f"http://www.{label}.cn/") is None
    assert absolute(f"//{label}/", "http://a.cn/") == ""
    assert parts("http://xn--fiqs8s.xn--55qw42g/").host == parts("http://中国.公益/").host


def test_a_site_is_a_host_with_its_twin_a_port_and_a_folder():
    site = Scope("http://www.a.gov.cn:8080/hbj/index.html")
    assert site.covers("http://a.gov.cn:8080/hbj/x.htm")
    assert site.covers("https://www.a.gov.cn:8080/hbj")
    assert not site.covers("http://www.a.gov.cn/hbj/x.htm")
    assert not site.covers("http://www.a.gov.cn:8080/hbj2/x.htm")
    assert not site.covers("http://www.a.gov.cn:8080/HBJ/x.htm")
    assert site.same_host("http://a.gov.cn:8080/upload/1.pdf")
    assert not site.same_host("http://a.gov.cn.evil.cn:8080/hbj/")


@pytest.mark.parametrize(
    ("home", "prefix"),
    [
        ("http://a/", "/"),
        ("http://a", "/"),
        ("http://a/hbj", "/hbj/"),
        ("http://a/b/i.jsp?x=1", "/b/"),
        ("http://a/g/index", "/g/"),
    ],
)
def test_the_folder_of_a_home(home, prefix):
    assert Scope(home).prefix == prefix


def test_two_spellings_of_one_address_have_one_key():
    same = (
        "http://a.cn/X/ https://www.a.cn/X/index.html http://a.cn/X/index.shtml http://a.cn/X/;jsessionid=1A#y".split()
    )
    assert len({address_key(url) for url in same}) == 1
    different = (
        "http://a.cn/X http://a.cn/x/ http://a.cn/X/index.jsp http://a.cn:81/X/ http://a.cn/X/?index.html".split()
    )
    assert len({address_key(url) for url in different}) == 5
    assert address_key("http://a.cn/l?sid=7&p=1") != address_key("http://a.cn/l?sid=8&p=1")


def test_a_visit_takes_in_the_folder_where_its_home_was_found_and_no_more():
    home, other = "http://a.cn/czj/", Scope("http://a.cn/hbj/")
    landed = ["http://a.cn/czjweb/index.html", "http://a.cn/hbj/1.html", "http://a.cn/index.html", "http://b.cn/x/"]
    border = Border(home, [other], landed)
    urls = ("czj/1.html", "czjweb/2/1.html", "hbj/1.html", "1.html")
    assert [border.covers(f"http://a.cn/{url}") for url in urls] == [True, True, False, False]


@pytest.mark.parametrize(
    ("url", "label", "is_one"),
    [
        ("http://xxgk.yc.gov.cn/czj/", "信息公开", True),
        ("http://xxgk.yc.gov.cn/czj/", "天气预报", False),
        ("http://www.hlj.gov.cn/", "省政府信息公开", False),
        ("http://www.gov.cn/", "政务公开", False),
    ],
)
def test_a_way_to_what_is_disclosed_elsewhere_in_the_same_government(url, label, is_one):
    assert Border("http://czj.yc.gov.cn/", ()).is_disclosure(Lead(url, label)) == is_one
