"""Address keys that many cards rest on, in the order in which their files say them."""

NARROWED = ("district", "counted", "batch", "managing_body")
OF_ACTION = (*NARROWED, "action")
OF_TOWNSHIP = ("district", "township", "school")
ONE = ("indicator", "stage")
STAYED = ("district", "township", "stage")
