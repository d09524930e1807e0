"""From Excel to a delivery: workbooks that a clerk fills, made from the contracts, and read back with every fault marked.

form: what a workbook asks · layout: where it stands · write, info, prefill, roster: the workbooks · sheets, cells, rows,
folder: reading back · recheck: the contract's own findings · fault, mark: told by file, row and column, and marked in a copy
"""

from townbase.template.convert_set import Outcome, convert_folder
from townbase.template.write_set import forms_in, write_templates
