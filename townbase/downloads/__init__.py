"""What a reader takes away: the bytes of a file, made from the very frame the card shows.

    from townbase.downloads import About, Interactive, Sheet, csv_bytes, download_name, html_bytes, workbook_bytes

Nothing here knows the screen or the clock: what a file says about itself is handed in as `About`.
"""

from townbase.downloads.about import About, Sheet
from townbase.downloads.csvfile import csv_bytes
from townbase.downloads.interactive import Interactive
from townbase.downloads.names import download_name
from townbase.downloads.subject import with_subject
from townbase.downloads.webpage import html_bytes
from townbase.downloads.workbook import workbook_bytes

__all__ = [
    "About",
    "Interactive",
    "Sheet",
    "csv_bytes",
    "download_name",
    "html_bytes",
    "with_subject",
    "workbook_bytes",
]
