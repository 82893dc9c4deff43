"""Accounts of the made-up book with their dated facts and how they were handed over."""

# A row of the table is a line, and a Japanese letter counts as two columns.
# ruff: noqa: E501

from __future__ import annotations

from datetime import date, timedelta

from app.demo import days
from app.demo.chapters import Ledger
from app.demo.deals import Term
from app.demo.scene import Scene
from app.demo.shape import Firm
from app.search.fold import fold_name

INDUSTRIES = {
    "food": ("食品", "Food"), "finance": ("金融・保険", "Finance and insurance"), "logistics": ("物流", "Logistics"),
    "machinery": ("機械", "Machinery"), "robotics": ("ロボット", "Robotics"), "construction": ("建設", "Construction"),
    "health": ("医療", "Health care"), "legal": ("士業", "Professional services"), "hospitality": ("宿泊", "Hospitality"),
    "property": ("不動産", "Property"), "education": ("教育", "Education"), "it": ("IT", "Software"), "pharma": ("薬局", "Pharmacy"),
    "craft": ("制作", "Crafts"), "travel": ("旅行・運輸", "Travel"), "trading": ("商社", "Trading"), "printing": ("印刷", "Printing"),
    "retail": ("小売", "Retail"), "publishing": ("出版", "Publishing"), "energy": ("エネルギー", "Energy"), "games": ("ゲーム", "Games"),
}  # fmt: skip

HANDOVERS: dict[str, tuple[str, str, str, str, str, str, list[str]]] = {
    "aoba-shinkin": ("営業店の日報が紙で、翌日まで本部に届かない", "3店で日報を紙なしにする", "60日で本稼働、と提案書に明記", "監査用の閲覧権限を年内に出すと口頭で", "システムリスク管理室の審査。前例では3か月", "業務改革部 → 事務統括部長 → 常務会", ["審査の様式は誰が持っているか", "再委託先の説明は済んでいるか"]),
    "shinonome-works": ("設備の停止理由が人の記憶頼み", "停止時間の一覧を毎朝見られる", "「まず1ライン」で合意", "とくになし", "データを出す担当がいない", "工場長の一存", ["データ連携は誰がやるか", "成功の定義がまだない"]),
    "takanomori": ("保全記録が工場ごとにばらばら", "3工場で同じ帳票", "第二工場が手本になる", "「帳票は全部うちで作る」（前任）→ 3種に訂正", "製造一課は様子見。本部長に会えていない", "設備部長 → 本部長", ["本部長との接点", "請求先（本社）と利用部署の違い"]),
    "brackenfold": ("The mailbox had 4,000 unread reports", "No report older than a day", "Two regions, then the third", "None this time", "The old sponsor was burnt once", "Head of field work alone", ["Who owns the crew list?"]),
    "ichozaka": ("窓口が4つあり、たらい回しになっていた", "一次回答を当日中に", "PoCで半日短縮を確認", "PoCの設定をそのまま移す", "PoCの熱心な方が兼務で忙しい", "部長決裁", ["本番の席数の根拠"]),
}  # fmt: skip


class Register:
    """Writes one account, and every later change of its facts with a day on which it held and when it was known."""

    def __init__(
        self, ledger: Ledger, firm: Firm, opening: date, owner: str, parent_id: str | None, phase: str
    ) -> None:
        self._ledger, self._firm, self.opening = ledger, firm, opening
        ja = firm.lang == "ja"
        segment = "low" if firm.key == "sakurai-yakuhin" else firm.segment
        early = firm.fit if firm.fit != "poor" else "partial"
        self._now: dict[str, str | None] = {
            "segment": segment,
            "phase": phase,
            "parent_id": parent_id,
            "owner_id": owner,
            "fit": early,
        }
        self.account_id = ledger.create(
            opening,
            "demo_accounts",
            "account",
            name=firm.name,
            name_key=fold_name(firm.name),
            reading=firm.reading,
            external_id=f"A-{firm.key}",
            domain=f"{firm.key}.example",
            industry=INDUSTRIES[firm.industry][0 if ja else 1],
            fit_reason=firm.fit_reason or None,
            fit_on=opening.isoformat(),
            tags=list(firm.tags),
            fiscal_year_end=firm.fiscal_year_end,
            pinned=firm.key in ("midori-foods", "acme-robotics", "aoba-shinkin", "hokuto-logistics"),
            **self._now,
        )
        for field, value in self._now.items():
            if value is not None:
                self._fact(opening, field, value, opening)

    def _fact(self, day: date, field: str, value: str, effective: date) -> None:
        self._ledger.create(
            day,
            "demo_accounts",
            "account_fact",
            account_id=self.account_id,
            field=field,
            value=value,
            effective_on=effective.isoformat(),
            recorded_at=self._ledger.written(day, "demo_accounts"),
        )

    def turn(self, day: date, field: str, value: str, effective: date | None = None) -> None:
        """Change a dated fact on `day`, which held from `effective` on; nothing is written ahead of today."""
        if self.opening < day <= self._ledger.eve and self._now[field] != value:
            self._now[field] = value
            more = {"fit_on": day.isoformat(), "fit_criteria": criteria(value)} if field == "fit" else {}
            self._ledger.amend(day, "demo_accounts", "account", self.account_id, **{field: value}, **more)
            self._fact(day, field, value, effective or day)

    def judge_again(self, day: date) -> None:
        """Judge on `day` that the fit is as it was, criterion by criterion."""
        if self.opening < day <= self._ledger.eve:
            values = {"fit_on": day.isoformat(), "fit_criteria": criteria(str(self._now["fit"]))}
            self._ledger.amend(day, "demo_accounts", "account", self.account_id, **values)


