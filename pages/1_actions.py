"""十大行动: who is behind on this action, and why?"""

from townbase import words
from townbase.ui import headline, page

with page("actions") as p:
    headline(words.PAGE[p.name], words.LINE_OF_PAGE[p.name])
