# A row of the table is a line, and a Japanese letter counts as two columns.
"""Who works at a made-up customer: their positions, the moves of 1 April and 1 October, and their programmes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.demo import days
from app.demo.chapters import Ledger
from app.demo.names import JOBS_EN, JOBS_JA, names, romaji
from app.demo.shape import Firm
from app.search.fold import fold_name

ROLES = {
    "high": ("champion", "sponsor", "payer", "connector", "user", "sceptic", "decision_maker"),
    "low": ("champion", "sponsor", "payer", "user"),
    "tech": ("champion", "sponsor"),
}
_WEIGHT = {role: at for at, role in enumerate(ROLES["high"])}


@dataclass(frozen=True)
class Known:
    """A person at a customer as the notes speak of them."""

    person_id: str
    position_id: str
    name: str
    lang: str
    title: str
    department: str
    role: str
    from_on: date
    met: date
    """The day on which we learnt of it."""

    @property
    def called(self) -> str:
        """Return what the notes call them: 佐伯さん, Priya."""
        return f"{self.name.split()[0]}さん" if self.lang == "ja" else self.name.split()[0]


@dataclass
class Cast:
    """The people of one customer over time."""

    people: list[Known] = field(default_factory=list)
    left: dict[str, date] = field(default_factory=dict)
    """Position → its last day."""

    def at(self, day: date) -> list[Known]:
        """Return who was there on a day, roles in order of importance."""
        there = [k for k in self.people if k.met <= day and self.left.get(k.position_id, day) >= day]
        # Who took a role over was written down last, and is met as often as the one before.
        return sorted(there, key=lambda known: _WEIGHT.get(known.role, len(_WEIGHT)))

    def role(self, role: str, day: date) -> Known | None:
        """Return who had a role on a day."""
        return next((k for k in self.at(day) if k.role == role), None)

    def named(self, name: str) -> Known | None:
        """Return the person whose name begins with `name`."""
        return next((k for k in self.people if k.name.startswith(name)), None)


Given = tuple[str, str | None, str, str, str]
"""Name, reading, title, department, role."""

BY_HAND: dict[str, tuple[Given, ...]] = {
    "midori-foods": (
        ("小野寺 彩", "おのでら あや", "課長", "生産管理部", "champion"),
        ("高橋 誠", "たかはし まこと", "部長", "製造本部", "sponsor"),
        ("渡会 久美子", "わたらい くみこ", "課長", "経理部", "payer"),
        ("津田 亮", "つだ りょう", "係長", "情報システム課", "connector"),
        ("早川 千尋", "はやかわ ちひろ", "リーダー", "第二工場", "user"),
        ("菅原 修", "すがわら おさむ", "次長", "品質保証部", "sceptic"),
        ("内海 英明", "うつみ ひであき", "常務取締役", "管理本部", "decision_maker"),
    ),
    "acme-robotics": (
        ("Priya Novak", None, "Operations Manager", "Plant Operations", "champion"),
        ("Gareth Whitlock", None, "VP Operations", "Operations", "sponsor"),
        ("Tess Marsh", None, "Controller", "Finance", "payer"),
        ("Kofi Lindqvist", None, "ERP Lead", "IT", "connector"),
        ("Ines Fenn", None, "Stock Supervisor", "Plant Two", "user"),
    ),
    "aoba-shinkin": (
        ("栗原 香織", "くりはら かおり", "調査役", "業務改革部", "champion"),
        ("平田 浩二", "ひらた こうじ", "部長", "事務統括部", "sponsor"),
        ("須藤 直樹", "すどう なおき", "主任調査役", "システムリスク管理室", "sceptic"),
        ("五十嵐 葵", "いがらし あおい", "係長", "情報システム部", "connector"),
        ("古賀 智子", "こが ともこ", "次長", "経理部", "payer"),
    ),
    "hokuto-logistics": (
        ("片桐 拓也", "かたぎり たくや", "課長", "倉庫運営部", "champion"),
        ("安達 隆", "あだち たかし", "執行役員", "物流統括本部", "sponsor"),
        ("白石 真理", "しらいし まり", "課長", "経理部", "payer"),
        ("桑名 翔太", "くわな しょうた", "主任", "情報システム部", "connector"),
        ("浅井 恵", "あさい めぐみ", "センター長", "北関東センター", "user"),
        ("矢島 慎吾", "やじま しんご", "本部長", "営業本部", "decision_maker"),
    ),
    "shinonome-works": (
        ("森下 健一", "もりした けんいち", "係長", "生産技術課", "champion"),
        ("大槻 理恵", "おおつき りえ", "工場長", "本社工場", "sponsor"),
    ),
    "merrowgate": (
        ("Nadia Okafor", None, "Claims Programme Lead", "Claims", "champion"),
        ("Owen Bellamy", None, "COO", "Executive", "sponsor"),
        ("Viktor Crane", None, "Identity Engineer", "IT", "connector"),
        ("Usha Jarvis", None, "Buyer", "Procurement", "payer"),
        ("Louis Garland", None, "Team Supervisor", "Motor Claims", "user"),
    ),
    "hiragino-densetsu": (
        ("樋口 大輔", "ひぐち だいすけ", "課長", "工事管理部", "champion"),
        ("堀内 雅人", "ほりうち まさと", "取締役", "工事本部", "sponsor"),
        ("黒田 奈緒", "くろだ なお", "主任", "総務経理課", "payer"),
        ("沢村 修", "さわむら おさむ", "所長", "西営業所", "user"),
    ),
    "sumizora-medical": (
        ("三浦 由紀", "みうら ゆき", "師長", "看護部", "champion"),
        ("長谷部 英明", "はせべ ひであき", "事務長", "法人本部", "sponsor"),
        ("水谷 恵", "みずたに めぐみ", "課長", "経理課", "payer"),
        ("池上 亮", "いけがみ りょう", "主任", "医療情報室", "connector"),
    ),
}  # fmt: skip


class Casting:
    """Hires the people of every customer; names are unique across the book."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        taken = {given[0] for people in BY_HAND.values() for given in people}
        self._names: dict[str, Iterator[tuple[str, str | None, str]]] = {}
        for lang in ("ja", "en"):
            pool = names(lang, ledger.rng("names", lang))
            self._names[lang] = (given for given in pool if given[0] not in taken)

    def hire(
        self,
        firm: Firm,
        account_id: str,
        given: Given | None,
        role: str,
        job: tuple[str, str],
        from_on: date,
        day: date,
    ) -> Known:
        """Write a person and the position they took, as learnt on `day`."""
        ledger, rng = self._ledger, self._ledger.rng("person", firm.key, role, from_on)
        name, reading = (given[0], given[1]) if given else next(self._names[firm.lang])[:2]
        if reading:
            local = ".".join(romaji(part) for part in reversed(reading.split()))
        else:
            local = name.lower().replace(" ", ".")
        person_id = ledger.create(
            day,
            "demo_people",
            "person",
            name=name,
            name_key=fold_name(name),
            reading=reading,
            email=f"{local}@{firm.key}.example",
            phone=f"050-0000-{rng.randint(0, 9999):04d}" if rng.random() < 0.6 else None,
        )
        return self.place(firm.lang, account_id, person_id, name, role, job, from_on, day)

    def place(
        self,
        lang: str,
        account_id: str,
        person_id: str,
        name: str,
        role: str,
        job: tuple[str, str],
        from_on: date,
        day: date,
    ) -> Known:
        """Write a position of somebody known."""
        title, department = job
        position_id = self._ledger.create(
            day,
            "demo_people",
            "position",
            person_id=person_id,
            account_id=account_id,
            title=title,
            department=department,
            role=role,
            from_on=from_on.isoformat(),
            to_on=None,
            exchanged_on=max(from_on, day - timedelta(days=3)).isoformat() if role in ("champion", "sponsor") else None,
        )
        return Known(person_id, position_id, name, lang, title, department, role, from_on, day)

    def leave(self, cast: Cast, known: Known, last: date, day: date) -> None:
        """Write that somebody leaves a position after `last`, as learnt on `day`."""
        cast.left[known.position_id] = last
        self._ledger.amend(day, "demo_people", "position", known.position_id, to_on=last.isoformat())

    def cast(self, firm: Firm, account_id: str, since: date, until: date, *, opening: date) -> Cast:
        """Write everybody of a customer from its first day on, with the moves that fell in its time."""
        rng = self._ledger.rng("cast", firm.key)
        jobs = JOBS_JA if firm.lang == "ja" else JOBS_EN
        cast = Cast()
        if firm.key in BY_HAND:
            for given in BY_HAND[firm.key]:
                cast.people.append(self.hire(firm, account_id, given, given[4], (given[2], given[3]), since, opening))
        else:
            for role in ROLES[firm.segment]:
                if role == "sponsor" and not firm.sponsor:
                    continue
                cast.people.append(self.hire(firm, account_id, None, role, rng.choice(jobs[role]), since, opening))
            self._moves(firm, account_id, cast, opening, until)
        return cast

    def _moves(self, firm: Firm, account_id: str, cast: Cast, opening: date, until: date) -> None:
        rng = self._ledger.rng("moves", firm.key)
        jobs = JOBS_JA if firm.lang == "ja" else JOBS_EN
        change_days = [
            date(year, month, 1)
            for year in range(opening.year, until.year + 1)
            for month in (4, 10)
            if opening + timedelta(days=40) < date(year, month, 1) < until - timedelta(days=20)
        ]
        if firm.lang == "ja" and firm.segment == "low" and rng.random() < 0.4:
            both = cast.people[-1]
            job = ("室長", "改善推進室")
            also = self.place(firm.lang, account_id, both.person_id, both.name, both.role, job, both.from_on, opening)
            cast.people.append(also)
        for change in change_days if firm.segment != "tech" else ():
            if rng.random() > 0.4:
                continue
            mover = rng.choice(cast.at(change - timedelta(days=1)))
            told = days.on_or_after(change + timedelta(days=rng.randint(0, 9)))
            self.leave(cast, mover, change - timedelta(days=1), told)
            others = [job for role in jobs.values() for job in role if job[1] != mover.department]
            cast.people.append(
                self.place(firm.lang, account_id, mover.person_id, mover.name, "user", rng.choice(others), change, told)
            )
            cast.people.append(
                self.hire(firm, account_id, None, mover.role, (mover.title, mover.department), change, told)
            )
            # The successor is spoken to first from now on.
            cast.people.insert(0, cast.people.pop())
