"""Every word on the screen, and how a number, a date and a verdict are said.

from townbase import words
words.share(0.636)                      63.6%
words.verdict("not_met", "point", True) 未达标（临界）
"""

from townbase.words.columns import Column, column
from townbase.words.dates import date_label, date_table, year_file, year_label
from townbase.words.figures import change_figure, change_unit, day, figure, in_points, percent
from townbase.words.hints import on_paper, on_screen
from townbase.words.numbers import (
    MINUS,
    MISSING,
    change,
    classifier,
    count,
    difference,
    each,
    interval,
    money,
    number,
    points,
    ratio,
    round_share,
    share,
    shares_apart,
    target,
    trimmed,
    value,
    wan,
    whole_share,
)
from townbase.words.rounding import decimals_of, digits, rounded, rounded_to, whole
from townbase.words.sentences import (
    action_title,
    fewer,
    goal_title,
    in_order,
    listing,
    more_or_fewer,
    numeral,
    quote,
    still_missing,
)
from townbase.words.term_meanings import meanings
from townbase.words.terms import (
    ACTION_STATUS,
    APART,
    ASSUMED,
    BASIS,
    CAUSE,
    CERTIFICATION_CHANGE,
    CHANGE_KIND,
    CHANGED_BY,
    CHANGED_WHERE,
    CLOCK,
    COST,
    COUNTED,
    DESTINATION,
    DISCLAIMER,
    DOCUMENT,
    EXTRACT,
    FILTER,
    FORMULA,
    GOAL_STATUS,
    HEADLINE_READING,
    HIDDEN,
    INAPPLICABLE,
    KIND,
    MONITORED,
    ORDER,
    OWNERSHIP,
    PLACE_CHANGE,
    PRODUCT,
    READING,
    REASON,
    REVIEWED,
    RISING,
    ROLE,
    RULE,
    RULE_SOURCE,
    SCHOOL_KIND,
    SCOPE,
    SLIGHTLY_BELOW,
    SOURCE_KIND,
    STAGE,
    STATUS,
    SYNTHETIC_NOTE,
    SYNTHETIC_TAG,
    SYSTEM,
    TASK,
    TASK_CHANGE,
    TASK_UNIT,
    TOWNSHIP_STATUS,
    UNDECIDED,
    UNIT_KIND,
    UNMET,
    UNREPORTED,
    UNROUNDED,
    URBAN,
    VALUE_CHANGE,
    VERDICT,
    met_of,
    verdict,
)

__all__ = [name for name in dir() if not name.startswith("_")]
