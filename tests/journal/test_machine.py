"""Every write operation in any order: undo brings back the book of before, redo that of after."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from app.errors import BansoError, Cancelled
from app.journal import door, searchable
from app.models import driver, tables
from app.models.database import Session
from app.operations.accounts import amend_accounts
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.content import content_hash
from app.operations.export import export_book
from app.operations.export_folder import import_export
from app.operations.health.derived import keep_derived
from app.operations.importing.run import import_paths
from app.operations.intents import confirm_intent
from app.operations.pins import pin_account
from app.operations.planned import hold_planned
from app.operations.promises import hide_promise, keep_promise, move_promise
from app.operations.put_off import put_off_row
from app.operations.quick_log import log_line
from app.operations.settings import choose
from app.operations.touchpoints import remove_touchpoint
from app.search.check import check
from app.secrets import keyinfo
from tests.builders import TODAY, new_book
from tests.journal.account_writers import FIELD_WRITES
from tests.journal.arriving_writers import ARRIVALS, ARRIVING_PARTS
from tests.journal.health_writers import HEALTH
from tests.journal.list_writers import LISTS
from tests.journal.meeting_writers import MEETINGS
from tests.journal.model_writers import MODEL_WRITES
from tests.journal.money_writers import MONEY
from tests.journal.people_writers import PEOPLE
from tests.journal.plan_file_writers import PLAN_FILE_PARTS, PLAN_FILES
from tests.journal.plan_writers import PLAN_PARTS, PLANS
from tests.journal.portfolio_writers import PORTFOLIO
from tests.journal.review_writers import REVIEWS
from tests.journal.settings_writers import SETTINGS_WRITES
from tests.journal.signal_writers import SIGNAL_PARTS, SIGNALS
from tests.journal.tab_writers import TABS
from tests.journal.voice_writers import VOICE
from tests.journal.writers import write_operations

DAYS = st.integers(-40, 40).map(lambda days: TODAY + timedelta(days))
ACCOUNTS = ("みどり食品", "Acme", "A-1", "青葉信用金庫", "だれも知らない会社", "")
SAYINGS = (
    "佐藤さんと電話 次: 見積を送る 金曜まで !risk", "call with Sato next: send deck by fri #adoption !voice", "",
    "昨日 会議 次(先方): 開始日を決める !csql", "11/30 訪問 !win", "次: 見積を送付 11/27まで", "<b>解約</b> '--",
    "反応が早い ~4", "～業務2",
)  # fmt: skip
FIELDS: Mapping[str, st.SearchStrategy[object]] = {
    "segment": st.sampled_from([None, "high", "low", "tech"]),
    "phase": st.sampled_from([None, "onboarding", "adoption", "churned"]),
    "name": st.sampled_from(["みどり食品", "Acme Robotics", "改名した会社"]),
    "tags": st.sampled_from([None, ["重点"], ["重点", "関西"]]),
    "fit": st.sampled_from([None, "good"]),
}
SETTINGS: Mapping[str, st.SearchStrategy[object]] = {
    "fiscal_year_start": st.integers(1, 12),
    "grace": st.integers(0, 365),
    "gross_margin": st.sampled_from([None, 80]),
    "money_unit": st.sampled_from(["account", "parent"]),
    "cadence.high": st.integers(1, 60),
    "language": st.sampled_from([None, "ja", "en"]),
}
FILES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "accounts": (
        "顧客名,顧客ID,ドメイン,セグメント,担当,親会社",
        (
            "みどり食品,A-1,midori.example,ハイタッチ,伊藤,", "みどり食品㈱,A-1,,ロータッチ,鈴木,",
            "青葉信用金庫,A-2,,,伊藤,みどり食品",
            "Acme,,acme.example,テックタッチ,,",
            "アクメ,,acme.example,,伊藤,どこにもない",
        ),
    ),
    "people": (
        "会社名,氏名,メールアドレス,役職,部署,役割,着任日",
        (
            "A-1,佐藤 花子,h@midori.example,課長,生産部,チャンピオン,2024/4/1",
            "A-1,佐藤 花子,h@midori.example,部長,品質部,,2026/4/1",
            "A-1,佐藤花子,,課長,,,",
            "Acme,Ken Sato,,,,スポンサー,",
        ),
    ),
    "contracts": (
        "会社名,開始日,終了日,製品,数量,単価,通貨,通知期限,契約番号",
        (
            "A-1,2026/3/1,2027/2/28,Cloud,10,1500,JPY,1か月前,C-1",
            "A-1,2026/3/1,2027/2/28,Cloud,12,1500,JPY,1か月前,C-1",
            "A-1,2026/3/1,2027/8/31,分析,1,100,JPY,,C-1", "Acme,2026/1/1,2026/12/31,Cloud,5,10.5,USD,30日前,C-1",
        ),
    ),
    "touchpoints": (
        "会社名,日付,種類,内容,参加者,外部ID",
        (
            "A-1,2026/11/10,電話,解約の話,佐藤花子,", "A-1,2026/11/10,電話,解約の話,佐藤花子,",
            "A-1,2026/12/1,会議,定例,だれか,T-1", "Acme,2026/10/1,メモ,note,,T-1",
        ),
    ),
    "readings": (
        "会社名,計測日,ログイン,NPS",
        ("A-1,2026/10/1,10,", "A-1,2026/10/1,12,3", "Acme,2026/10/8,0,", "Acme,2027/10/8,1,"),
    ),
    "events": ("会社名,発生日,種別,メモ,外部ID", ("A-1,2026/10/1,障害,停止,E-1",
      "Acme,2026/10/2,ticket,,",
      "A-1,2026/10/3,障害,,E-1")),
    "network": ("First Name,Last Name,Email Address,Company,Position,Connected On", (
        "花子,佐藤,h@midori.example,Nowhere Foods,COO,15 Mar 2025", "Ken,Sato,,Acme,Director,16 Mar 2025",
        "Ken,Sato,,どこか,,16 Mar 2025")),
    "attendance": (
        "氏名,メールアドレス,会社名,参加日,研修名",
        (
            "佐藤花子,,A-1,2026/11/10,操作研修", "佐藤 花子,h@midori.example,,2026/11/10,操作研修",
            "新しい人,n@acme.example,,2026/11/10,ユーザー会", "だれか,,どこにもない,2026/11/10,操作研修",
        ),
    ),
    "surveys": (
        "会社名,回答者,回答日,NPS,コメント",
        (
            "A-1,佐藤花子,2026/10/5,9,", "A-1,佐藤花子,2026/10/5,3,遅い", "A-1,,2026/10/6,7,", "Acme,Ken,2026/7/1,10,",
            "Acme,Ken,2026/7/1,11,",
        ),
    ),
    "rates": ("通貨,日付,レート", ("USD,2026/10/1,150", "USD,2026/10/1,151", "EUR,2026/10/1,160.5")),
}  # fmt: skip

Draw = st.DataObject


@dataclass(frozen=True)
class Done:
    """One change on the stack and the book's hash on either side of it."""

    change_id: str
    before: str
    after: str


