"""乡镇: how is this township (with ?school= this school) doing, and what must it do next?"""

from townbase import words
from townbase.ui import headline, page

with page("township") as p:
    headline(words.PAGE[p.name], words.LINE_OF_PAGE[p.name])
