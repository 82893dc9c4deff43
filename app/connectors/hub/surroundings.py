"""What libpq would take from around it: variables of the environment and files of the home folder.

Where a hub is, who signs in there with what, and how safely is what a person typed, and nothing else. So everything
that libpq would look up is told to it, and what cannot be told is taken out of its sight.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

NOWHERE = os.path.join(os.devnull, "none")
"""A file that cannot be: given where none given means one of the home folder."""

TOLD: Mapping[str, str] = {
    "hostaddr": "",
    "passfile": NOWHERE,
    "channel_binding": "prefer",
    "sslnegotiation": "postgres",
    "sslcompression": "0",
    "sslcert": NOWHERE,
    "sslkey": "",
    "sslcertmode": "disable",
    "sslrootcert": "",
    "sslcrl": NOWHERE,
    "sslcrldir": "",
    "sslsni": "1",
    "requirepeer": "",
    "require_auth": "!gss,!sspi",  # nobody else's tickets: a password, or what the server asks for in its place
    "min_protocol_version": "3.0",
    "max_protocol_version": "3.0",
    "ssl_min_protocol_version": "TLSv1.2",
    "ssl_max_protocol_version": "",
    "gssencmode": "disable",
    "krbsrvname": "postgres",
    "gsslib": "",
    "gssdelegation": "0",
    "target_session_attrs": "any",
    "load_balance_hosts": "disable",
    "tcp_user_timeout": "0",
}
"""What a connection is told beside what a person typed."""

UNSEEN = ("PGSERVICE", "PGSERVICEFILE", "PGSYSCONFDIR", "PGREQUIRESSL", "PGDATESTYLE", "PGTZ", "PGGEQO")
"""What libpq reads whatever it is told. Nothing else in this process speaks PostgreSQL."""


def hide() -> None:
    """Take out of this process's environment what libpq would read beside what it is told."""
    for name in UNSEEN:
        os.environ.pop(name, None)
