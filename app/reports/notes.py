"""Speaker notes of the presenting variant: each slide's sources with their ids, the data date, the last words."""

from __future__ import annotations

from app.language import day, tr
from app.reports import fit, words
from app.reports.content import Section, SpeakerNotes
from app.reports.slides import Slide


def notes_lines(slide: Slide, notes: SpeakerNotes, lang: str) -> list[str]:
    """Return the lines a presenter reads beside a slide."""
    lines = [tr(lang, "Data as of {date}", date=day(notes.data_as_of, lang))]
    sources = slide.sources + (notes.sources if slide.section is Section.COVER else ())
    if sources:
        lines.append(tr(lang, "Sources:"))
        once = dict.fromkeys(words.source_line(source, lang) for source in sources)
        lines += [f"・{line}" if lang == "ja" else f"- {line}" for line in once]
    else:
        lines.append(tr(lang, "Sources: none recorded"))
    last = notes.last_words
    if last is not None:
        who = " ".join(part for part in (day(last.on, lang) if last.on else "", words.honoured(last.by, lang)) if part)
        said = tr(lang, "“{words}”", words=last.text)
        if who:
            lines.append(tr(lang, "Their last words ({who}): {said}", who=who, said=said))
        else:
            lines.append(tr(lang, "Their last words: {said}", said=said))
    return [fit.plain(line) for line in lines]
