"""What is said of a hub, as English source words; the screens say them in their own language."""

from __future__ import annotations


def N_(words: str) -> str:
    """Mark words that the catalogue has to know."""
    return words


HOST = N_("Type the address of the server.")
PORT = N_("The port is a number from 1 to 65535.")
DATABASE = N_("Type the name of the database.")
NO_DATABASE = N_("The server has no such database.")
USER = N_("Type your name on the server.")
TLS_CHOICE = N_("Choose how the line is protected.")
TLS_NEEDED = N_("Without encryption only a server on this computer can be used.")
TLS_REFUSED = N_("The server's certificate is not accepted.")
NO_TLS = N_("The server does not encrypt. Ask your IT to turn that on.")
CA_MISSING = N_("There is no such certificate file.")
UNKNOWN_HOST = N_("There is no server of that address.")
OUT_OF_REACH = N_("The team hub cannot be reached.")
NOT_PREPARED = N_("The database is not prepared as a team hub. Ask your IT to run “banso hub prepare”.")
OLDER = N_("The team hub is older than this Banso. Ask your IT to run “banso hub prepare” again.")
NEWER = N_("The team hub is newer than this Banso. Update Banso.")
RESTORED = N_("The team hub was restored from a copy. Ask your IT to run “banso hub prepare” again.")
WITHOUT_ROLES = N_(
    "This was restored before the team hub’s roles were there. Nothing was changed. "
    "Drop the schema “banso”, run “banso hub prepare”, restore with --clean, and run it again."
)
NOT_LET_IN = N_("The server lets nobody in from here under this name. Ask your IT.")
FULL = N_("The server has too many connections at the moment.")
RESTING = N_("The server is starting or stopping at the moment.")
IN_THE_CLEAR = N_("The server asks for your very password over an open line. It was not sent. Ask your IT.")
NO_MEMBER = N_("You are not a member of this team hub.")
NO_RIGHT = N_("You have no right to this record in the team hub.")
NO_TEAM = N_("You are in no team of this team hub.")
NO_ADMIN = N_("This user may not make roles and tables. Sign in as an administrator of the database.")
NOT_A_MEMBER = N_("An administrator or a group of the server cannot be a member. Name somebody else.")
SECOND = N_("Another database of this server is a team hub already. One server has one.")
NO_AUTHORITY = N_("This computer has no certificates to check the server by. Ask your IT for a file.")
NO_SUCH_MEMBER = N_("The team hub has no such member.")
