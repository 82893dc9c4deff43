"""Tells the whole book: every customer's story, written down in chapters that end on the eve of today."""

from __future__ import annotations

from datetime import date, timedelta

from app.clock import DEFAULT_ZONE
from app.demo import accounts as register
from app.demo import days, deals
from app.demo.calls import write_calls
from app.demo.chapters import Chapter, Ledger
from app.demo.contacts import write_contacts
from app.demo.derived import write_derived, write_starts
from app.demo.firms import FIRMS
from app.demo.judged import write_feelings, write_models
from app.demo.notes import Writer
from app.demo.occasions import write_answers, write_gatherings
from app.demo.onboardings import write_onboardings
from app.demo.ordinary import ordinary_firm
from app.demo.people import Casting
from app.demo.plans import write_plans
from app.demo.pulses import write_pulses
from app.demo.reviews import write_reviews
from app.demo.scene import Scene
from app.demo.shape import Firm
from app.demo.stakeholders import write_stakeholders
from app.demo.usage import KEPT, MEASURES, Gauge
from app.demo.voice import write_targets, write_voice

MONTHS = 24


def book(
    today: date, *, accounts: int = len(FIRMS), seed: int = 7, zone: str = DEFAULT_ZONE, me: str | None = None
) -> list[Chapter]:
    """Return the made-up book of the 24 months before `today`, in the order in which it was written.

    `accounts` customers: the stories first, beyond the 42 ordinary ones. `me` is the member who looks after them;
    without one the book brings its own. The same arguments give the same rows, ids included.
    """
    ledger = Ledger(today, zone, seed)
    first = days.add_months(today, -MONTHS)
    if me is None:
        me = ledger.create(first, "demo_accounts", "member", name="伊藤", email=None)
    colleague = ledger.create(first, "demo_accounts", "member", name="川口", email=None)
    measures = _measures(ledger, first)
    write_targets(ledger, first)
    write_models(ledger, first, me)
    chance = ledger.rng("ordinary")
    firms = [*FIRMS, *(ordinary_firm(n, chance) for n in range(accounts - len(FIRMS)))][:accounts]
    scenes: dict[str, Scene] = {}
    casting, writer = Casting(ledger), Writer()
    for firm in firms:
        parent = scenes.get(firm.parent or "")
        parent_id = parent.account_id if parent else None
        scenes[firm.key] = _customer(ledger, firm, first, casting, writer, measures, (me, colleague), parent_id)
    _departures(casting, scenes)
    write_stakeholders(ledger, scenes)
    for scene in scenes.values():
        write_contacts(scene)
        write_pulses(scene)
    write_voice(ledger, scenes)
    write_gatherings(ledger, scenes)
    write_answers(ledger, scenes)
    write_onboardings(ledger, scenes, write_plans(ledger, scenes))
    write_calls(ledger, scenes)
    write_reviews(ledger, scenes)
    write_feelings(ledger, scenes)
    write_starts(ledger)
    write_derived(ledger, measures)
    return ledger.chapters()


def _measures(ledger: Ledger, day: date) -> dict[str, str]:
    names = ("key", "name_ja", "name_en", "unit", "loyalty", "null_rule", "validity_days", "delay_days")
    return {
        row[0]: ledger.create(day, "demo_accounts", "measure", **dict(zip(names, row, strict=True)))
        for row in (*MEASURES, *KEPT)
    }


def _customer(
    ledger: Ledger,
    firm: Firm,
    first: date,
    casting: Casting,
    writer: Writer,
    measures: dict[str, str],
    members: tuple[str, str],
    parent_id: str | None,
) -> Scene:
    me, colleague = members
    terms = deals.terms_of(firm, ledger.today, ledger.rng("terms", firm.key))
    lead = 110 if firm.before else 14
    opening = days.on_or_after(max(first, terms[0].start - timedelta(days=lead)))
    phase = register.first_phase(terms, opening)
    owner = colleague if firm.taken_over is not None else me
    account = register.Register(ledger, firm, opening, owner, parent_id, phase)
    last = terms[-1].end if firm.loss is not None else ledger.today
    cast = casting.cast(firm, account.account_id, opening - timedelta(days=90), last, opening=opening)
    deals.Notary(ledger, firm, account.account_id, cast, opening).write(terms)
    seats = {term.start: term.seats for term in terms}
    gauge = Gauge(ledger, firm, account.account_id, measures, seats)
    scene = Scene(ledger, writer, firm, account.account_id, cast, terms, gauge, measures, me, colleague, opening)
    register.write_facts(account, firm, terms, scene)
    if firm.loss is not None and firm.loss.back_months_ago is not None:
        gauge.read(max(opening, terms[0].start), terms[0].end)
        gauge.read(terms[1].start, ledger.eve)
    else:
        gauge.read(max(opening, terms[0].start), scene.until)
    return scene


def _departures(casting: Casting, scenes: dict[str, Scene]) -> None:
    """Write the moves that the stories turn on: a sponsor who leaves, a champion who turns up elsewhere."""
    midori = scenes.get("midori-foods")
    if midori and (sponsor := midori.cast.role("sponsor", midori.today)):
        told = days.on_or_before(midori.today - timedelta(days=8))
        casting.leave(midori.cast, sponsor, midori.today + timedelta(days=9), told)
    densetsu, hokuto = scenes.get("hiragino-densetsu"), scenes.get("hokuto-logistics")
    if densetsu and (champion := densetsu.cast.named("樋口")):
        told = days.on_or_before(densetsu.until - timedelta(days=170))
        last = days.month_end(told)
        casting.leave(densetsu.cast, champion, last, told)
        if hokuto and last + timedelta(days=40) <= hokuto.ledger.eve:
            met = days.on_or_after(last + timedelta(days=32))
            job, start = ("課長", "DX推進室"), last + timedelta(days=1)
            place = casting.place(
                "ja", hokuto.account_id, champion.person_id, champion.name, "connector", job, start, met
            )
            hokuto.cast.people.append(place)
