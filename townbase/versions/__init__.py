"""Published versions: what a version is a hash of, how its files are called, which are whole, and which one is served."""

from townbase.versions.attempt import ATTEMPT, Attempt, read_attempt, write_attempt
from townbase.versions.fingerprint import delivered, fingerprint, from_shipped_sample, program
from townbase.versions.folder import (
    KEPT,
    POINTER,
    anything_published,
    named,
    next_number,
    only_sample,
    point,
    prune,
    published,
)
from townbase.versions.record import (
    Record,
    State,
    database,
    doubt,
    hash_and_size,
    read_record,
    record_file,
    state,
    write_record,
)
from townbase.versions.releases import RELEASES, name_release, releases
from townbase.versions.replacing import replace
from townbase.versions.served import Served, current, is_earlier, pointed, served

__all__ = [
    "ATTEMPT", "Attempt", "read_attempt", "write_attempt",
    "KEPT", "POINTER", "RELEASES", "Record", "Served", "State", "anything_published", "current", "database", "delivered", "doubt",
    "fingerprint", "from_shipped_sample", "hash_and_size", "is_earlier", "name_release", "named", "next_number", "only_sample", "point", "pointed", "program",
    "prune", "published", "read_record", "record_file", "releases", "replace", "served", "state", "write_record",
]  # fmt: skip
