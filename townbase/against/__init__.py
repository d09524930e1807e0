"""What a delivery would change before it is published: as lines, as a workbook, as a page to print and sign.

told = against(extracts, published_file)        # builds into a folder of its own and throws it away
lines(told), workbook(told, today), page(told, today)
"""

from townbase.against.contents import Report, report_of
from townbase.against.files import workbook
from townbase.against.page import page
from townbase.against.texts import lines

__all__ = ["Report", "lines", "page", "report_of", "workbook"]
