"""Faults 17–40: answers that are challenges, lies, malformed, endless or too large."""

from itertools import pairwise

import pytest

from crawler.snapshot import Reason
from tests.crawler.faults import CLEAR, GOOD, check, path_of, row, scenes_of, visit
from tests.crawler.hostile import World, redirect, reply, served
from tests.crawler.hostile_answers import ANSWERS, EXTRA, LARGE, MALFORMED
from tests.crawler.little_site import TEXT, page, settings


def crawled(rows, folder, **extra):
    scenes = scenes_of(rows)
    scenes |= {name: scenes.get(name, {}) | paths for name, paths in extra.items()}
    with World(scenes) as world:
        return world, visit(folder, {name: world[name].home for name in scenes})


@pytest.fixture(scope="module")
def malformed(tmp_path_factory):
    return crawled(MALFORMED, tmp_path_factory.mktemp("malformed"))


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    return crawled(LARGE, tmp_path_factory.mktemp("large"))


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    return crawled(ANSWERS, tmp_path_factory.mktemp("answers"), **EXTRA)


@pytest.mark.xdist_group("faults-malformed")
@pytest.mark.parametrize("fault", MALFORMED)
def test_what_is_no_http_is_no_page(malformed, fault):
    check(malformed[1], fault, MALFORMED[fault])


@pytest.mark.xdist_group("faults-large")
@pytest.mark.parametrize("fault", LARGE)
def test_what_is_too_large_is_cut(large, fault):
    check(large[1], fault, LARGE[fault])


@pytest.mark.xdist_group("faults-answers")
@pytest.mark.parametrize("fault", ANSWERS)
def test_what_an_answer_means(answers, fault):
    check(answers[1], fault, ANSWERS[fault])


@pytest.mark.xdist_group("faults-answers")
def test_f22_nine_hops_are_no_loop(answers):
    check(answers[1], "f22-nine-hops", row(b"", GOOD, body=CLEAR), "/nine.html")


@pytest.mark.xdist_group("faults-large")
def test_f31_no_bomb_fills_the_memory(large):
    assert not large[1].died
    assert 0 < large[1].most_memory < 256


@pytest.mark.xdist_group("faults-large")
def test_f32_the_declared_size_is_noted_and_the_rest_left(large):
    world, seen = large
    assert "10737418240" in seen.outcome("f32-ten-gigabytes", path_of("f32-ten-gigabytes")).note
    assert world["f32-ten-gigabytes"].asked(path_of("f32-ten-gigabytes")) == 1
    for fault in ("f32-ten-gigabytes", "f33-endless-body", "f33-endless-chunks"):
        assert max(seconds for path, seconds in world[fault].ended if path == path_of(fault)) < 4


@pytest.mark.xdist_group("faults-malformed")
def test_f29_odd_statuses_leave_the_rest_of_the_site_alone(malformed):
    _, seen = malformed
    assert not seen.died
    for fault in MALFORMED:
        assert not seen.outcome(fault, "/").reason


@pytest.mark.xdist_group("faults-answers")
def test_f34_the_status_is_recorded(answers):
    for status in (206, 416, 204, 304):
        fault = next(each for each in ANSWERS if each.startswith(f"f34-{status}"))
        assert answers[1].outcome(fault, path_of(fault)).status == status


@pytest.mark.xdist_group("faults-answers")
def test_f35_the_asked_for_pause_is_kept_for_the_whole_host(answers):
    for fault, pause in (("f35-429-one-second", 1), ("f35-503-date", 1.8)):
        moments = [moment for moment, _, _ in answers[0][fault].log]
        first = answers[0][fault].moments(path_of(fault))[0]
        assert min(moment for moment in moments if moment > first) - first >= pause, fault
    assert answers[0]["f35-429-absurd"].asked(path_of("f35-429-absurd")) == 1
    assert answers[0]["f35-429-next-year"].asked(path_of("f35-429-next-year")) == 1


@pytest.mark.xdist_group("faults-answers")
def test_f36_maintenance_is_asked_again_but_not_for_ever(answers):
    world = answers[0]
    assert 2 <= world["f36-503-stays"].asked(path_of("f36-503-stays")) <= 7
    moments = world["f36-503-passes"].moments(path_of("f36-503-passes"))
    assert min(later - earlier for earlier, later in pairwise(moments)) >= 0.5


@pytest.mark.xdist_group("faults-answers")
def test_f17_no_challenge_is_solved(answers):
    for fault in ANSWERS:
        if fault.startswith("f17"):
            assert all("clearance" not in headers.get("cookie", "") for _, _, headers in answers[0][fault].log)


@pytest.mark.xdist_group("faults-answers")
def test_f21_no_credentials_are_sent_and_no_other_host_is_asked(answers):
    assert answers[0]["sso"].asked("/cas/login") == 0
    logs = [headers for scene in answers[0].scenes.values() for _, _, headers in scene.log]
    assert not any({"authorization", "proxy-authorization", "referer"} & set(headers) for headers in logs)


