"""What is said of Odoo, as English source words; the screens say them in their own language."""

from __future__ import annotations


def N_(words: str) -> str:
    """Mark words that the catalogue has to know."""
    return words


NO_ODOO = N_("There is no Odoo at this address.")
LOGIN_NEEDED = N_("This Odoo is older than 19: give the login that you sign in with, too.")
DATABASE_NEEDED = N_("This Odoo is older than 19: name the database that you work in.")
NO_DATABASE = N_("This server has no database of this name.")
UNSENDABLE = N_("It holds control characters, which Odoo 18 and older cannot take.")
SEVERAL_DATABASES = N_("This server has several databases: name the one you work in.")
REQUIRED = N_("Odoo needs a value here.")
TOO_LONG = N_("It is longer than Banso sends to this field.")
NO_SUCH_OPTION = N_("Odoo has no such choice.")
READ_ONLY = N_("Odoo lets nobody write this.")
NO_SUCH_RECORD = N_("Odoo knows no such record.")
NOTHING_TAKEN = N_("Odoo took nothing of it.")
HIDDEN = N_("Odoo does not show this user what Banso needs of it.")
TOO_FINE = N_("Odoo keeps fewer decimal places.")
