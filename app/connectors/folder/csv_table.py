"""A table as separated text: read in blocks, changed cell by cell, all else kept byte for byte."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from app.connectors.errors import SchemaChanged, Unavailable
from app.connectors.folder import words
from app.connectors.folder.files import MovedError, Stamp, look, survey
from app.connectors.folder.layout import Kind
from app.connectors.folder.records import SEPARATORS, cell_of, is_blank, plain, records
from app.connectors.folder.table import Edit, Row, Watch

_BLOCK = 1_000
_LOOK = 20  # records among which the headings are looked for
_BOM = "\xef\xbb\xbf"  # the mark of UTF-8, a character per byte


class CsvTable:
    """A file of separated text, in UTF-8 with or without its mark, or in CP932."""

    def __init__(
        self, path: Path, kind: Kind, watch: Watch = lambda: None, required: Sequence[str] | None = None
    ) -> None:
        self.path = path
        self.watch = watch
        self.stamp, self.codec = _survey(path)
        with _open(path) as file:
            start = list(islice(file, 200))
        start[:1] = [line.removeprefix(_BOM) for line in start[:1]]
        if not any(line.strip() for line in start):
            raise Unavailable(words.of(path, words.EMPTY))
        self.separator, self.at, cells, self.line_end = _heading(start, self._knows(kind))
        self.headings = tuple(self.text(cell).strip() for cell in cells)
        self.quoted = all(cell[:1] == '"' for cell in cells if cell)
        self.names = kind.names(self.headings)
        numeric = {field.name for field in kind.fields if field.type in ("int", "money", "decimal")}
        self.numeric = numeric | {head for head, name in zip(self.headings, self.names, strict=True) if name in numeric}
        lost = [name for name in (kind.required if required is None else required) if name not in self.names]
        if lost or not set(self.names) & set(kind.columns):
            raise SchemaChanged(kind.name, lost or kind.required)

    def _knows(self, kind: Kind) -> Callable[[str], bool]:
        return lambda cell: kind.knows(self.text(cell))

    def rows(self) -> Iterator[Row]:
        """Yield the records; MovedError as soon as the file is another one."""
        for number, _body, _end, cells in self._raw():
            if number > self.at and cells is not None:
                yield Row(number, cells)

    def text(self, cell: Any) -> str:
        """Return what a cell of a row says."""
        said: str = plain(cell) if cell[:1] in ('"', "'") else cell
        return said if said.isascii() else said.encode("latin-1").decode(self.codec)

    def holds(self, text: str) -> bool:
        """Tell whether the file's encoding has all signs of a text."""
        try:
            text.encode(self.codec)
        except UnicodeEncodeError:
            return False
        return True

    def write(self, target: Path, edit: Edit) -> None:
        """Write the file anew with the edit; whatever the edit does not name stays as it is."""
        last_end = self.line_end
        with target.open("w", encoding="latin-1", newline="") as out:
            for number, body, end, cells in self._raw():
                if number in edit.removed:
                    continue
                changed = edit.changed.get(number, {})
                if number == self.at:
                    body = self._around(body, edit, [*edit.first], [*edit.last])
                elif cells is not None and (changed or edit.first or edit.last):
                    body = self._around(
                        self._changed(body, cells, changed, padded=bool(edit.last)),
                        edit,
                        [changed.get(name, "") for name in edit.first],
                        [changed.get(name, "") for name in edit.last],
                    )
                out.write(body + end)
                last_end = end
            headings = (*edit.first, *self.headings, *edit.last)
            if edit.added and not last_end:
                out.write(self.line_end)
            for row in edit.added:
                cells = self._cells(headings, [row.get(name, "") for name in headings])
                out.write(self.separator.join(cells) + self.line_end)

    def _changed(self, body: str, cells: list[str], changed: Mapping[str, str], *, padded: bool) -> str:
        """Return a record with other cells; one that is shorter than the headings only grows as far as it must."""
        places = {self.headings.index(name): text for name, text in changed.items() if name in self.headings}
        lacking = (len(self.headings) if padded else max(places, default=-1) + 1) - len(cells)
        if not places:
            return body + self.separator * lacking
        cells += [""] * lacking
        for index, text in places.items():
            cells[index] = self._cell(text, self.headings[index], always=cells[index][:1] == '"')
        return self.separator.join(cells)

    def _around(self, body: str, edit: Edit, first: list[str], last: list[str]) -> str:
        if not (edit.first or edit.last):
            return body
        mark = _BOM if body.startswith(_BOM) else ""
        parts = (*self._cells(edit.first, first), body.removeprefix(mark), *self._cells(edit.last, last))
        return mark + self.separator.join(parts)

    def _cells(self, headings: Sequence[str], texts: Sequence[str]) -> list[str]:
        return [self._cell(text, heading) for heading, text in zip(headings, texts, strict=True)]

    def _cell(self, text: str, heading: str, *, always: bool = False) -> str:
        numeric = heading in self.numeric
        cell = cell_of(text, self.separator, always=always or self.quoted, numeric=numeric)
        return cell if cell.isascii() else cell.encode(self.codec).decode("latin-1")

    def _raw(self) -> Iterator[tuple[int, str, str, list[str] | None]]:
        """Yield everything in the file in order; cells are None above the headings, for remarks and blank lines.

        The file is closed between two blocks: on some systems nobody can replace what another holds open.
        """
        number, width, at = 0, len(self.headings), 0
        while block := self._block(at):
            for body, end, cells in block:
                at += len(body) + len(end)
                if cells is None:
                    raise Unavailable(words.of(self.path, words.NOT_WHOLE))
                if not end and number > self.at and len(cells) < width and not is_blank(cells):
                    raise Unavailable(words.of(self.path, words.NOT_WHOLE))
                aside = number < self.at or body.lstrip()[:1] == "#" or is_blank(cells)
                yield number, body, end, None if aside else cells
                number += 1

    def _block(self, at: int) -> list[tuple[str, str, list[str] | None]]:
        self.watch()
        seen = (self.stamp.size, self.stamp.mtime_ns)
        if look(self.path) != seen:
            raise MovedError
        try:
            with _open(self.path, at) as file:
                block = list(islice(records(file, self.separator), _BLOCK))
        except OSError as error:
            raise Unavailable(words.of(self.path, words.UNREADABLE)) from error
        if look(self.path) != seen:
            raise MovedError
        return block


