"""The verdict of one indicator in one township: the first that applies, one function a rule."""

import math
from dataclasses import dataclass, replace

from tests.oracle.deliveries import City
from tests.oracle.values import ENOUGH, NOBODY, Value, Values

ALLOWED_ERROR = 1e-9
FEW_PEOPLE = 30
HIGH = 0.98
Z_95 = 1.959963984540054
JUDGED = ("met", "not_met")
SLIGHTLY = 0.02  # points of a share, or a part of the urban value


@dataclass(frozen=True)
class Verdict:
    """verdict and its reason, with what stands beside them; None where it does not apply."""

    verdict: str
    reason: str | None
    target: float | None = None
    shortfall: int | None = None
    attainment: float | None = None
    borderline: bool = False


@dataclass(frozen=True)
class Case:
    """What is judged: an indicator row and stage in one place and year, and where to look values up."""

    row: dict
    stage: str
    township: str  # or "city"
    year: int
    city: City
    values: Values

    def value_in(self, year: int, scope: str | None = None) -> Value:
        name = (self.row["indicator_id"], self.stage)
        if self.township == "city":
            return self.values.city.get((*name, year), NOBODY)
        if self.row["form"] == "difference_rate":
            return self.values.difference.get((self.stage, self.township, year), NOBODY)
        return self.values.township.get((*name, scope or self.row["scope"], self.township, year), NOBODY)

    @property
    def value(self) -> Value:
        return self.value_in(self.year)

    @property
    def base_year(self) -> int:
        return int(self.city.goals.at[self.row["goal"], "base_year"])


def judge(case: Case, urban: Value = NOBODY) -> Verdict:
    """The verdict, with `urban` as the benchmark of not_below_urban."""
    if reason := not_applicable(case):
        return Verdict("not_applicable", reason)
    if case.row["role"] == "monitor":
        return Verdict("no_target", "monitor")
    if reason := no_data(case, urban):
        return Verdict("no_data", reason)
    if is_small(case):
        return Verdict("too_small", "few_people")
    return RULES[case.row["rule"]](case, urban)


def not_applicable(case: Case) -> str | None:
    """No school of the stage or scope, nobody who serves it, or a denominator that is rightly 0."""
    if case.township != "city" and case.stage != "none" and not stands(case):
        if case.row["indicator_id"] != "local_enrolment":
            return "no_school"
        if not served(case):
            return "not_served"
    if lacks_scope(case):
        return "no_scope_school"
    value = case.value
    if value.denominator == 0 and value.coverage >= ENOUGH - ALLOWED_ERROR:
        return "zero_denominator"
    return None


def stands(case: Case) -> bool:
    """Whether a school of the stage stands in the township."""
    return case.values.schools.get((case.stage, case.township, case.year), 0) > 0


def served(case: Case) -> bool:
    """Whether another township's school serves the stage."""
    column = f"{case.stage}_served_by"
    return column in case.city.townships and isinstance(case.city.townships.at[case.township, column], str)


def lacks_scope(case: Case) -> bool:
    """Schools of the stage stand, but none at (or none outside) the seat."""
    scopes = {"seat": ["seat"], "other": ["other"], "seat_vs_other": ["seat", "other"]}.get(case.row["scope"], [])
    return case.township != "city" and any(case.value_in(case.year, scope).due == 0 for scope in scopes)


def no_data(case: Case, urban: Value) -> str | None:
    """Nothing reported, too little reported, nothing to compare with, or a year missing."""
    value = case.value
    if value.reported == 0:
        return "not_reported"
    if value.coverage < ENOUGH - ALLOWED_ERROR:
        return "low_coverage"
    if value.value is None or (case.row["rule"] == "not_below_urban" and urban.value is None):
        return "no_benchmark"
    if case.row["rule"] == "rising":
        return missing_year(case)
    return None


def missing_year(case: Case) -> str | None:
    """Rising needs an earlier year, and each year from base_year on."""
    earlier = [case.value_in(year).usable for year in range(case.base_year, case.year)]
    if not any(earlier):
        return "first_year"
    return None if all(earlier) else "missing_year"


def is_small(case: Case) -> bool:
    """People counted under 30: survey answers, and children of a rising rate."""
    people = case.row["denominator"].startswith("answered_") or case.row["denominator"] == "found"
    return people and case.value.denominator < FEW_PEOPLE


