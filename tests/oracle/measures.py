"""Measures: of a school as delivered or derived from its own rows, and of a township from what is counted there."""

import pandas as pd

from tests.oracle.deliveries import NOT_A_PLACE, City, roster_by_stage

KEY = ["delivered_id", "school_year", "stage"]
PLACE = ["township_id", "school_year", "stage"]
SCHOOL_EXTRACTS = ("staffing", "facilities", "teaching", "inspection")

# 教督〔2017〕6号: how a resource is counted per pupil, and what is asked of a primary and of a junior school
SEVEN_RESOURCES = {
    # name: ({stage: measure}, pupils counted, {stage: at least})
    "L1": ({"primary": "college_teachers", "junior": "bachelor_teachers"}, 100, {"primary": 4.2, "junior": 5.3}),
    "L2": ({"primary": "backbone_teachers", "junior": "backbone_teachers"}, 100, {"primary": 1, "junior": 1}),
    "L3": ({"primary": "arts_pe_teachers", "junior": "arts_pe_teachers"}, 100, {"primary": 0.9, "junior": 0.9}),
    "L4": ({"primary": "floor_area", "junior": "floor_area"}, 1, {"primary": 4.5, "junior": 5.8}),
    "L5": ({"primary": "sports_area", "junior": "sports_area"}, 1, {"primary": 7.5, "junior": 10.2}),
    "L6": ({"primary": "equipment_value", "junior": "equipment_value"}, 1, {"primary": 2000, "junior": 2500}),
    "L7": ({"primary": "multimedia_rooms", "junior": "multimedia_rooms"}, 100, {"primary": 2.3, "junior": 2.4}),
}
ORGANISERS = ["third_party", "bureau", "school"]


def school_measures(city: City) -> pd.DataFrame:
    """One row per roster school, year and stage, with every measure of a school as a column."""
    rows = roster_by_stage(city.roster)
    for name in SCHOOL_EXTRACTS:
        if name in city.extracts:
            delivered = city.extracts[name].rename(columns={"school_id": "delivered_id"})
            rows = rows.merge(delivered, how="left", on=KEY)
    rows = rows.merge(_pupils(city, KEY), how="left", on=KEY)
    rows["schools"] = 1
    rows["seven_resource_pass"] = [seven_resource_pass(row) for row in rows.to_dict("records")]
    if "bridge_lead" in rows:
        rows["bridge_lead_seat"] = rows["bridge_lead"].where(rows["seat"].fillna(False), 0)
        rows.loc[rows["bridge_lead"].isna() | rows["seat"].isna(), "bridge_lead_seat"] = None
    return rows


def seven_resource_pass(school: dict) -> int | None:
    """1 with at least six of seven at the threshold and the rest at 85 % of it or more; None where one is unknown."""
    stage, pupils = school["stage"], school.get("pupils")
    if stage == "preschool" or pd.isna(pupils) or pupils == 0:
        return None
    amounts = [school.get(measure[stage]) for measure, _, _ in SEVEN_RESOURCES.values()]
    if any(pd.isna(amount) for amount in amounts):
        return None
    parts = [amount * counted / pupils / at_least[stage] for amount, (_, counted, at_least) in zip(amounts, SEVEN_RESOURCES.values(), strict=True)]
    at_threshold = sum(part >= 1 - 1e-9 for part in parts)
    return int(at_threshold >= 6 and min(parts) >= 0.85 - 1e-9)


def township_measures(city: City) -> pd.DataFrame:
    """One row per township, year and stage (`none` for surveys and funding), with every measure of a township."""
    parts = [local_enrolment(city), intake(city), tested(city), surveys(city), funds(city)]
    rows = pd.DataFrame(columns=PLACE)
    for part in parts:
        rows = rows.merge(part, how="outer", on=PLACE)
    return rows


def local_enrolment(city: City) -> pd.DataFrame:
    """local: in the own township or the one that serves it. found: wherever a school was found."""
    residency = city.extracts.get("residency")
    if residency is None:
        return pd.DataFrame(columns=[*PLACE, "local", "found"])
    residency = _followed_residency(city).dropna(subset="children")
    found = residency[~residency["destination"].isin(["not_enrolled", "unknown"])]
    local = found[found["at_home"]]
    sums = pd.DataFrame({"local": local.groupby(PLACE)["children"].sum(), "found": found.groupby(PLACE)["children"].sum()})
    delivered = residency.groupby(PLACE).size().index
    return sums.reindex(delivered).fillna(0).reset_index()


def intake(city: City) -> pd.DataFrame:
    """outside_intake: pupils of the stage who are not registered in the township, and all its pupils."""
    pupils = all_pupils(city)
    if "residency" not in city.extracts:
        return pupils
    residency = _followed_residency(city)
    own = residency[residency["township_id"] == residency["destination"]].groupby(PLACE)["children"].sum()
    known = residency.groupby(PLACE).size().index
    own = own.reindex(known).fillna(0).rename("own").reset_index()
    rows = pupils.merge(own, how="left", on=PLACE)
    return rows.assign(outside_intake=rows["pupils"] - rows["own"]).drop(columns="own")


