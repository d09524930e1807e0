"""The list of accounts: read as clerks save it, and everything wrong with it said at once."""

from __future__ import annotations

import pytest

from townbase.access import read_accounts

GOOD = "账号,姓名,范围,角色\na@x,甲,全市,管理\nb@x,乙,示例一区、d02,查看\n"
DISTRICTS = {"d01": "示例一区", "d02": "示例二区", "d03": "示例三区"}


def read(tmp_path, text: str, encoding: str = "utf-8"):
    path = tmp_path / "名册.csv"
    path.write_bytes(text.encode(encoding))
    return read_accounts(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_it_is_read_as_a_spreadsheet_saves_it(tmp_path, encoding):
    found = read(tmp_path, GOOD, encoding)
    assert not found.findings
    assert found.find("B@X ").name == "乙"


def test_a_scope_is_the_city_or_districts_by_name_or_id(tmp_path):
    found = read(tmp_path, GOOD)
    assert found.find("a@x").scope(DISTRICTS) is None
    assert found.find("b@x").scope(DISTRICTS) == ("d01", "d02")


def test_a_district_that_a_version_does_not_know_narrows_and_never_widens(tmp_path):
    found = read(tmp_path, "账号,姓名,范围,角色\na@x,甲,示例九区,查看\n")
    assert found.find("a@x").scope(DISTRICTS) == ()
    [finding] = found.in_version(DISTRICTS, "名册.csv")
    assert "示例九区" in finding.line() and "示例一区、示例二区、示例三区" in finding.line()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("账号,姓名,范围\na@x,甲,全市\n", "缺少列：角色"),
        ("", "缺少列"),
        ("账号,姓名,范围,角色\n", "没有一个账号"),
        ("账号,姓名,范围,角色\n,甲,全市,查看\n", "第 2 行：账号为空"),
        ("账号,姓名,范围,角色\na@x,甲,,查看\n", "第 2 行：范围为空"),
        ("账号,姓名,范围,角色\na@x,甲,全市、示例一区,查看\n", "既写全市又写区县"),
        ("账号,姓名,范围,角色\na@x,甲,全市,领导\n", "角色“领导”不认识"),
        ("账号,姓名,范围,角色\na@x,甲,示例一区,管理\n", "必须是“全市”"),
        ("账号,姓名,范围,角色\na@x,甲,全市,查看\n\nA@x,乙,示例一区,查看\n", "第 4 行：账号 A@x 与第 2 行重复"),
    ],
)
def test_what_is_wrong_is_a_finding_and_nobody_is_let_in(tmp_path, text, said):
    found = read(tmp_path, text)
    assert said in "\n".join(finding.line() for finding in found.findings)
    assert found.find("a@x") is None


def test_all_findings_come_at_once(tmp_path):
    assert len(read(tmp_path, "账号,姓名,范围,角色\n,甲,,领导\na@x,乙,全市,查看\na@x,丙,全市,查看\n").findings) == 4


def test_a_list_that_is_not_there_is_a_finding(tmp_path):
    [finding] = read_accounts(tmp_path / "none.csv").findings
    assert "不能读取" in finding.line()
