"""Every screen as a picture: each state of the list below, in both languages and looks, on the made-up book."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app import language
from app.errors import BansoError
from app.language import error_words

DONE, REFUSED = 0, 1
LOOKS = ("light", "dark")


def take_shots(arguments: Namespace) -> int:
    """Write `<screen>-<lang>-<theme>.png` into the folder of the arguments and tell which; returns the exit code.

    The pictures show 1440×900 logical pixels, `--scale` times as many real ones. Without --profile the made-up book
    is made in a temporary profile, which is deleted afterwards.
    """
    # Both are read when the application is made.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if arguments.scale:
        os.environ["QT_SCALE_FACTOR"] = str(arguments.scale)
    try:
        files = _take(arguments)
    except BansoError as error:
        title, message = error_words(error)
        said = {"error": {"title": title, "message": message, "field": error.field}}
        (sys.stdout if arguments.json else sys.stderr).write(
            f"{json.dumps(said, ensure_ascii=False) if arguments.json else f'{title}: {message}'}\n"
        )
        return REFUSED
    names = [str(file) for file in files]
    said_files = json.dumps({"files": names}, ensure_ascii=False) if arguments.json else "\n".join(names)
    sys.stdout.write(f"{said_files}\n")
    return DONE


def _take(arguments: Namespace) -> list[Path]:
    from PySide6.QtCore import QSettings

    from app.views import looks, theme
    from app.views.application import application
    from app.views.garbage import Garbage
    from app.views.stage import Stage
    from app.views.states import SHOTS

    folder: Path = arguments.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BansoError("shots.folder_unusable", field="folder", folder=str(folder), reason=str(error)) from error
    app = application()
    files = []
    wanted = [shot for shot in SHOTS if not arguments.state or shot.name in arguments.state]
    with Garbage(), tempfile.TemporaryDirectory(prefix="banso-shots-") as scratch:
        settings = QSettings(str(Path(scratch) / "window.ini"), QSettings.Format.IniFormat)
        looks.dress(app, settings)
        with _book(arguments, Path(scratch)) as book, _empty_book(arguments, Path(scratch)) as empty:
            for lang in [arguments.lang] if arguments.lang else language.LANGUAGES:
                for look in [arguments.theme] if arguments.theme else LOOKS:
                    looks.speak(app, lang)
                    theme.use(app, look, arguments.text)
                    for shot in wanted:
                        stage = Stage(settings, shot.book(book, empty))
                        try:
                            picture = stage.picture(shot)
                        finally:
                            stage.clear()
                        if picture is not None:
                            path = folder / f"{shot.name}-{lang}-{look}.png"
                            if not picture.save(str(path)):
                                raise BansoError(
                                    "shots.folder_unusable", field="folder", folder=str(folder), reason=path.name
                                )
                            files.append(path)
    return files


@contextmanager
def _book(arguments: Namespace, scratch: Path) -> Iterator[object]:
    from app.operations.profile import make_profile, open_book

    if arguments.profile is not None:
        with open_book(arguments.profile, today=arguments.today) as book:
            yield book
        return
    from app.operations.demo import fill_demo
    from app.operations.health.book_scores import book_scores
    from app.operations.health.derived import keep_derived
    from app.operations.signals.causes import causes_of_book
    from app.operations.signals.sweep import fire

    made = make_profile(scratch / "book", "none", name="高橋", zone="Asia/Tokyo")
    with open_book(made.folder, today=arguments.today) as book:
        today = book.clock.today()
        fill_demo(book, today=today)
        # What a window that stays open finds by itself.
        book.write(keep_derived, today=today)
        causes = book.read(causes_of_book, today=today, health=book.read(book_scores, today=today))
        book.write(fire, today=today, causes=causes)
        yield book


@contextmanager
def _empty_book(arguments: Namespace, scratch: Path) -> Iterator[object]:
    from app.operations.profile import make_profile, open_book

    made = make_profile(scratch / "empty", "none", name="高橋", zone="Asia/Tokyo")
    with open_book(made.folder, today=arguments.today) as book:
        yield book