@pytest.mark.xdist_group("faults-answers")
def test_f38_names_that_a_site_gives_to_files_are_never_paths(tmp_path):
    rows = {fault: each for fault, each in ANSWERS.items() if fault.startswith("f38")}
    with World(scenes_of(rows)) as world:
        visit(tmp_path / "inner", {fault: world[fault].home for fault in rows})
    names = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert names
    assert all(name.startswith(("archive", *rows)) for name in names)


@pytest.mark.xdist_group("faults-answers")
def test_f39_cookies_stay_with_their_site(answers):
    world = answers[0]
    asked = world["f39-cookie-wall"].log
    assert any("seen=yes" in headers.get("cookie", "") for _, _, headers in asked)
    others = [scene for name, scene in world.scenes.items() if name != "f39-cookie-wall"]
    assert not any("seen" in headers.get("cookie", "") for scene in others for _, _, headers in scene.log)


@pytest.mark.xdist_group("faults-answers")
def test_f40_every_request_names_the_same_agent(answers):
    agents = {headers.get("user-agent") for scene in answers[0].scenes.values() for _, _, headers in scene.log}
    assert agents == {settings().agent}


LONG = "本单位公开的内容如下，包括机构职能、工作动态、通知公告与财政信息等各个方面的材料。" * 12
MENU = "".join(f"<a href=/menu{n}.html>栏目{n}</a>" for n in range(30))
REAL = reply(body=f"<html><title>三公经费</title>{MENU}<p>{LONG}</html>")


def site_of(home, **more):
    return {"/": reply(body=home), "/real.html": REAL, **{f"/menu{n}.html": REAL for n in range(30)}, **more}


async def echoes(call):
    return reply(body=f"<html><title>出错了</title>{MENU}<p>{LONG}地址 {call.path} 有误</html>")


HOME = page(("/real.html", "有"), ("/gone.html", "没有"))
CATCH_ALL = {
    "f19-long-page-for-all-unknown": site_of(HOME, **{"*": echoes}),
    "f19-redirect-to-an-error-page": site_of(
        HOME, **{"*": redirect("/error.html"), "/error.html": reply(body=f"<html>{MENU}<p>{LONG}抱歉</html>")}
    ),
    "f20-home-for-all-unknown": site_of(HOME, **{"*": reply(body=HOME)}),
    "f20-redirect-home": site_of(HOME, **{"*": redirect("/")}),
    "f20-permanent-redirect-home": site_of(HOME, **{"*": redirect("/", 301)}),
}


@pytest.fixture(scope="module")
def catch_all(tmp_path_factory):
    with World(CATCH_ALL) as world:
        return visit(tmp_path_factory.mktemp("catch"), {name: world[name].home for name in CATCH_ALL})


@pytest.mark.xdist_group("faults-catch-all")
@pytest.mark.parametrize("fault", CATCH_ALL)
def test_what_a_site_shows_for_anything_is_no_page(catch_all, fault):
    check(catch_all, fault, row(b"", Reason.SOFT_404), "/gone.html")
    check(catch_all, fault, row(b"", GOOD), "/real.html")


TARGET = reply(body=page(title="去处"))
SENDERS = {
    "f23-meta-refresh": '<meta http-equiv="refresh" content="0; url=/target.html">',
    "f23-meta-refresh-quoted": "<META HTTP-EQUIV=REFRESH CONTENT=\"1;URL='/target.html'\">",
    "f23-location-href": "<script>window.location.href='/target.html';</script>",
    "f23-location": '<script language="javascript">location = "/target.html"</script>',
    "f23-location-replace": "<script>top.location.replace('/target.html')</script>",
    "f24-frameset": "<frameset cols=20%,*><frame src=/left.html><frame src=/target.html></frameset>",
    "f24-iframe-only": "<body><iframe src=/target.html></iframe></body>",
}


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    scenes = {
        name: {"/": reply(body=f"<html><head>{head}</head></html>"), "/target.html": TARGET, "/left.html": TARGET}
        for name, head in SENDERS.items()
    }
    scenes["f23-elsewhere"] = {"/": served(f"<html>{TEXT}<script>location.href='http://@away@/x.html'</script></html>")}
    with World({**scenes, "away": {}}) as world:
        return world, visit(tmp_path_factory.mktemp("sent"), {name: world[name].home for name in scenes})


@pytest.mark.xdist_group("faults-sent")
@pytest.mark.parametrize("fault", SENDERS)
def test_where_a_page_sends_its_visitor(sent, fault):
    check(sent[1], fault, row(b"", GOOD, body=page(title="去处").encode()), "/target.html")
    if "location" in fault:
        assert any("js_redirect" in capture.note for capture in sent[1].captures[fault].values())
    if fault == "f24-frameset":
        check(sent[1], fault, row(b"", GOOD), "/left.html")


@pytest.mark.xdist_group("faults-sent")
def test_f23_a_script_that_leads_elsewhere_is_not_followed(sent):
    assert sent[0]["away"].connections == 0
