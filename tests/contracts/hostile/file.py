"""Files that are not what their name says, or not whole."""

import gzip

from tests.contracts.hostile.spoilers import Told, spoils, told

ANY = ("enrolment", "staffing", "residency", "certification", "assessment")
NO_PARQUET = "不是可读的 Parquet 文件"


def _bytes(city, extract, change):
    def late(folder):
        path = folder / f"{extract}.parquet"
        path.write_bytes(change(path.read_bytes()))

    city.late.append(late)


def _other(name: str, change):
    """A spoiler that puts other bytes into the place of a file."""

    def spoil(city, random):
        extract = random.choice(ANY)
        _bytes(city, extract, lambda whole: change(whole, random))
        return told(extract, NO_PARQUET)

    spoil.__name__ = name
    spoils("file")(spoil)


def _footer_of_noise(whole: bytes, random) -> bytes:
    start = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    return whole[:start] + random.randbytes(60) + whole[start + 60 :]


_other("is_empty", lambda whole, random: b"")
_other("is_cut_short", lambda whole, random: whole[: random.randint(4, len(whole) - 9)])
_other("is_a_csv", lambda whole, random: b"school_id,school_year\n9999100001,2025\n" * random.randint(1, 50))
_other("is_a_page_of_the_web", lambda whole, random: b"<!DOCTYPE html><html><body>404</body></html>" * random.randint(1, 9))
_other("is_a_workbook", lambda whole, random: b"PK\x03\x04" + random.randbytes(900))
_other("is_compressed_once_more", lambda whole, random: gzip.compress(whole))
_other("is_noise", lambda whole, random: random.randbytes(random.randint(1, 4_000)))
_other("is_head_and_tail_alone", lambda whole, random: b"PAR1" + whole[-8:])
_other("has_noise_for_a_footer", _footer_of_noise)
_other("has_an_encrypted_footer", lambda whole, random: b"PARE" + whole[4:-4] + b"PARE")
_other("has_a_footer_of_four_gigabytes", lambda whole, random: whole[:-8] + b"\xff\xff\xff\xff" + b"PAR1")
_other("lost_its_tail", lambda whole, random: whole[:-4] + b"\0" * 4)


@spoils("file")
def is_a_folder(city, random):
    extract = random.choice(ANY)

    def late(folder):
        (folder / f"{extract}.parquet").unlink()
        (folder / f"{extract}.parquet").mkdir()

    city.late.append(late)
    return told(extract, "不是文件")


def _toml(name: str, content: bytes, *words: str):
    """A spoiler that puts other bytes into the place of delivery.toml."""

    def spoil(city, random):
        city.late.append(lambda folder: (folder / "delivery.toml").write_bytes(content))
        return Told("delivery.toml", words)

    spoil.__name__ = name
    spoils("file", alone=True)(spoil)


_toml("toml_is_empty", b"", "缺少 city")
_toml("toml_is_no_toml", "city = 示例市\n".encode(), "格式有误")
_toml("toml_is_json", b'{"city": "x"}', "格式有误")
_toml("toml_is_not_utf8", 'city = "示例市"'.encode("gbk"), "UTF-8")
_toml("toml_says_a_thing_twice", 'city = "甲"\ncity = "乙"\n'.encode(), "格式有误")
_toml("toml_has_a_day_that_is_none", b"delivered_on = 2025-02-31\n", "格式有误")
_toml("toml_is_a_list", b"extracts = [1, 2]\n", "应当逐个数据文件填写")


@spoils("file", alone=True)
def toml_is_not_there(city, random):
    city.late.append(lambda folder: (folder / "delivery.toml").unlink())
    return Told("delivery.toml", ("文件不存在",))


@spoils("file", alone=True)
def toml_is_a_folder(city, random):
    def late(folder):
        (folder / "delivery.toml").unlink()
        (folder / "delivery.toml").mkdir()

    city.late.append(late)
    return Told("delivery.toml", ("不是文件",))
