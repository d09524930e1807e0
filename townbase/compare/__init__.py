"""Two published versions side by side: schools, values, rules, verdicts and the headline, each where it differs.

told = compare(before, now)          # paths of two published files
told["status_flip"]                  # a frame; which there are says sql/compare/
"""

from townbase.compare.tables import Compared, compare, compare_versions

__all__ = ["Compared", "compare", "compare_versions"]
