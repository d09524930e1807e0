"""Rooms, standards, books, meals, buses, beds: buildings are made for the most pupils a school had."""

import numpy as np

from townbase.sample.report.measures import Reports
from townbase.sample.report.resources import places, resources

BOOKS = np.array([10.0, 30.0, 40.0])


def facilities(reports: Reports, showcase: tuple[int, ...]) -> dict[str, np.ndarray]:
    """Measures of the extract `facilities`, one array each over reports.rows; `showcase`: townships by position."""
    stage, peak, pupils = reports.stage, reports.peak, reports.pupils
    preschool = stage == 0
    rooms_due = np.where(preschool, 0, 12 + 6 * (stage == 2) + np.floor(peak / 70))
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
    return {
        "places": places(reports),
        "provincial_standard_met": standard,
        "function_rooms": reports.share(
            "function_room",
            rooms_due,
            (0, 0.925, 0.93),
            (0, 0.962, 0.966),
            (0.01, 0.27),
            (0.0, 0.05),
            extract="facilities",
        ),
        "function_rooms_due": rooms_due,
        "equipment_standard_met": equipment,
        "activity_room_met": activity,
        "living_facility_met": living,
        **resources(reports, showcase),
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
        "books_recommended": reports.loose("recommended", 0.5, 0.72, books),
        "books_weeded": np.floor(books * (0.004 + 0.02 * reports.per_school("weeded"))),
    }


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
