"""Sorts, completes and compiles the catalogues: every text in the code, in every language, with its words.

`python .ci/translations.py` rewrites resources/translations/*.po and *.mo, with `--prune` without what the code
no longer says; with `--check` it only tells what is missing or stale, and fails.
"""

import ast
import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
CALLS = {"_": 0, "tr": 1, "N_": 0}
PLURALS = {"ngettext": 0, "trn": 1}


def texts_in_code() -> dict[str | tuple[str, str], str]:
    """Return every text that the code asks for, with the file it stands in."""
    found: dict[str | tuple[str, str], str] = {}
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in CALLS and len(node.args) > CALLS[name]:
                text = node.args[CALLS[name]]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found[text.value] = str(path.relative_to(ROOT))
            elif name in PLURALS and len(node.args) > PLURALS[name] + 1:
                one, many = node.args[PLURALS[name] : PLURALS[name] + 2]
                if isinstance(one, ast.Constant) and isinstance(many, ast.Constant):
                    found[(one.value, many.value)] = str(path.relative_to(ROOT))
    return found


def keys_in_code() -> set[tuple[str, str]]:
    """Return (context, key) of every word that the code stores by key."""
    keys: set[tuple[str, str]] = set()
    for path in sorted((ROOT / "app").rglob("*.py")):
        source = path.read_text("utf-8")
        for key in re.findall(r'(?:BansoError|BadCell|error)\(\s*"([a-z_0-9.]+)"', source):
            if "." in key:
                keys |= {("error.title", key), ("error.message", key)}
        for context, key in re.findall(r'keyed\(\s*"([a-z_.A-Z]+)",\s*"([^"]+)"', source):
            keys.add((context, key))
    sys.path.insert(0, str(ROOT))
    from enum import StrEnum

    from app import vocabulary

    for kind in vars(vocabulary).values():
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
            keys |= {(f"word.{kind.__name__}", str(word)) for word in kind}
    return keys


def load(lang: str) -> Catalog:
    """Return the catalogue of `lang`; entries added at the end by hand are merged in."""
    path = FOLDER / f"{lang}.po"
    with path.open("rb") as file:
        return read_po(file, locale=lang)


def keys_without_words(lang: str, catalog: Catalog) -> list[str]:
    """Return which keys have words in English alone: those that the code puts together are not found by reading it."""
    found = []
    for said in load("en"):
        if said.context and str(said.string).strip():
            message = catalog.get(said.id, said.context)
            if message is None or not message.string:
                found.append(f"{lang}: no words for [{said.context}] {said.id}")
    return found


def faults(lang: str, catalog: Catalog) -> list[str]:
    """Return what is missing or wrong in a catalogue."""
    found = []
    for context, key in sorted(keys_in_code()):
        message = catalog.get(key, context)
        if message is None or not message.string:
            found.append(f"{lang}: no words for [{context}] {key}")
    if lang != "en":
        found += keys_without_words(lang, catalog)
        for text, where in texts_in_code().items():
            message = catalog.get(text[0] if isinstance(text, tuple) else text)
            if message is None or not message.string or message.string == ("",):
                found.append(f"{lang}: not translated: {text!r} ({where})")
    for message in catalog:
        if not message.id or not message.string:
            continue
        names = message.id if isinstance(message.id, tuple) else (message.id,)
        if message.context is not None:
            continue
        wanted = {n for text in names for n in re.findall(r"\{(\w+)", text)}
        given = message.string if isinstance(message.string, tuple) else (message.string,)
        used = {n for text in given for n in re.findall(r"\{(\w+)", text)}
        if not used <= wanted:
            found.append(f"{lang}: unknown parameter in {message.string!r}")
    return found


def tidy(lang: str) -> tuple[bytes, bytes]:
    """Return the sorted po text and the compiled mo of a language."""
    source = load(lang)
    catalog = Catalog(locale=lang, project="Banso", fuzzy=False, header_comment=f"# Banso: {lang}")
    wanted = {t[0] if isinstance(t, tuple) else t for t in texts_in_code()}
    for message in source:
        text = message.id[0] if isinstance(message.id, tuple) else message.id
        if text and message.string and (message.context or text in wanted or "--prune" not in sys.argv):
            catalog.add(message.id, message.string, context=message.context)
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, sort_output=True, width=0, omit_header=False)
    write_mo(mo, catalog)
    return po.getvalue(), mo.getvalue()


def main() -> int:
    check = "--check" in sys.argv
    bad: list[str] = []
    for lang in ("ja", "en"):
        po, mo = tidy(lang)
        bad += faults(lang, load(lang))
        if check:
            if (FOLDER / f"{lang}.po").read_bytes() != po or (FOLDER / f"{lang}.mo").read_bytes() != mo:
                bad.append(f"{lang}: not sorted or not compiled; run `make translations`")
        else:
            (FOLDER / f"{lang}.po").write_bytes(po)
            (FOLDER / f"{lang}.mo").write_bytes(mo)
    print("\n".join(bad) or "catalogues complete")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
