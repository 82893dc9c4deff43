"""Language, theme and text scale as they were left: the first thing an application puts on."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtWidgets import QApplication

from app import language
from app.views import fonts, motion, theme


def dress(app: QApplication, settings: QSettings) -> None:
    """Register the fonts and put on the language and the theme kept in `settings` (which holds no customer data)."""
    kept = str(settings.value("language", ""))
    if kept not in language.LANGUAGES:
        kept = "ja" if QLocale.system().language() is QLocale.Language.Japanese else "en"
    speak(app, kept)
    fonts.register()
    look = str(settings.value("look", "system"))
    theme.use(app, look if look in theme.LOOKS else "system", kept_scale(settings))
    motion.use(app, motion.kept_motion(settings))


def kept_scale(settings: QSettings) -> int:
    """Return the text scale kept, in percent; 100 where it makes no sense."""
    kept = str(settings.value("scale", "100"))
    return int(kept) if kept.isdigit() and int(kept) in theme.SCALES else 100


def speak(app: QApplication, lang: str) -> None:
    """Use `lang`, also in Qt's own dialogs."""
    language.use(lang)
    for old in app.findChildren(QTranslator, "qt-words"):
        app.removeTranslator(old)
        old.deleteLater()
    if lang == "ja":
        words = QTranslator(app)
        words.setObjectName("qt-words")
        if words.load("qtbase_ja", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(words)


def put_on(settings: QSettings, look: str, scale: int) -> None:
    """Wear a look (system, light, dark) and a text size in percent from now on, and keep them."""
    settings.setValue("look", look)
    settings.setValue("scale", scale)
    theme.use(running(), look, scale)


def running() -> QApplication:
    """Return the application of this process."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