def criteria(fit: str) -> dict[str, bool]:
    """Return the criteria that lead to a fit."""
    unmet = {"partial": ("technology",), "poor": ("use_case", "size", "commitment")}.get(fit, ())
    return {name: name not in unmet for name in ("problem", "use_case", "size", "technology", "commitment")}


def first_phase(terms: list[Term], opening: date) -> str:
    """Return the phase of a customer when the book was opened."""
    return "onboarding" if terms[0].start > opening - timedelta(days=80) else "adoption"


def write_phases(register: Register, firm: Firm, terms: list[Term]) -> None:
    """Write the phases that a customer went through, in the order of time."""
    turns: list[tuple[date, str]] = []
    for at, term in enumerate(terms):
        returned = at > 0 and terms[at - 1].outcome == "churned"
        if at == 0 or returned:
            if returned:
                turns.append((term.start, "onboarding"))
            slow = firm.key in ("hotaruzawa", "aoba-shinkin", "shinonome-works")
            turns.append((term.start + timedelta(days=240 if slow else 70), "adoption"))
        if (term.end - term.start).days > 200:
            turns.append((term.end - timedelta(days=120), "renewal"))
        if term.outcome == "churned":
            turns.append((term.end + timedelta(days=1), "churned"))
        elif term.decided is not None:
            turns.append((term.decided, "adoption"))
        elif firm.silent:
            turns.append((term.end + timedelta(days=1), "adoption"))
    for day, phase in sorted(turns):
        register.turn(days.on_or_after(day), "phase", phase, day)


def write_facts(register: Register, firm: Firm, terms: list[Term], scene: Scene) -> None:
    """Write what else changed: the fit seen at day 90, a segment, the holder."""
    write_phases(register, firm, terms)
    register.turn(days.on_or_after(terms[0].start + timedelta(days=90)), "fit", firm.fit)
    held = scene.taken_on() if firm.taken_over is not None else scene.opening
    if firm.key != "aoba-shinkin":  # there it is still to be done
        register.judge_again(days.on_or_after(max(terms[0].start, held) + timedelta(days=90)))
    if firm.key == "sakurai-yakuhin":
        told = days.on_or_after(days.add_months(scene.today, -10))
        register.turn(told, "segment", firm.segment, told.replace(day=1))
    if firm.taken_over is not None:
        register.turn(scene.taken_on(), "owner_id", scene.me)
    _handovers(scene)


def _handovers(scene: Scene) -> None:
    firm, ledger = scene.firm, scene.ledger
    ja = firm.lang == "ja"
    told = HANDOVERS.get(firm.key)
    if told is None and firm.segment == "tech":
        return
    if told is None:
        words = scene.writer.words(firm.lang)
        rng = ledger.rng("handover", firm.key)
        work, more = rng.sample(words.WORK[firm.industry], 2)
        told = (
            firm.fit_reason or work,
            f"{work}の時間を半分に" if ja else f"Half the time for {work}",
            f"{work}が紙なしで回る" if ja else f"{work} without paper",
            "とくになし" if ja else "None",
            f"{more}は範囲外と理解されていない恐れ" if ja else f"They may expect {more} too",
            "部門長 → 管理本部" if ja else "Head of department, then finance",
            [f"{more}の扱い" if ja else f"What about {more}?"],
        )
    csm = firm.taken_over is not None
    day = scene.taken_on() if csm else scene.opening
    fields = (
        "why_bought",
        "outcome_promised",
        "success_as_sold",
        "sales_promises",
        "known_risks",
        "decision_route",
        "open_questions",
    )
    seller = "営業 中村" if ja else "Nakamura, Sales"
    ledger.create(
        day,
        "demo_accounts",
        "handover",
        account_id=scene.account_id,
        kind="csm" if csm else "sales",
        given_by="川口" if csm else seller,
        taken_by_id=scene.me,
        handed_on=day.isoformat(),
        accepted_on=day.isoformat(),
        **dict(zip(fields, told, strict=True)),
    )