def new_file(path: Path, headings: Sequence[str]) -> None:
    """Write an empty table as spreadsheet programs like it: UTF-8 with its mark, lines ending as theirs."""
    line = ",".join(cell_of(name, ",", always=False) for name in headings)
    path.write_bytes((_BOM.encode("latin-1")) + (line + "\r\n").encode("utf-8"))


def _open(path: Path, at: int = 0) -> TextIO:
    file = path.open("r", encoding="latin-1", newline="")
    file.seek(at)
    return file


def _survey(path: Path) -> tuple[Stamp, str]:
    """Return a file's stamp and encoding; Unavailable for what is no text in either."""
    decoders = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8", "cp932")}
    held = bytearray()

    def each(chunk: bytes) -> None:
        if b"\0" in chunk or (not held and chunk[:2] in (b"\xff\xfe", b"\xfe\xff")):
            raise Unavailable(words.of(path, words.NO_TEXT))
        held[:] = b"."
        for name in list(decoders):
            try:
                decoders[name].decode(chunk)
            except UnicodeDecodeError:
                del decoders[name]

    stamp = survey(path, each)
    for name in list(decoders):
        try:
            decoders[name].decode(b"", final=True)
        except UnicodeDecodeError:
            del decoders[name]
    if not decoders:
        raise Unavailable(words.of(path, words.NO_TEXT))
    return stamp, next(iter(decoders))


def _heading(lines: list[str], known: Callable[[str], bool]) -> tuple[str, int, list[str], str]:
    """Return (separator, number of the record, its cells, its line end) under which most headings are known."""
    best: tuple[int, str, int, list[str], str] = (-1, ",", 0, [], "\r\n")
    for separator in SEPARATORS:
        for number, (body, end, cells) in enumerate(islice(records(lines, separator), _LOOK)):
            if cells is None or body.lstrip()[:1] == "#":
                continue
            count = sum(map(known, cells))
            if count > max(best[0], 0):
                best = (count, separator, number, cells, end or "\r\n")
    return best[1:]
