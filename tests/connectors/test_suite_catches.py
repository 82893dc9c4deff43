"""The suite is worth what it catches: each connector here has one fault, and the test that names it fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest

from app.connectors.base import Context, Param, Scalar
from app.connectors.conformance.suite import fields, leaving, line, pulling, settings, writing
from app.connectors.errors import Unavailable
from app.connectors.memory import SERVERS, MemoryConnector, MemorySession
from app.connectors.memory.bench import MemoryBench
from tests.connectors import faulty

CAUGHT: list[tuple[type[MemorySession], Callable[..., None], tuple[Any, ...]]] = [
    (faulty.UnknownKind, settings.test_describe_types_known, ()),
    (faulty.WritableFormula, settings.test_describe_marks_readonly, ()),
    (faulty.OtherEachTime, settings.test_identity_stable, ()),
    (faulty.OutageForRefusal, settings.test_bad_credentials_is_auth_expired, ()),
    (faulty.SkipsLastPage, pulling.test_pull_all_from_none, ()),
    (faulty.FloatMoney, pulling.test_pull_is_typed, ()),
    (faulty.DayAsInstant, pulling.test_pull_is_typed, ()),
    (faulty.TellsEverything, pulling.test_pull_only_requested_fields, ()),
    (faulty.EmptyForUnreadable, pulling.test_pull_unreadable_field_is_absent, ()),
    (faulty.AfterTheLast, pulling.test_pull_inclusive_ties, ()),
    (faulty.WithoutLag, pulling.test_pull_late_commit_in_lag, ()),
    (faulty.HoldsEverything, pulling.test_pull_memory_flat, ()),
    (faulty.BeginsAnew, pulling.test_cursor_garbage_raises_expired, ("garbage",)),
    (faulty.GoesRound, pulling.test_cursor_of_the_future_ends, ()),
    (faulty.SweepsTheBin, leaving.test_pull_deleted_or_sweep, ()),
    (faulty.ForgetsDeleted, leaving.test_read_unknown_vs_deleted, ()),
    (faulty.UnknownIsGone, leaving.test_read_unknown_vs_deleted, ()),
    (faulty.AnswersWithWinner, leaving.test_read_merged_id, ()),
    (faulty.Upserts, writing.test_create_same_key_twice_one_record, ()),
    (faulty.SendsAllItRemembers, writing.test_update_sends_only_fields_given, ()),
    (faulty.SeesNoVersion, writing.test_update_stale_version_writes_nothing, ()),
    (faulty.StaleIsFine, writing.test_update_stale_version_writes_nothing, ()),
    (faulty.SeesNoVersion, writing.test_delete_stale_version, ()),
    (faulty.MakesAnew, writing.test_update_gone_record, ()),
    (faulty.MakesAnew, writing.test_delete_twice, ()),
    (faulty.RefusesAll, writing.test_batch_partial_failure, ()),
    (faulty.OutOfOrder, writing.test_batch_partial_failure, ()),
    (faulty.RefusesAll, writing.test_batch_all_or_nothing_server, ()),
    (faulty.NamesNoField, writing.test_rejected_codes, ("scale",)),
    (faulty.CutsText, writing.test_rejected_codes, ("too_long",)),
    (faulty.OnlyPlainSigns, fields.test_unicode_roundtrip, ()),
    (faulty.TrimsNumbers, fields.test_unicode_roundtrip, ()),
    (faulty.RoundedMoney, fields.test_money_roundtrip, ()),
    (faulty.IgnoresNone, fields.test_clear_field, ()),
    (faulty.NamesNoField, fields.test_ref_roundtrip_and_dangling, ()),
    (faulty.WaitsAsItLikes, line.test_http_429_503_401_mapped, ("429",)),
    (faulty.OutageForRefusal, line.test_http_429_503_401_mapped, ("401",)),
    (faulty.NothingIsNoPage, line.test_http_truncated_json_html_200, ("truncated",)),
    (faulty.StopsSilently, line.test_cancel_within_1s, ()),
    (faulty.WritesAgain, line.test_no_write_retry_inside, ("drop_before",)),
]


def bench_of(session: type[MemorySession], folder: Path) -> MemoryBench:
    class Faulty(MemoryConnector):
        def open(self, config: Mapping[str, Scalar], ctx: Context) -> MemorySession:
            return session(SERVERS[str(config["server"])], ctx)

    class Bench(MemoryBench):
        connector: ClassVar[Any] = Faulty

    return Bench(folder)


def fails(test: Callable[..., None], *given: Any, by: type[Exception] = AssertionError) -> bool:
    """Tell whether a test of the suite fails, by a promise that is not kept; one that is skipped proves nothing."""
    try:
        test(*given)
    except pytest.skip.Exception as skipped:
        raise AssertionError(f"{test.__name__} was skipped") from skipped
    except (by, pytest.fail.Exception):
        return True
    return False


@pytest.mark.parametrize(
    ("session", "test", "given"), CAUGHT, ids=[f"{s.__name__}-{t.__name__.removeprefix('test_')}" for s, t, _ in CAUGHT]
)
def test_that_the_suite_catches_it(
    session: type[MemorySession], test: Callable[..., None], given: tuple[Any, ...], tmp_path: Path
) -> None:
    # Only who takes one error for another fails by an error: by the wrong one.
    by = Unavailable if session is faulty.OutageForRefusal else AssertionError
    for made, expected in ((MemorySession, False), (session, True)):
        bench = bench_of(made, tmp_path)
        try:
            assert fails(test, bench, *given, by=by) is expected
        finally:
            bench.close()


def test_that_a_day_that_moves_with_the_zone_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        for made, expected in ((MemorySession, False), (faulty.LocalMidnight, True)):
            bench = bench_of(made, tmp_path)
            assert fails(fields.test_date_roundtrip_all_zones, bench, "Pacific/Kiritimati") is expected
            bench.close()
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("session", [faulty.TellsSecrets, faulty.LogsSecrets])
def test_that_a_told_secret_is_caught(
    session: type[MemorySession], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for made, expected in ((MemorySession, False), (session, True)):
        bench = bench_of(made, tmp_path)
        assert fails(line.test_no_secret_leak, bench, "503", caplog) is expected
        bench.close()


def test_that_an_incomplete_form_is_caught(tmp_path: Path) -> None:
    bench = bench_of(MemorySession, tmp_path)
    assert not fails(settings.test_params_form_complete, bench)
    for wrong in (
        (Param("server", ""),),
        (Param("server", "Server"), Param("server", "Again")),
        (Param("server", "Server"), Param("word", "Word", "password")),
        (Param("server", "Server"), Param("kind", "Kind", "choice")),
        (Param("server", "Server"), Param("more", "More")),
    ):
        bench.connector.params = wrong
        assert fails(settings.test_params_form_complete, bench)
    bench.close()


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("pass", False),
        ("open('/etc/hostname').close()", True),
        ("open('made.txt', 'w').close()", True),
        ("import socket; socket.socket()", True),
    ],
)
def test_that_an_import_that_does_something_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, caught: bool
) -> None:
    source = f"from app.connectors.memory import MemoryConnector\n{line}\nclass Busy(MemoryConnector):\n    pass\n"
    (tmp_path / "busy_connector.py").write_text(source, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    bench = bench_of(MemorySession, tmp_path)
    bench.connector = type("Busy", (MemoryConnector,), {"__module__": "busy_connector"})  # type: ignore[misc]
    try:
        assert fails(settings.test_import_has_no_io, bench) is caught
    finally:
        bench.close()
