"""A township's page as its view gives it."""

from townbase.selection import Selection
from townbase.views.township.township import township_view

YEAR = 2025


def view_of(ask, township, **chosen):
    return township_view(ask, Selection(township=township, **chosen), YEAR)
