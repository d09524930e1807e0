"""Who may see what: the list of accounts, what of the city each one sees, and the log of who looked at what.

accounts.read(path)          # the list as clerks keep it, or what is wrong with it
Account.scope(districts)     # the districts of a version that the account sees, None = the whole city
log.write(folder, entry)     # one line more

Nothing of Streamlit here: who is signed in says ui/viewer.py.
"""

from townbase.access.accounts import CITY, MANAGER, READER, Account, Accounts, read_accounts
from townbase.access.log import AccessLog, Entry

__all__ = ["CITY", "MANAGER", "READER", "AccessLog", "Account", "Accounts", "Entry", "read_accounts"]
