"""The verbs and their options, as others script against them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.cli import parser_words
from app.language import _
from app.vocabulary import ImportKind, Segment

YEARS = range(1900, 2200)
"""Years that a day of the clock may lie in: what is worked out from it still fits into the calendar."""

MOST = 10_000
CHOICES = ("mine", "theirs", "both", "same", "apart")


def parser() -> argparse.ArgumentParser:
    """Return the parser; global options stand before or after the verb."""
    parser_words.speak()
    root = argparse.ArgumentParser(prog="banso", description=_("Banso: one customer success manager's own desk"))
    _globals(root, default=True)
    verbs = root.add_subparsers(dest="verb", metavar="VERB")
    shared = argparse.ArgumentParser(add_help=False)
    _globals(shared, default=False)

    def verb(name: str, about: str) -> argparse.ArgumentParser:
        return verbs.add_parser(name, help=about, description=about, parents=[shared])

    init = verb("init", _("make the profile"))
    ways = init.add_mutually_exclusive_group()
    ways.add_argument("--keyring", action="store_true", help=_("protect it by the system's keyring (default)"))
    ways.add_argument("--passphrase-file", type=Path, metavar="F", help=_("protect it by the passphrase in a file"))
    ways.add_argument("--unencrypted", action="store_true", help=_("leave the book readable to anyone with the file"))
    init.add_argument("--name", help=_("your name, as it stands beside what you write"))
    init.add_argument("--zone", default="Asia/Tokyo", help=_("the time zone whose days count, e.g. Asia/Tokyo"))

    demo = verb("demo", _("fill an empty profile with the made-up book"))
    demo.add_argument("--accounts", type=int, default=42)
    demo.add_argument("--seed", type=int, default=7)

    files = verb("import", _("bring in CSV or XLSX files, or a folder made by export"))
    files.add_argument("files", nargs="+", type=Path, metavar="FILE")
    files.add_argument("--kind", choices=[*(str(k) for k in ImportKind), "auto"], default="auto")
    files.add_argument("--map", action="append", default=[], metavar="local=Column", type=_pair)
    files.add_argument(
        "--same", action="append", default=[], metavar="NAME=ACCOUNT", type=_name,
        help=_("which account a name in doubt means; NAME= where it is another firm"),
    )  # fmt: skip
    files.add_argument("--dry-run", action="store_true", help=_("tell what would happen and write nothing"))

    verb("accounts", _("list the accounts"))
    verb("today", _("whom to contact today, and why"))

    log = verb("log", _("log a touchpoint from one line"))
    log.add_argument("line")

    search = verb("search", _("find words in everything written"))
    search.add_argument("words", nargs="+")
    search.add_argument("--order", choices=["newest", "relevance"], default="newest")
    search.add_argument("--limit", type=_count, default=50)

    moves = verb("moves", _("who may have moved, and deciding it"))
    moves.add_argument("--account", metavar="A", help=_("of this account alone"))
    moves.add_argument("--confirm", metavar="ID", help=_("it is so: the position ends"))
    moves.add_argument("--on", type=_day, metavar="D", help=_("the last day there, or the first of an arrival"))
    moves.add_argument("--to", metavar="A", help=_("the account where the person is from then on"))
    moves.add_argument("--dismiss", metavar="ID", help=_("it is not so; the same evidence does not come back"))
    moves.add_argument("--reason", help=_("why it is not so"))

    health = verb("health", _("the health of an account and how it came about"))
    health.add_argument("account")
    health.add_argument("--as-of", type=_day, metavar="D", help=_("as it was known at the end of this day"))
    health.add_argument("--since", type=_day, metavar="D", help=_("why it moved since this day"))

    backtest = verb("backtest", _("what scores were worth before past renewals"))
    backtest.add_argument("--horizon", type=_count, metavar="DAYS", help=_("so many days before each decision"))
    backtest.add_argument("--strict", action="store_true", help=_("only what was recorded by that day"))

    metrics = verb("metrics", _("retention and the bridge of recurring revenue for a period"))
    metrics.add_argument("--from", dest="start", required=True, type=_day, metavar="D", help=_("its first day"))
    metrics.add_argument("--to", dest="end", required=True, type=_day, metavar="D", help=_("its last day"))
    metrics.add_argument("--method", choices=["closed", "point", "flow"], default="closed")
    metrics.add_argument("--segment", choices=[str(one) for one in Segment], metavar="S", help=_("high, low or tech"))

    metrics_deck = verb("metrics-deck", _("the figures of a period as slides"))
    metrics_deck.add_argument("--to", required=True, type=Path, metavar="F.pptx|.pdf")
    metrics_deck.add_argument("--period", default="", help=_("without it, the twelve months up to today"))

    verb("weekly", _("the last seven days as text: changes of band, forecasts, help needed, touchpoints"))

    qbr = verb("qbr", _("write the review deck of an account"))
    qbr.add_argument("account")
    qbr.add_argument("--period", required=True)
    qbr.add_argument("--to", required=True, type=Path, metavar="F.pptx|.pdf")
    qbr.add_argument("--template", type=Path, metavar="T.pptx")
    qbr.add_argument("--notes", action="store_true", help=_("with speaker notes, to present from"))

    brief = verb("brief", _("make one page about an account, for an executive or for the champion"))
    brief.add_argument("account")
    brief.add_argument("--to", required=True, type=Path, metavar="F.pdf")
    brief.add_argument(
        "--for", dest="readers", choices=["executive", "champion"], default="executive",
        help=_("for whom: our executive (internal), or the customer's champion"),
    )  # fmt: skip

    plan = verb("plan", _("send a mutual success plan to the customer and take back what they answered"))
    ways_of_plan = plan.add_subparsers(dest="way", metavar="WAY", required=True)
    words = _("write it as a file for the customer")
    out = ways_of_plan.add_parser("export", help=words, description=words, parents=[shared])
    out.add_argument("account")
    out.add_argument("--to", required=True, type=Path, metavar="F.html|.pdf|.xlsx")
    out.add_argument("--plan", metavar="NAME", help=_("which plan, where the customer has several"))
    words = _("take in what the customer filled in")
    back = ways_of_plan.add_parser("import", help=words, description=words, parents=[shared])
    back.add_argument("file", type=Path, metavar="F")
    back.add_argument("--dry-run", action="store_true", help=_("tell what would happen and write nothing"))

    connect = verb("connect", _("connect another system, or change how one is connected"))
    connect.add_argument("name", metavar="NAME")
    connect.add_argument("--connector", metavar="ID", help=_("the kind of system, e.g. folder"))
    connect.add_argument("--set", action="append", default=[], metavar="k=v", type=_setting, help=_("a setting"))
    connect.add_argument(
        "--secret", action="append", default=[], metavar="k=FILE", type=_secret, help=_("a secret, read from a file")
    )
    connect.add_argument("--write-back", action="store_true", help=_("let edits go there; at first it only reads"))
    verb("connections", _("list the connections and how they are"))
    sync = verb("sync", _("run one connection, or all of them"))
    sync.add_argument("name", nargs="?", metavar="NAME")
    sync.add_argument("--resume", action="store_true", help=_("let a connection go on that rests"))
    sync.add_argument(
        "--allow-once", action="store_true",
        help=_("let this run do what it stopped for because it would change too much at once"),
    )  # fmt: skip
    sync.add_argument(
        "--secret", action="append", default=[], metavar="k=FILE", type=_secret, help=_("a secret for this run alone")
    )
    verb("undo-sync", _("take back what a run wrote here")).add_argument("run", type=_number, metavar="RUN")
    conflicts = verb("conflicts", _("what waits for a decision, and settling it"))
    conflicts.add_argument(
        "--resolve", action="append", default=[], metavar="ID=mine|theirs|both", type=_choice,
        help=_("settle one; a proposal of a first sync by ID=same or ID=apart"),
    )  # fmt: skip

    hub = verb("hub", _("prepare a PostgreSQL database as a team hub, for who administers it"))
    ways_of_hub = hub.add_subparsers(dest="way", metavar="WAY", required=True)
    words = _("make the hub, or bring it up to date, and let members in; can be done again at any time")
    ready = ways_of_hub.add_parser("prepare", help=words, description=words, parents=[shared])
    words = _("let a member see nothing of the hub any more")
    gone = ways_of_hub.add_parser("dismiss", help=words, description=words, parents=[shared])
    gone.add_argument("user", metavar="USER")
    for each in (ready, gone):
        each.add_argument(
            "--dsn", required=True, metavar="DSN", help=_("where, as administrator: postgresql://admin@host/database")
        )
        each.add_argument(
            "--password-file", type=Path, metavar="F", help=_("the administrator's password; else PGPASSWORD counts")
        )
    ready.add_argument("--name", default="Banso", help=_("what the hub is called"))
    ready.add_argument("--team", action="append", default=[], metavar="TEAM", help=_("a team; new ones are added"))
    ready.add_argument(
        "--member", action="append", default=[], metavar="USER=NAME", type=_setting,
        help=_("somebody of that team: the name to sign in with, and what they are called"),
    )  # fmt: skip
    ready.add_argument("--sees", choices=["team", "own"], help=_("these members see the team's accounts, or their own"))
    give = verb("hand-over", _("give an account to a colleague in the team hub"))
    give.add_argument("connection", metavar="NAME")
    give.add_argument("account")
    give.add_argument("--to", required=True, metavar="USER", help=_("the name that the colleague signs in with"))

    verb("backup", _("back the book up")).add_argument("--to", type=Path, metavar="F")
    verb("restore", _("restore a back-up; the present book is put aside")).add_argument("file", type=Path)
    verb("check", _("look the whole book over and mend the search index"))
    verb("export", _("write everything as CSV and JSON")).add_argument("--to", required=True, type=Path, metavar="DIR")

    verb("forget", _("erase one customer for good; this cannot be undone")).add_argument("account")

    pack = verb("pack", _("hand the health model, rules, playbooks and rhythms round as a file"))
    ways_of_pack = pack.add_subparsers(dest="way", metavar="WAY", required=True)
    for way, words in (("export", _("write them to a file")), ("import", _("take them over from a file"))):
        taking = ways_of_pack.add_parser(way, help=words, description=words, parents=[shared])
        taking.add_argument("file", type=Path, metavar="F")
        if way == "import":
            taking.add_argument("--reason", help=_("why the model changes, as it stands with its version"))

    shots = verb("shots", _("render every screen as PNG"))
    shots.add_argument("folder", type=Path, metavar="DIR")
    shots.add_argument("--theme", choices=["light", "dark"])
    shots.add_argument("--scale", type=float)
    shots.add_argument(
        "--text", type=int, choices=[90, 100, 110, 125, 130, 150], default=100, help=_("text size in %%")
    )
    shots.add_argument("--state", action="append", metavar="NAME", help=_("only this screen; may be given again"))
    return root


def window_arguments(words: Sequence[str]) -> argparse.Namespace | None:
    """Return the arguments of a start with the window; None for a verb, a call for help or anything wrong.

    Putting the verbs together takes longer than all else that stands between a start and its window.
    """
    plain = argparse.ArgumentParser(prog="banso", add_help=False, exit_on_error=False)
    _globals(plain, default=True)
    try:
        known, others = plain.parse_known_args(words)
    except argparse.ArgumentError:
        return None
    known.verb = None
    return None if others else known


def _globals(to: argparse.ArgumentParser, *, default: bool) -> None:
    # A sub-parser's default would overwrite what stood before the verb, so it has none.
    nothing = None if default else argparse.SUPPRESS
    to.add_argument("--profile", type=Path, metavar="DIR", default=nothing, help=_("the profile's folder"))
    to.add_argument("--lang", choices=["ja", "en"], default=nothing)
    to.add_argument("--today", type=_day, metavar="YYYY-MM-DD", default=nothing)
    to.add_argument("--json", action="store_true", default=False if default else argparse.SUPPRESS)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year not in YEARS:
        raise argparse.ArgumentTypeError(_("write a day from 1900 to 2199 as YYYY-MM-DD"))
    return day


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= MOST):
        raise argparse.ArgumentTypeError(_("write a whole number from 1 to {most}", most=MOST))
    return int(text)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) <= 15):
        raise argparse.ArgumentTypeError(_("write a number"))
    return int(text)


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(_("write it as name=value"))
    return name, value


def _secret(text: str) -> tuple[str, Path]:
    name, equals, path = text.partition("=")
    if not equals or not name or not path:
        raise argparse.ArgumentTypeError(_("write it as name=FILE"))
    return name, Path(path)


def _choice(text: str) -> tuple[int, str]:
    number, _equals, how = text.partition("=")
    if how not in CHOICES:
        raise argparse.ArgumentTypeError(_("write it as ID=mine, ID=theirs or ID=both"))
    return _number(number), how


def _name(text: str) -> tuple[str, str]:
    name, equals, account = text.rpartition("=")
    if not equals or not name.strip():
        raise argparse.ArgumentTypeError(_("write it as NAME=ACCOUNT"))
    return name.strip(), account.strip()


def _pair(text: str) -> tuple[str, str]:
    local, equals, column = text.partition("=")
    if not equals or not local or not column:
        raise argparse.ArgumentTypeError(_("write it as local=Column"))
    return local, column
