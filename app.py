"""全市总览: where does the city (with ?district= a district) stand against 80 %, and who needs me?"""

from townbase import words
from townbase.ui import headline, page

with page("overview") as p:
    headline(words.PAGE[p.name], words.LINE_OF_PAGE[p.name])
