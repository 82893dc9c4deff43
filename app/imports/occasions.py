"""What a file is about as a whole: which gathering its people were at, which survey they answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from app.imports.choices import bare
from app.imports.drafts import AttendanceDraft, Draft, SurveyDraft
from app.imports.headings import Mapping as Headings
from app.vocabulary import Survey

# In the heading over the scores, or in the name of the file.
_SURVEYS: Mapping[Survey, tuple[str, ...]] = {
    Survey.NPS: ("nps", "推奨", "おすすめ", "recommend"),
    Survey.CSAT: ("csat", "満足", "satisfaction"),
    Survey.CES: ("ces", "努力", "手間", "effort"),
}


def named_by_file(draft: Draft, mapping: Headings, headings: Sequence[str], file: str) -> Draft:
    """Return a draft with what its row leaves to the file: the name of the gathering, the kind of survey."""
    if isinstance(draft, AttendanceDraft):
        return replace(draft, gathering=str(draft.given.get("gathering") or PurePath(file).stem))
    if isinstance(draft, SurveyDraft):
        said = draft.given.get("survey")
        heading = headings[mapping.columns["score"]]
        return replace(draft, survey=said if isinstance(said, Survey) else _survey(heading, file))
    return draft


def _survey(heading: str, file: str) -> Survey:
    for words in (bare(heading), bare(PurePath(file).stem)):
        for survey, signs in _SURVEYS.items():
            if any(bare(sign) in words for sign in signs):
                return survey
    return Survey.OTHER
