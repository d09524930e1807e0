"""一页纸: a township, a district or the city on one or two pages of A4, as HTML that prints and as a Word file.

    brief = brief_of(ask, Selection(township="990102015"), 2025)
    path_brief(ask, Selection(target="60"), 2025) the way to the target, of the city or a district
    html(brief)                                  a whole document as text, nothing in it asks for anything
    docx(brief)                                  the bytes of a Word file from brief.docx, which an office may restyle
    name_of(brief, "html")                       演示-谷雨镇-一页纸-2025-2026学年.html
    briefs_of(ask, selection, 2025, "docx")      (name, bytes) one at a time: the city or a district and its townships
    how_many(ask, selection)                     how many are to come

It says what the pages say, of the same rows, in their words; no figure here is reckoned anew.
"""

from townbase.brief.batch import FORMS, briefs_of, how_many, name_of
from townbase.brief.choose import brief_of
from townbase.brief.model import Brief, NoBrief
from townbase.brief.paper import html
from townbase.brief.path import path_brief
from townbase.brief.word import docx
