"""The states of bringing in meetings and mails, and of the mail after a call."""

from __future__ import annotations

from datetime import timedelta

from app.operations.account_page import account_page
from app.operations.touchpoints import touchpoint_rows
from app.views.account.touchpoints.reader import may_thank
from app.views.account.touchpoints.thank_you import ask_thank_you
from app.views.importing.arriving import ArrivalsDialog
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words

_EVENT = (
    "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART:{day:%Y%m%d}T{hour:02}0000Z\r\nDURATION:PT1H\r\nSUMMARY:{title}\r\n"
    "ATTENDEE:mailto:{guest}\r\nATTENDEE:mailto:me@ours.example\r\nEND:VEVENT\r\n"
)
_MAIL = (
    "From: {sender}\r\nTo: me@ours.example\r\nDate: Mon, 16 Nov 2026 09:30:00 +0900\r\nSubject: {title}\r\n"
    "Message-ID: <arriving-1@ours.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{title}\r\n"
)


def _arriving(stage: Stage) -> object:
    account_id = stage.account()
    if account_id is None:
        return False
    window, _places = stage.main()
    today = stage.book.clock.today()
    name = stage.book.read(account_page, account_id, today=today).name
    guest = "tanaka@hajimete.example"
    events = [
        (in_words(f"{name} 定例", f"{name} monthly"), 3, 1, "me@ours.example"),
        (in_words("ご紹介の会社と初回", "First call, introduced"), 4, 4, guest),
        (in_words(f"{name} 四半期の振り返り", f"{name} quarterly review"), 10, 5, "me@ours.example"),
    ]
    calendar = stage.scratch / "calendar.ics"
    said = "".join(
        _EVENT.format(uid=f"arriving-{at}", day=today + timedelta(days=days), hour=hour, title=title, guest=who)
        for at, (title, days, hour, who) in enumerate(events)
    )
    calendar.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{said}END:VCALENDAR\r\n", "utf-8", newline="")
    mail = stage.scratch / "mail.eml"
    title = in_words(f"{name} お見積の件", f"{name}: your quote")
    mail.write_bytes(_MAIL.format(sender=guest, title=title).encode("utf-8"))
    dialog = ArrivalsDialog(window.workspace, window, window)
    dialog.start([calendar, mail])
    stage.settle()
    dialog.list.go_to(0)
    return True


def _nothing(stage: Stage) -> None:
    window, _places = stage.main()
    odd = stage.scratch / "odd.ics"
    odd.write_text("BEGIN:VCALENDAR\r\nnothing\r\nEND:VCALENDAR\r\n", "utf-8")
    ArrivalsDialog(window.workspace, window, window).start([odd])


def _thanking(stage: Stage) -> object:
    account_id = stage.account()
    if account_id is None:
        return False
    window, _places = stage.main()
    rows = stage.book.read(touchpoint_rows, account_id)
    talks = [row for row in rows if may_thank(row)]
    if not talks:
        return False
    dialog = ask_thank_you(window, window.workspace, window, talks[0].id)
    if dialog is not None:
        said = in_words(
            "来月から全拠点で使う\n権限の案は弊社が出す", "All sites use it from next month\nWe draft the roles"
        )
        dialog.decisions.setPlainText(said)
    return True


SHOTS: tuple[Shot, ...] = (
    Shot("arrivals", _arriving),
    Shot("arrivals-unread", _nothing),
    Shot("thank-you", _thanking),
)
