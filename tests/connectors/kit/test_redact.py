"""No secret in a log, a repr or the text of an error, in any of its usual spellings."""

from __future__ import annotations

import io
import json
import logging
import pickle
import traceback
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.kit.context import RunContext
from app.connectors.kit.redact import STRUCK, Redactor

CANARY = 'canary/7f+ "q"\\é=='


@pytest.mark.parametrize(
    "text",
    [
        f"key {CANARY} was refused",
        f"GET https://x.jp/a?k={quote_plus(CANARY)}",
        f"GET https://x.jp/{quote(CANARY, safe='')}/a",
        json.dumps({"k": CANARY}),
        json.dumps({"k": CANARY}, ensure_ascii=False),
        repr({"k": CANARY}),
        f"{CANARY}{CANARY}",
    ],
)
def test_that_a_known_secret_is_struck_in_its_usual_spellings(text: str) -> None:
    struck = Redactor([CANARY]).text(text)
    assert "canary" not in struck
    assert STRUCK in struck


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer SECRET",
        "{'Authorization': 'Basic SECRET00'}",
        "header authorization=SECRET",
        "('Proxy-Authorization', 'Basic SECRET==')",
        "sent Bearer SECRET.abc.def there",
        "postgresql://banso:SECRET@db.example.com/crm",
        "https://SECRET@example.com/x",
        "GET /x?access_token=SECRET&y=1",
        "GET /x?y=1&code=SECRET",
        '{"refresh_token": "SECRET", "n": 1}',
        "{'client_secret': 'SECRET words'}",
        "password=SECRET",
        "X-Sansan-Api-Key: SECRET",
        "accesskey: SECRET",
        "Set-Cookie: sid=SECRET; Path=/",
    ],
)
def test_that_what_looks_like_a_secret_is_struck(text: str) -> None:
    assert "SECRET" not in Redactor().text(text)


@pytest.mark.parametrize(
    "text",
    [
        "GET https://example.com/accounts/17: status 500",
        "sato@example.com answered at 10:30",
        "https://example.com/?to=a@b.jp",
        "the basic plan of 青葉商事",
        "3 records, 2 of them new",
    ],
)
def test_that_plain_words_stay(text: str) -> None:
    assert Redactor(["canary-1"]).text(text) == text


@given(st.text(min_size=4, max_size=40).filter(lambda text: len(text.strip()) >= 4), st.text(max_size=20))
def test_that_no_secret_survives(secret: str, around: str) -> None:
    struck = Redactor([secret]).text(f"{around}{secret}{around}")
    assert secret not in struck.replace(STRUCK, "") or secret in around or secret in f"{around}{around}"


def test_that_an_empty_secret_strikes_nothing() -> None:
    assert Redactor(["", "  "]).text("all of it") == "all of it"


def logged(*, secrets: dict[str, str]) -> tuple[RunContext, io.StringIO]:
    out = io.StringIO()
    parent = logging.Logger("test", logging.DEBUG)
    parent.addHandler(logging.StreamHandler(out))
    return RunContext("acme", secrets, log=parent), out


def test_that_a_log_holds_no_secret() -> None:
    context, out = logged(secrets={"key": CANARY})
    context.log.info("opened with %s", CANARY)
    context.log.getChild("pages").warning("asked %r", {"key": CANARY})
    context.log.debug("raw " + CANARY, stack_info=True)
    try:
        raise ValueError(f"bad {CANARY}")
    except ValueError as error:
        context.log.exception("failed with %s", error)
        assert "canary" not in context.redactor.trace(error)
        assert "canary" in "".join(traceback.format_exception(error))
    said = out.getvalue()
    # Not even the traceback's own line shows it: it is the name that stands in the source.
    assert "canary" not in said
    assert "opened with ***" in said
    assert "asked {'key': '***'}" in said
    assert "ValueError: bad ***" in said
    assert context.log.name == "test.acme"


def test_that_no_handler_gets_hold_of_the_error_itself() -> None:
    context, _ = logged(secrets={"key": CANARY})
    passed: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = passed.append  # type: ignore[method-assign]
    assert context.log.parent is not None
    context.log.parent.addHandler(handler)
    try:
        raise ValueError(CANARY)
    except ValueError:
        context.log.exception("failed")
    assert passed[0].exc_info is None
    assert "canary" not in repr(vars(passed[0]))


def test_that_a_log_keeps_to_the_level_of_its_parent() -> None:
    context, out = logged(secrets={})
    parent = context.log.parent
    assert parent is not None
    parent.setLevel(logging.ERROR)
    context.log.info("quiet")
    context.log.error("loud")
    assert out.getvalue() == "loud\n"


def test_that_secrets_show_their_names_only() -> None:
    context, _ = logged(secrets={"key": CANARY, "user": "u"})
    assert repr(context.secrets) == str(context.secrets) == "<Secrets: key, user>"
    assert f"{context.secrets}" == "<Secrets: key, user>"
    assert (context.secrets["key"], len(context.secrets), sorted(context.secrets)) == (CANARY, 2, ["key", "user"])
    with pytest.raises(TypeError):
        pickle.dumps(context.secrets)
    assert "canary" not in repr(vars(context)) + repr(context.http) + repr(context.redactor)
    context.close()