def all_pupils(city: City) -> pd.DataFrame:
    """Pupils of a township, where every roster school of the stage has said how many it has."""
    due = roster_by_stage(city.roster)[[*KEY, "township_id"]].merge(_pupils(city, KEY), how="left", on=KEY)
    complete = due.groupby(PLACE)["pupils"].apply(lambda pupils: pupils.notna().all())
    pupils = _pupils(city, PLACE).drop(columns="classes").set_index(PLACE)
    return pupils[pupils.index.isin(complete.index[complete])].reset_index()


def tested(city: City) -> pd.DataFrame:
    """level3 of tested, over all papers of the stage."""
    if "assessment" not in city.extracts:
        return pd.DataFrame(columns=[*PLACE, "level3", "tested"])
    rows = results(city).dropna(subset=["pupils", "level3"])
    return rows.groupby(PLACE)[["level3", "pupils"]].sum().reset_index().rename(columns={"pupils": "tested"})


def results(city: City) -> pd.DataFrame:
    """Assessment rows with the school's township and flags; a township's pupils include those of teaching points."""
    rows = city.extracts["assessment"].rename(columns={"school_id": "delivered_id"})
    return rows.merge(city.roster.drop(columns="kind"), on=["delivered_id", "school_year"])


def surveys(city: City) -> pd.DataFrame:
    """satisfied_ and answered_ of each respondent; belonging over pupils and teachers together."""
    if "survey" not in city.extracts:
        return pd.DataFrame(columns=PLACE)
    rows = best_organiser(city.extracts["survey"])
    satisfaction = rows[rows["item"] == "satisfaction"]
    parts = [_survey_part(satisfaction[satisfaction["respondent"] == who], who) for who in ("parent", "pupil", "teacher")]
    belonging = rows[(rows["item"] == "belonging") & rows["respondent"].isin(["pupil", "teacher"])]
    parts.append(_survey_part(belonging, "belonging"))
    joined = parts[0]
    for part in parts[1:]:
        joined = joined.merge(part, how="outer", on=["township_id", "school_year"])
    return joined.assign(stage="none")


def best_organiser(survey: pd.DataFrame) -> pd.DataFrame:
    """Where several organisers asked the same, third party before bureau before school."""
    question = ["township_id", "school_year", "respondent", "item"]
    asked = survey.dropna(subset=["answered", "satisfied"])
    asked = asked.groupby([*question, "organiser"], as_index=False)[["answered", "satisfied"]].sum()
    asked = asked.assign(rank=asked["organiser"].map(ORGANISERS.index)).sort_values("rank")
    return asked.drop_duplicates(question)


def funds(city: City) -> pd.DataFrame:
    """planned and received over all sources, and what of it came from higher levels (unknown where one has no level)."""
    if "funding" not in city.extracts:
        return pd.DataFrame(columns=PLACE)
    rows = city.extracts["funding"]
    level = rows["source_level"] if "source_level" in rows else pd.Series(None, index=rows.index, dtype=object)
    rows = rows.assign(received_higher=rows["received"].where(level == "higher", 0.0).where(level.notna() & rows["received"].notna()))
    columns = ["planned", "received", "received_higher"]
    sums = rows.groupby(["township_id", "school_year"])[columns].agg(lambda values: values.sum(skipna=False))
    return sums.reset_index().assign(stage="none")


def _pupils(city: City, by: list[str]) -> pd.DataFrame:
    """Pupils and classes of the stage, summed over grades; null where none was given."""
    if "enrolment" not in city.extracts:
        return pd.DataFrame(columns=[*by, "pupils", "classes"])
    rows = city.extracts["enrolment"].rename(columns={"school_id": "delivered_id"})
    places = city.roster[["delivered_id", "school_year", "township_id"]]
    rows = rows.merge(places, on=["delivered_id", "school_year"])
    return rows.groupby(by)[["pupils", "classes"]].sum(min_count=1).reset_index()


def _followed_residency(city: City) -> pd.DataFrame:
    """Residency with destinations as townships live on, and whether a destination is the own or the serving one."""
    rows = city.extracts["residency"]
    rows = rows.groupby([*PLACE, "destination"], as_index=False)["children"].sum(min_count=1)
    serving = [_serving(city, *pair) for pair in zip(rows["township_id"], rows["stage"], strict=True)]
    at_home = (rows["destination"] == rows["township_id"]) | (rows["destination"] == pd.Series(serving, index=rows.index))
    return rows.assign(at_home=at_home & ~rows["destination"].isin(NOT_A_PLACE))


def _serving(city: City, township: str, stage: str) -> str | None:
    """The township where children of a stage are zoned, if another serves them."""
    column = f"{stage}_served_by"
    if column not in city.townships or township not in city.townships.index:
        return None
    place = city.townships.at[township, column]
    return None if pd.isna(place) else place


def _survey_part(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    sums = rows.groupby(["township_id", "school_year"])[["satisfied", "answered"]].sum()
    return sums.rename(columns=lambda column: f"{column}_{name}").reset_index()
