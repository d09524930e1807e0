"""Rooms, areas, equipment, books, meals, buses, beds: buildings are made for the most pupils a school had."""

import numpy as np

from townbase.sample.measures import Reports

FLOOR, SPORTS = np.array([6.0, 4.5, 5.8]), np.array([4.0, 7.5, 10.2])
EQUIPMENT, BOOKS = np.array([900.0, 2000.0, 2500.0]), np.array([10.0, 30.0, 40.0])
SHOWCASE = 3.7
ROOMS_PER_100 = np.array([0.0, 2.3, 2.4])


def facilities(reports: Reports, showcase: tuple[int, ...]) -> dict[str, np.ndarray]:
    """Measures of the extract `facilities`, one array each over reports.rows; `showcase`: townships by position."""
    stage, peak, pupils = reports.stage, reports.peak, reports.pupils
    preschool = stage == 0
    rooms_due = np.where(preschool, 0, 8 + 2 * (stage == 2) + np.floor(peak / 90))
    equipment, activity = reports.flag("equipment", 0.985), reports.flag("activity_room", 0.985)
    living, ict = reports.flag("living_facility", 0.985), reports.flag("ict_equipped", 0.985)
    standard = reports.flag("provincial_standard", 0.975) * living * np.where(preschool, activity, equipment)
    books, library = _books(reports)
    lunch_needed = np.floor(pupils * (0.55 + 0.4 * reports.per_school("lunch")))
    bus_needed = np.floor(
        pupils * np.where(reports.town, 0.18, np.where(preschool, 0.0, 0.03)) * reports.per_school("bus")
    )
    boards = (stage == 2) & reports.town & (reports.per_school("boards") < 0.6)
    boarding = np.where(boards, np.floor(peak * (0.1 + 0.25 * reports.per_school("beds"))), 0)
    room = 0.97 + 0.35 * reports.per_school("area")
    return {
        "places": np.ceil(np.maximum(peak * (0.93 + 0.35 * reports.per_school("places")), 30) / 10) * 10,
        "provincial_standard_met": standard,
        "function_rooms": reports.share(
            "function_room", rooms_due, (0, 0.955, 0.96), (0, 0.982, 0.985), (0.04, 0.16), extract="facilities"
        ),
        "function_rooms_due": rooms_due,
        "equipment_standard_met": equipment,
        "activity_room_met": activity,
        "living_facility_met": living,
        "floor_area": np.floor(peak * FLOOR[stage] * room + 60),
        "sports_area": np.floor(
            peak * SPORTS[stage] * (0.9 + 0.5 * reports.per_school("sports")) * np.where(reports.town, 1.0, 0.86) + 100
        ),
        "equipment_value": np.floor(peak * EQUIPMENT[stage] * _equipped(reports, showcase) / 100) * 100,
        "multimedia_rooms": np.where(preschool, reports.classes, _multimedia(reports)),
        "ict_standard_met": ict,
        "lunch_served": np.where(reports.flag("lunch_cover", 0.95) == 1, lunch_needed, np.floor(lunch_needed * 0.93)),
        "lunch_needed": lunch_needed,
        "bus_served": reports.loose("bus served", 0.7, 0.93, bus_needed),
        "bus_needed": bus_needed,
        "boarding_beds": _beds(reports, boarding),
        "boarding_needed": boarding,
        "books": books,
        "new_books": _new_books(reports),
        "library_standard_met": library,
    }


def _equipped(reports: Reports, showcase: tuple[int, ...]) -> np.ndarray:
    """Equipment against the standard. Three seat schools are fitted out as show pieces in 2024: all of them above the
    standard, and the district's 差异系数 over its limit."""
    shown = np.isin(reports.t, showcase) & reports.seat & (reports.stage == 1) & (reports.k >= 3)
    return (0.87 + 0.45 * reports.per_school("value") + 0.02 * reports.k) * np.where(shown, SHOWCASE, 1.0)


def _multimedia(reports: Reports) -> np.ndarray:
    """Networked rooms: what the standard asks for the most pupils, or nearly one a class."""
    by_standard = reports.peak * ROOMS_PER_100[reports.stage] / 100 * (0.95 + 0.4 * reports.per_school("rooms"))
    return np.ceil(np.maximum(by_standard, reports.classes * 0.95))


def _beds(reports: Reports, needed: np.ndarray) -> np.ndarray:
    enough = np.ceil(needed * (1.02 + 0.2 * reports.per_school("spare")))
    return np.where(reports.flag("boarding_bed", 1.0) == 1, enough, np.floor(needed * 0.88))


def _books(reports: Reports) -> tuple[np.ndarray, np.ndarray]:
    """Books on the shelf, and the flag that follows from them: per pupil against the standard of the stage."""
    standard = BOOKS[reports.stage]
    enough = np.ceil(reports.peak * standard * (1.01 + 0.3 * reports.per_school("books")))
    short = np.floor(reports.pupils * standard * (0.78 + 0.18 * reports.per_school("books")))
    books = np.where(reports.flag("library_standard", 0.95) == 1, enough, short)
    return books, (books >= standard * reports.pupils).astype(np.int64)


def _new_books(reports: Reports) -> np.ndarray:
    """A book a year for each pupil where the plan says so: every school of the township by itself."""
    met = reports.of_plan(reports.plan.met, "new_books", True)[reports.group] | ~reports.town
    own = reports.per_school("new books")
    return np.where(met, np.ceil(reports.pupils * (1.0 + 0.4 * own)), np.floor(reports.pupils * (0.55 + 0.35 * own)))
