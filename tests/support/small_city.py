"""The small city of these tests, and what a page drawn from it said."""

TABLES = {
    "townships": """
        township_id | name   | district_id | district_name | kind | counted | batch
        t1          | 谷雨镇 | d1          | 示例一区      | 镇   | true    | 第一批
        t2          | <霜降> | d1          | 示例一区      | 镇   | true    | 第二批
        t3          | 小寒镇 | d2          | 示例二区      | 镇   | true    | 第二批
    """,
    "schools": """
        school_id | school_year | township_id | name | kind
        s1        | 2024        | t1          | 甲校 | primary
        s1        | 2025        | t1          | 甲校 | primary
        s2        | 2025        | t2          | 乙校 | primary
        s3        | 2025        | t3          | 丙校 | junior
    """,
}


def words_of(test) -> str:
    """All own markup of a page, in order, without the sheet."""
    return "\n".join(element.value for element in test.get("html") if not element.value.startswith("<style>"))
