"""Verbs of the team hub: preparing it, which IT does, and handing an account over."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from app.cli.answers import Answer, account_name, table
from app.cli.connect_verb import secret_in
from app.errors import BansoError
from app.language import _
from app.operations.book import Book


def hub(arguments: Namespace, _profile: Path) -> Answer:
    """Prepare a hub, or let a member go; needs no book."""
    password = secret_in(arguments.password_file) if arguments.password_file else os.environ.get("PGPASSWORD", "")
    return _prepare(arguments, password) if arguments.way == "prepare" else _dismiss(arguments, password)


def _prepare(arguments: Namespace, password: str) -> Answer:
    from app.operations.hub_preparing import NewMember, prepare_hub

    if arguments.member and len(arguments.team) != 1:
        raise BansoError("hub.which_team", field="team")
    members = [NewMember(role, name, arguments.team[0], arguments.sees) for role, name in arguments.member]
    done = prepare_hub(arguments.dsn, password, name=arguments.name, teams=arguments.team, members=members)
    document = {
        "name": done.name, "host": done.host, "port": done.port, "database": done.database,
        "encrypted": done.encrypted, "before": done.before, "version": done.version, "restored": done.restored,
        "teams": list(done.teams),
        "members": [
            {"user": one.role, "name": one.name, "team": one.team, "sees": one.sees, "password": one.password or None}
            for one in done.members
        ],
    }  # fmt: skip
    lines = [_("The team hub is ready: {name}", name=done.name)]
    if done.restored:
        lines.append(_("It was restored from a copy. Every Banso will read it anew and lose nothing."))
    lines += [
        "",
        _("What each member types into Banso, under Sync & differences › PostgreSQL team hub:"),
        table(
            [_("Server"), _("Port"), _("Database"), _("Protection of the line")],
            [[done.host, str(done.port), done.database,
              _("Encrypted, certificate checked") if done.encrypted else _("Only on this computer")]],
        ),
        "",
    ]  # fmt: skip
    if not done.members:
        lines.append(_("Nobody is in it yet. Name somebody with --member and --team."))
        return Answer(document, "\n".join(lines))
    sees = {"team": _("the whole team’s accounts"), "own": _("their own accounts")}
    lines.append(
        table(
            [_("Your name on the server"), _("Name"), _("Team"), _("Sees"), _("Password, shown only now")],
            [[one.role, one.name, one.team, sees[one.sees], one.password or "—"] for one in done.members],
        )
    )
    return Answer(document, "\n".join(lines))


def _dismiss(arguments: Namespace, password: str) -> Answer:
    from app.operations.hub_preparing import dismiss_member

    dismiss_member(arguments.dsn, password, arguments.user)
    text = _("{name} sees nothing of the team hub any more. What they wrote stays.", name=arguments.user)
    return Answer({"dismissed": arguments.user}, text)


def hand_over(arguments: Namespace, book: Book) -> Answer:
    """Give an account to a colleague in the hub."""
    from app.operations.accounts import find_account
    from app.operations.hub import hand_over as give
    from app.operations.syncing.connections import find_connection

    connection = book.read(find_connection, arguments.connection)
    account = book.read(find_account, arguments.account)
    done = give(book, connection, account, arguments.to)
    text = _("{account} is with {name} from now on.", account=done.account, name=done.to)
    return Answer({"account": account_name(account, done.account), "to": arguments.to, "name": done.to}, text)