def at_least(case: Case, urban: Value) -> Verdict:
    target, value = float(case.row["threshold"]), case.value
    met = value.value >= target - ALLOWED_ERROR
    lacking = target * value.denominator / case.row["per"] - value.numerator
    return Verdict(
        verdict="met" if met else "not_met",
        reason="point",
        target=target,
        shortfall=None if met else math.ceil(lacking - ALLOWED_ERROR),
        attainment=attainment(met, value.value, target),
        borderline=is_borderline(case, target),
    )


def at_most(case: Case, urban: Value) -> Verdict:
    target, value = float(case.row["threshold"]), case.value.value
    met = value <= target + ALLOWED_ERROR
    return Verdict("met" if met else "not_met", "point", target, None, attainment(met, target, value))


def below(case: Case, urban: Value) -> Verdict:
    target, value = float(case.row["threshold"]), case.value.value
    met = value < target - ALLOWED_ERROR
    return Verdict("met" if met else "not_met", "point", target, None, attainment(met, target, value))


def not_below_urban(case: Case, urban: Value) -> Verdict:
    """Met at the urban value, or slightly below it: less than one whole teacher or room is lacking, and little."""
    target, value = urban.value, case.value
    level = value.value >= target - ALLOWED_ERROR
    met = level or is_slightly_below(case.row, value, target)
    return Verdict(
        verdict="met" if met else "not_met",
        reason="whole_unit" if met and not level else "point",
        target=target,
        shortfall=None if met else units_missing(case.row, value, target),
        attainment=attainment(met, value.value, target),
    )


def is_slightly_below(row: dict, value: Value, target: float) -> bool:
    """Never for measures that count schools."""
    lacking = target * value.denominator / row["per"] - value.numerator
    allowed = SLIGHTLY if row["form"] == "share" else SLIGHTLY * target
    return row["denominator"] != "schools" and lacking < 1 - ALLOWED_ERROR and target - value.value < allowed - ALLOWED_ERROR


def units_missing(row: dict, value: Value, target: float) -> int:
    """Tried one by one: how many more in the numerator until it is level or slightly below."""
    for more in range(1, math.ceil(value.denominator * max(1, target)) + 1):
        numerator = value.numerator + more
        raised = replace(value, numerator=numerator, value=numerator / value.denominator * row["per"])
        if raised.value >= target - ALLOWED_ERROR or is_slightly_below(row, raised, target):
            return more
    raise AssertionError(f"{row['indicator_id']}: no number of units reaches {target}")


def rising(case: Case, urban: Value) -> Verdict:
    if case.row["threshold"] == "base_year":
        value, base = case.value.value, case.value_in(case.base_year).value
        if case.row["form"] == "share" and min(value, base) >= 1 - ALLOWED_ERROR:
            return Verdict("met", "still_full")
        met = value > base + ALLOWED_ERROR
        return Verdict("met" if met else "not_met", "above_base" if met else "not_above_base")
    word = rising_word([case.value_in(year).value for year in range(case.base_year, case.year + 1)])
    return Verdict("met" if word in ("each_year", "high") else "not_met", word)


def rising_word(shares: list[float]) -> str:
    """逐年提升, 高位保持, 总体提升 or 未提升, of a share year by year since base_year."""
    if all(later > earlier + ALLOWED_ERROR for earlier, later in zip(shares, shares[1:], strict=False)):
        return "each_year"
    if min(shares[-2:]) >= HIGH - ALLOWED_ERROR:
        return "high"
    return "overall" if shares[-1] > shares[0] + ALLOWED_ERROR else "none"


RULES = {
    "at_least": at_least,
    "at_most": at_most,
    "below": below,
    "not_below_urban": not_below_urban,
    "rising": rising,
}


def attainment(met: bool, part: float, whole: float) -> float | None:
    """1 when met, else how far: value ÷ target, or target ÷ value where lower is better."""
    if met:
        return 1.0
    return min(1.0, max(0.0, part / whole)) if whole else None


def is_borderline(case: Case, target: float) -> bool:
    """The Wilson 95 % interval of a third party's survey holds the target."""
    respondent = case.row["denominator"].removeprefix("answered_")
    if (respondent, case.township, case.year) not in case.values.third_party:
        return False
    low, high = wilson(case.value.numerator, case.value.denominator)
    return low <= target <= high


def wilson(successes: float, trials: float, z: float = Z_95) -> tuple[float, float]:
    """Wilson score interval of a share."""
    share, spread = successes / trials, z * z / trials
    middle = share + spread / 2
    half = z * math.sqrt(share * (1 - share) / trials + spread / (4 * trials))
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)
