"""The draft: a database in memory (what does not fit goes to disk) in which the marts are made. Raw rows stand only here."""

from datetime import datetime
from pathlib import Path

import duckdb

from townbase import faults, policy
from townbase.build.measurement import measurement_view
from townbase.build.part import Part
from townbase.build.shrink import find_shrunk
from townbase.build.simplify import simplified
from townbase.contracts import Loaded, load
from townbase.contracts.contract import SCHEMA
from townbase.contracts.manifest import sha256
from townbase.findings import Finding, Refused, errors
from townbase.limits import connection_config
from townbase.settings import load_settings, policy_dir
from townbase.spill import Spill
from townbase.sqlfiles import grain, is_draft, is_view, mart_needs, mart_order, place_of, read_room, select_of

# Columns of the policy tables that are not text; an empty cell is null.
_POLICY_TYPES = {
    "action": "integer", "goal": "integer", "per": "integer", "base_year": "integer", "judged_year": "integer",
    "deadline": "date",
}  # fmt: skip

# Rows about few children, answers or marks: marts hold what may be shown of them, the rows themselves stay behind.
RAW = ("residency", "children", "survey", "assessment")


class Draft:
    """Holds the connection, the loaded delivery and its findings. Close it to give the memory back."""

    loaded: Loaded  # once load() has run
    part: Part | None = None  # once write_into() has run

    def __init__(self):
        self._spill = Spill()
        self.con = duckdb.connect(config=connection_config(self._spill.folder))
        self.con.execute("set enable_progress_bar = false")  # it would write English over the steps
        self.marts = read_room("mart")
        self.findings: list[Finding] = []

    def close(self) -> None:
        self.con.close()
        self._spill.remove()

    @property
    def city(self) -> str:
        """The city of the loaded delivery."""
        return self.loaded.manifest.city["city"]

    def load(
        self,
        extracts: Path,
        version: str,
        built_at: datetime,
        before: Path | None = None,
        accept_shrink: bool = False,
    ) -> None:
        """Extracts, what the delivery says of itself, policy rows, settings, macros. Raises Refused with all findings.

        before: the published file that the delivery is held against, so that nothing is lost unasked.
        """
        self.loaded = load(self.con, extracts)
        findings = self.loaded.findings + policy.problems(policy_dir())
        if before:
            findings += find_shrunk(self.con, self.loaded, Path(extracts), before, accept_shrink)
        if errors(findings):
            raise Refused(findings)
        self._delivery(Path(extracts), version, built_at)
        self._boundaries()
        self._policy()
        self._settings()
        self.con.execute(
            "create table finding (severity varchar, file varchar, key varchar, what varchar, todo varchar)"
        )
        self.note(findings)
        self.con.execute(measurement_view(self.loaded.contracts))
        for text in read_room("macro").values():
            self.con.execute(text)

    def make(self, name: str) -> None:
        """Run one mart's file: `create table name as` its SELECT, or a view. Raises Refused naming the file."""
        text = self.marts[name]
        kind = "view" if is_view(text) else "table"
        try:
            self.con.execute(f"create {kind} {name} as\n{select_of(text)}")
        except faults.MACHINE:  # a full disk is not the mart's fault
            raise
        except duckdb.Error as error:
            what = f"这张表算不出来：{error}"
            raise Refused([Finding("error", place_of("mart", name), "", what, "请联系维护人员")]) from None
        if self.part and kind == "table" and not is_draft(text):
            self.part.take(name, ", ".join(grain(text, name)))
            self.part.comment(f"table {name}", text.split("\n", 1)[0].lstrip("- ").strip())

    def write_into(self, part: Part) -> None:
        """From here on what is finished goes into this file, ordered by its key: the extracts that may be published now,
        every mart as soon as it is made."""
        self.part = part
        for name, contract in self.loaded.contracts.items():
            if name not in RAW:
                part.take(name, ", ".join(contract.key))
                self._comment(part, name)

    def write_rest(self) -> None:
        """What says where it all comes from goes into the file last, since findings are added to the end."""
        assert self.part
        for name in (*policy.tables(policy_dir()), "setting", "delivery_info", "source_file", "finding"):
            self.part.take(name, "rowid")

    def let_go(self) -> None:
        """Close the file; what stood in it can no longer be asked here."""
        if self.part:
            self.part.close()
            self.part = None

    def make_with_needs(self, *names: str) -> None:
        """Make these marts and all that they read, and nothing else: what a test of one mart needs."""
        needs, wanted, open_ = mart_needs(self.con, self.marts), set(), list(names)
        while open_:
            name = open_.pop()
            if name not in wanted:
                wanted.add(name)
                open_ += needs[name]
        for name in mart_order(self.con, self.marts):
            if name in wanted:
                self.make(name)

    def note(self, findings: list[Finding]) -> None:
        """Keep warnings as rows of the table finding."""
        self.findings += findings
        rows = [[finding.severity, finding.file, finding.key, finding.what, finding.todo] for finding in findings]
        if rows:
            self.con.executemany("insert into finding values (?, ?, ?, ?, ?)", rows)

    def _delivery(self, extracts: Path, version: str, built_at: datetime) -> None:
        city, said = self.loaded.manifest.city, self.loaded.manifest.extracts
        self.con.execute(
            "create table delivery_info as select cast($city as varchar) as city, cast($source as varchar) as source,"
            " cast($synthetic as boolean) as synthetic, cast($delivered_on as date) as delivered_on,"
            " cast($code_system as varchar) as code_system, cast($version as varchar) as version,"
            " cast($built_at as timestamp) as built_at",
            {**city, "version": version, "built_at": built_at},
        )
        self.con.execute(
            "create table source_file (file varchar, extract varchar, rows bigint, sha256 varchar, as_of date,"
            " source_kind varchar, reviewed boolean, synthetic boolean)"
        )
        for name in self.loaded.delivered:
            path, section = extracts / f"{name}.parquet", said[name]
            self.con.execute(
                f"insert into source_file select ?, ?, (select count(*) from {name}), ?, ?, ?, ?, ?",
                [
                    path.name,
                    name,
                    sha256(path),
                    section["as_of"],
                    section["source_kind"],
                    section["reviewed"],
                    city["synthetic"],
                ],
            )

    def _boundaries(self) -> None:
        """What a mart makes the map of; nothing stands in it where the delivery brought no outlines."""
        self.con.execute(
            "create table boundary (township_id varchar, ring integer, longitudes double[], latitudes double[])"
        )
        rows = [
            [township, nth, [x for x, _ in ring], [y for _, y in ring]]
            for township, rings in sorted(simplified(self.loaded.shapes).items())
            for nth, ring in enumerate(rings, 1)
        ]
        if rows:
            self.con.executemany("insert into boundary values (?, ?, ?, ?)", rows)

    def _policy(self) -> None:
        for name, frame in policy.tables(policy_dir()).items():
            columns = ", ".join(
                f'cast("{column}" as {_POLICY_TYPES.get(str(column), "varchar")}) as "{column}"' for column in frame
            )
            self.con.register("policy_rows", frame)
            self.con.execute(f"create table {name} as select {columns} from policy_rows")
            self.con.unregister("policy_rows")

    def _settings(self) -> None:
        self.con.execute("create table setting (key varchar, value varchar)")
        for key, value in load_settings().items():
            self.con.execute("insert into setting values (?, ?)", [key, str(value)])

    def _comment(self, part: Part, name: str) -> None:
        """The comments of a contract: meaning and unit of the table and of its columns."""
        where = "where schema_name = ? and table_name = ? and comment is not null"
        of_table = f"select comment from duckdb_tables() {where}"
        of_columns = f"select column_name, comment from duckdb_columns() {where}"
        for (comment,) in self.con.execute(of_table, [SCHEMA, name]).fetchall():
            part.comment(f"table {name}", comment)
        for column, comment in self.con.execute(of_columns, [SCHEMA, name]).fetchall():
            part.comment(f'column {name}."{column}"', comment)
