"""What is said when a cluster is asked for that cannot be worked with."""

import fsspec
import pytest

from crawler.period import Period
from reports import clustered
from reports.cli import main
from reports.samplecity.city import City
from tests.crawler.test_depot import Keyless

MONTH = Period(2013, 7)


@pytest.fixture
def folder(tmp_path):
    city = City(7)
    city.write_workspace(tmp_path, {site.key: f"http://127.0.0.1:9/{site.key}/" for site in city.content(MONTH)})
    return tmp_path


def said(folder, capsys, *words):
    code = main(["crawl", "--workspace", str(folder), "--period", "2013-07", "--lang", "zh", *words])
    return code, capsys.readouterr().err


def test_a_store_goes_with_a_cluster(folder, capsys):
    code, told = said(folder, capsys, "--store", "/nowhere")
    assert code == 2
    assert "--cluster" in told


def test_without_dask_it_says_what_to_install(folder, capsys, monkeypatch):
    monkeypatch.setattr(clustered, "find_spec", lambda name: None)
    code, told = said(folder, capsys, "--cluster", "tcp://127.0.0.1:9")
    assert code == 4
    assert "gongkai[cluster]" in told


def test_a_store_of_no_known_kind_is_refused(folder, capsys):
    code, told = said(folder, capsys, "--cluster", "tcp://127.0.0.1:9", "--store", "nosuch://place")
    assert code == 4
    assert "nosuch" in told


def test_a_password_in_the_address_of_a_store_is_refused_and_not_repeated(folder, capsys):
    code, told = said(folder, capsys, "--cluster", "tcp://127.0.0.1:9", "--store", "nosuch://me:p@ss@host/place")
    assert code == 4
    assert "fsspec" in told
    assert "ss@host" not in told


def test_a_store_that_lets_nobody_in_is_a_fault_of_storage_in_one_sentence(folder, capsys, monkeypatch):
    fsspec.register_implementation("keyless", Keyless, clobber=True)
    monkeypatch.setattr("crawler.cluster.Machines._connect", lambda machines: None)
    code, told = said(folder, capsys, "--cluster", "tcp://127.0.0.1:9", "--store", "keyless://bucket", "--quiet")
    assert code == 6
    assert "unable to locate credentials" in told
    assert len(told.splitlines()) == 1


def test_a_scheduler_that_does_not_answer_is_a_gap(folder, capsys, monkeypatch):
    monkeypatch.setattr("crawler.cluster.CONNECT", 0.3)
    code, told = said(folder, capsys, "--cluster", "tcp://127.0.0.1:9", "--quiet")
    assert code == 3
    assert "tcp://127.0.0.1:9" in told