def ids(entity: str) -> Callable[[Session], list[str]]:
    table = tables.metadata.tables[entity]
    return lambda session: [
        row[0] for row in session.execute(select(table.c.id).where(table.c.deleted_at.is_(None)).order_by(table.c.no))
    ]


def one_of(book: Book, entity: str, draw: Draw) -> str | None:
    known = book.read(ids(entity))
    return draw.draw(st.sampled_from(known), entity) if known else None


def logs(book: Book, draw: Draw, _folder: Path) -> str | None:
    line = f"@{draw.draw(st.sampled_from(ACCOUNTS))} {draw.draw(st.sampled_from(SAYINGS))}"
    move = book.read(ids("promise")) if draw.draw(st.booleans(), "move") else []
    create = draw.draw(st.booleans(), "create")
    now = book.clock.now()
    changes, _logged = book.write(log_line, line, today=TODAY, now=now, by_id=book.by_id, move=move, create=create)
    return changes.id


def removes(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = one_of(book, "touchpoint", draw)
    return book.write(remove_touchpoint, there)[0].id if there else None


def keeps(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = one_of(book, "promise", draw)
    return book.write(keep_promise, there, on=draw.draw(DAYS))[0].id if there else None


def moves(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = one_of(book, "promise", draw)
    knows = draw.draw(st.sampled_from([None, True, False]))
    return book.write(move_promise, there, due=draw.draw(DAYS), customer_knows=knows)[0].id if there else None


def hides(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = one_of(book, "promise", draw)
    return book.write(hide_promise, there, until=draw.draw(DAYS))[0].id if there else None


def puts_off(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = one_of(book, "account", draw)
    kind = draw.draw(st.sampled_from(["quiet", "data_gap"]))
    return book.write(put_off_row, there, kind, "", until=draw.draw(DAYS))[0].id if there else None


def holds(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = one_of(book, "touchpoint", draw)
    return book.write(hold_planned, there, today=TODAY)[0].id if there else None


def confirms(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = one_of(book, "contract", draw)
    by, on = draw.draw(st.sampled_from(["", "渡辺"])), draw.draw(DAYS)
    return book.write(confirm_intent, [there], on=on, by=by, how="call", today=TODAY)[0].id if there else None


def amends(book: Book, draw: Draw, _folder: Path) -> str | None:
    known = book.read(ids("account"))
    some = draw.draw(st.lists(st.sampled_from(known), unique=True, max_size=3)) if known else []
    values = {
        name: draw.draw(FIELDS[name]) for name in draw.draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True))
    }
    return book.write(amend_accounts, some, values, today=TODAY)[0].id


def pins(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = one_of(book, "account", draw)
    return book.write(pin_account, there, pinned=draw.draw(st.booleans(), "pinned"))[0].id if there else None


def chooses(book: Book, draw: Draw, _folder: Path) -> str | None:
    key = draw.draw(st.sampled_from(sorted(SETTINGS)))
    return book.write(choose, key, draw.draw(SETTINGS[key]))[0].id


def derives(book: Book, draw: Draw, _folder: Path) -> str | None:
    return book.write(keep_derived, today=TODAY + timedelta(draw.draw(st.integers(0, 40), "later")))[0].id


def imports(book: Book, draw: Draw, folder: Path) -> str | None:
    paths = []
    for kind in draw.draw(st.lists(st.sampled_from(sorted(FILES)), unique=True, min_size=1, max_size=3)):
        heading, rows = FILES[kind]
        some = draw.draw(st.lists(st.sampled_from(rows), max_size=5))
        path = folder / f"{kind}.csv"
        path.write_bytes("\n".join([heading, *some, ""]).encode("cp932"))
        paths.append((path, kind))
    stop = draw.draw(st.sampled_from([10**9] * 6 + [0, 1, 2]))
    left: Iterator[int] = iter(range(stop))
    kind = paths[0][1] if len(paths) == 1 else None
    files = [path for path, _kind in paths]
    report = import_paths(book, files, kind=kind, cancelled=lambda: next(left, None) is None)
    return report.change_id


@cache
def exported() -> TemporaryDirectory[str]:
    """Return an export of another book, which has an account and a touchpoint of its own."""
    folder = TemporaryDirectory()
    with new_book(Path(folder.name) / "other") as other:
        other.write(lambda session: door.create(session, "account", [{"name": "Other", "name_key": "other"}]))
        other.write(log_line, "@Other 電話 次: 見積を送る", today=TODAY, now=other.clock.now(), by_id=None)
        export_book(other, Path(folder.name) / "out")
    return folder


def brings_export(book: Book, _draw: Draw, _folder: Path) -> str | None:
    before = last_change(book)
    import_export(book, Path(exported().name) / "out")
    after = last_change(book)
    return after if after != before else None


def last_change(book: Book) -> str | None:
    change = tables.change
    return book.read(lambda session: session.scalar(select(change.c.id).order_by(change.c.id.desc()).limit(1)))  # type: ignore[no-any-return]


OPERATIONS: Mapping[str, Callable[[Book, Draw, Path], str | None]] = {
    **LISTS,
    **MEETINGS,
    **FIELD_WRITES,
    **TABS,
    **SETTINGS_WRITES,
    **MODEL_WRITES,
    **HEALTH,
    **PORTFOLIO,
    **MONEY,
    **SIGNALS,
    **PLANS,
    **PLAN_FILES,
    **PEOPLE,
    **REVIEWS,
    **VOICE,
    **ARRIVALS,
    "accounts.amend_accounts": amends,
    "export_folder.import_export": brings_export,
    "health.derived.keep_derived": derives,
    "importing.run.import_paths": imports,
    "intents.confirm_intent": confirms,
    "pins.pin_account": pins,
    "planned.hold_planned": holds,
    "promises.hide_promise": hides,
    "promises.keep_promise": keeps,
    "promises.move_promise": moves,
    "put_off.put_off_row": puts_off,
    "quick_log.log_line": logs,
    "settings.choose": chooses,
    "touchpoints.remove_touchpoint": removes,
}
ELSEWHERE: Mapping[str, str] = {
    **SIGNAL_PARTS,
    **PLAN_PARTS,
    **PLAN_FILE_PARTS,
    **ARRIVING_PARTS,
    "hub.hand_over": "writes on the hub first, which no undo of ours takes back; tests/operations/hub",
    "forget.erase_for_good": "the part of forget that is a change; tests/operations/test_forget.py",
    "forget.forget": "cannot be undone, and takes rows and history out; tests/operations/test_forget.py",
    "forgotten.remember_forgotten": "a part of forget",
    "changes.take_back": "the undo and redo rules of the machine",
    "check.check": "makes the search index anew and writes no row; tests/operations/test_care.py",
    "drafts.keep_drafts": "what is being typed, no part of the book's history; tests/operations/test_drafts.py",
    "demo.fill_demo": "refuses any book that has accounts; tests/demo",
    "importing.prints.keep_prints": "keeps what rows said, without history; a part of import_paths",
    "importing.remembered.remember": "keeps how headings were read, without history; a part of import_paths",
    "reviews.guests.follow_merge": "a part of people_sameness.merge_people",
    "syncing.running.run_sync": "a run and what a hub tells of hand-overs; tests/operations/syncing, tests/sync",
    "syncing.running.sync_all": "run_sync of every connection",
    "syncing.taking_over.follow_hand_overs": "follows what a hub tells of hand-overs; tests/operations/hub",
    "syncing.taking_over.take_over": "asks for them first; tests/operations/hub",
    "syncing.mapping.refresh_schema": "keeps what a system looks like, without history; tests/operations/syncing",
    "syncing.runs.undo_run": "take_back by the number of a run; tests/operations/syncing",
    "syncing.secrets.forget_secrets": "no part of the book's history; tests/operations/syncing",
    "syncing.secrets.keep_secret": "no part of the book's history; tests/operations/syncing",
    "syncing.secrets.keep_secrets": "no part of the book's history; tests/operations/syncing",
    "syncing.testing.amend_connection": "no part of the book's history; tests/operations/syncing",
    "syncing.signing_in.sign_in": "keeps secrets and lets a connection go on; tests/operations/syncing",
    "import_preview.preview": "only a dry run of import_paths; tests/operations/importing",
}


def test_that_no_write_operation_is_missing_from_the_machine() -> None:
    assert set(write_operations()) == {*OPERATIONS, *ELSEWHERE}


class AnyOrder(RuleBasedStateMachine):
    """Runs operations, undo and redo on one small book."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(mkdtemp())
        self.book = new_book(self.folder / "profile")
        self.book.write(log_everything)
        self.looking = driver.connect(self.folder / "profile" / keyinfo.BOOK, None)
        self.done: list[Done] = []
        self.undone: list[Done] = []
        self.revisions: dict[tuple[str, str], int] = {}

    def hash(self) -> str:
        return self.book.read(content_hash)

    @rule(draw=st.data(), name=st.sampled_from(sorted(OPERATIONS)))
    def operate(self, draw: Draw, name: str) -> None:
        before = self.hash()
        try:
            change_id = OPERATIONS[name](self.book, draw, self.folder)
        except (BansoError, Cancelled):
            change_id = None
        after = self.hash()
        if change_id is None:
            assert after == before, f"{name} changed the book without a change, or was refused half done"
            return
        assert after != before, f"{name} left a change that changes nothing"
        self.done.append(Done(change_id, before, after))
        self.undone.clear()

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        last = self.done.pop()
        changes, _count = self.book.write(take_back, last.change_id)
        assert self.hash() == last.before
        assert changes.id is not None
        self.undone.append(Done(changes.id, last.before, last.after))

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        last = self.undone.pop()
        changes, _count = self.book.write(take_back, last.change_id)
        assert self.hash() == last.after
        assert changes.id is not None
        self.done.append(Done(changes.id, last.before, last.after))

    @invariant()
    def search_is_clean(self) -> None:
        with self.book._database.reading() as session:
            assert check(self.looking, searchable.everything(session)) == []

    @invariant()
    def revisions_only_grow(self) -> None:
        now = self.book.read(revisions)
        assert set(self.revisions) <= set(now), "a row is gone for good"
        assert all(now[row] >= rev for row, rev in self.revisions.items())
        self.revisions = now

    def teardown(self) -> None:
        if hasattr(self, "book"):
            self.looking.close()
            self.book.close()
            shutil.rmtree(self.folder)


def log_everything(session: Session) -> None:
    """Begin with two accounts and a promise, so that the first steps find something."""
    acme, midori = door.create(
        session, "account", [{"name": "Acme",
        "name_key": "acme"}, {"name": "みどり食品",
        "name_key": "みどり食品",
        "external_id": "A-1"}]
    )  # fmt: skip
    row = {"text": "見積を送る", "side": "me", "made_on": "2026-11-01", "due": "2026-11-20", "origin": "quick_log"}
    door.create(session, "promise", [{"account_id": acme, **row}, {"account_id": midori, **row}])


def revisions(session: Session) -> dict[tuple[str, str], int]:
    return {
        (table.name, row[0]): row[1]
        for table in tables.NOUNS
        for row in session.execute(select(table.c.id, table.c.rev))
    }


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=20,
    stateful_step_count=20,
    phases=(Phase.explicit, Phase.generate),  # shrinking would take minutes
)


def test_that_a_change_moves_the_revision_of_each_row_it_touches(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        book.write(log_everything)
        before = book.read(revisions)
        known = book.read(ids("account"))
        changes, _count = book.write(amend_accounts, known, {"segment": "high"}, today=date(2026, 11, 1))
        after = book.read(revisions)
        assert {row for row in before if after[row] > before[row]} == {("account", account) for account in known}
        assert changes.ids("account") == set(known)
