"""python -m townbase accounts: what is wrong with the list of accounts, in words, or what each account sees."""

from __future__ import annotations

from click.testing import CliRunner

from townbase.commands import main

GOOD = "账号,姓名,范围,角色\na@x,甲,全市,管理\nb@x,乙,示例二区,查看\n"


def told(tmp_path, sample_db, text: str) -> tuple[int, str]:
    path = tmp_path / "名册.csv"
    path.write_text(text, encoding="utf-8")
    answer = CliRunner().invoke(main, ["accounts", str(path), "--db", str(sample_db)])
    return answer.exit_code, answer.output


def test_a_good_list_says_what_each_account_sees(tmp_path, sample_db):
    assert told(tmp_path, sample_db, GOOD) == (0, "a@x  甲  全市  管理\nb@x  乙  示例二区  查看\n")


def test_an_unknown_district_and_a_doubled_account_are_refused_in_words(tmp_path, sample_db):
    code, said = told(tmp_path, sample_db, GOOD.replace("示例二区", "示例九十区"))
    assert code == 1 and "“示例九十区”不是已发布数据中的区县" in said
    code, said = told(tmp_path, sample_db, GOOD + "A@X,丙,全市,查看\n")
    assert code == 1 and "第 4 行：账号 A@X 与第 2 行重复" in said.replace("，第 4 行", "第 4 行")
