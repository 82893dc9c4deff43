"""The states of the differences: fields, texts and lists, whole records; the questions are made up for the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.operations.syncing.rows import Difference
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words
from app.views.sync.differences.sheet import DifferencesSheet

_ACCOUNT, _CALL, _TASK = "a", "t", "p"


def _row(number: int, **said: object) -> Difference:
    made = Difference(
        id=number, connection_id=1, system="Salesforce", entity="account", local_id=_ACCOUNT, account_id=_ACCOUNT,
        account="Acme Robotics", title="Acme Robotics", field="industry", kind="field", type="text", text=False,
        base=None, mine=None, theirs=None, both=None, group="", mine_by=in_words("高橋", "Takahashi"),
        mine_at="2026-11-16T12:40:00.000000Z", theirs_by=in_words("中村（営業）", "Nakamura, sales"),
        theirs_at="2026-11-16T23:05:00.000000Z", base_at="2026-11-14T08:00:00.000000Z",
    )  # fmt: skip
    return replace(made, **said)  # type: ignore[arg-type]


def rows() -> list[Difference]:
    """Return questions about three records, as sync would ask them."""
    goal = in_words("棚卸し時間を半分にする。", "Cut stock-taking time in half.")
    mine = in_words("棚卸し時間を月 20時間以下にする。", "Cut stock-taking time to 20 h a month.")
    more = in_words("欠品率 2.5% 以下。", " Stock-outs below 2.5%.")
    call = in_words("11/10 の電話", "Call of 10 Nov")
    return [
        _row(1, field="fiscal_year_end", type="int", base="3", mine="12", theirs="9"),
        _row(
            2, field="tags", type="multi", base=in_words("製造", "Manufacturing"),
            mine=in_words("製造\n物流", "Manufacturing\nLogistics"), theirs=in_words("関西", "Osaka"),
            both=in_words("物流\n関西", "Logistics\nOsaka"),
        ),
        _row(
            3, field="fit_reason", type="longtext", text=True, base=goal, mine=mine, theirs=goal + more,
            both=mine + more,
        ),
        _row(
            4, entity="touchpoint", local_id=_CALL, title=call, field="on_date", type="date", base="2026/11/10",
            mine="2026/11/11", theirs="2026/11/9",
        ),
        _row(
            5, entity="task", local_id=_TASK, title=in_words("手順書を送る", "Send the manual"), field="*",
            kind="deleted_there", type="",
        ),
    ]  # fmt: skip


def open_with(stage: Stage, some: Sequence[Difference]) -> DifferencesSheet:
    """Open the sheet over the window with these questions."""
    window, _places = stage.main()
    open_now = list(some)

    def settle(_session: object, choices: dict[int, object], *, today: object) -> int:
        del today
        open_now[:] = [row for row in open_now if row.id not in choices]
        return len(choices)

    sheet = DifferencesSheet(window, window.workspace, lambda _session: list(open_now), settle, lambda _session: 41)
    sheet.open_at()
    return sheet


def _half(stage: Stage) -> DifferencesSheet:
    sheet = open_with(stage, rows())
    form = sheet.form
    assert form is not None
    first, second, _third = form.record.questions
    form.choose(first, "theirs")
    form.choose(second, "mine")
    form.go_to(form.here())
    return sheet


def _both(stage: Stage) -> None:
    sheet = _half(stage)
    assert sheet.form is not None
    sheet.form.choose(sheet.form.record.questions[2], "both")


def _whole(stage: Stage) -> None:
    sheet = open_with(stage, rows())
    sheet.list.picked.emit((1, "task", _TASK))


def _settled(stage: Stage) -> None:
    sheet = open_with(stage, rows())
    sheet.foot.all_theirs.click()
    sheet.save()


def _long(stage: Stage) -> None:
    line = in_words("11/{n} 拠点の利用状況を確認。現場の声を集める。\n", "11/{n} looked at how the site uses it.\n")
    base = "".join(line.format(n=n) for n in range(1, 31))
    changed = in_words("拠点長に相談した。\n", "Asked the head of the site.\n")
    amount = {"entity": "request", "local_id": "r", "title": in_words("音声での入力", "Voice input"), "group": "money"}
    open_with(
        stage,
        [
            _row(1, field="body", type="longtext", text=True, base=base, mine=base + changed, theirs=changed + base),
            _row(2, **amount, field="amount", type="money", base="1,200,000", mine="1,500,000", theirs="12,000"),
            _row(3, **amount, field="currency", base="JPY", mine="JPY", theirs="USD"),
        ],
    )


SHOTS: tuple[Shot, ...] = (
    Shot("differences", _half),
    Shot("differences-both", _both),
    Shot("differences-whole", _whole),
    Shot("differences-settled", _settled),
    Shot("differences-long", _long),
)
