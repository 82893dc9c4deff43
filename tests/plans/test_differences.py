from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.plans.differences import FieldChange, Item, differences

TEXTS = st.text(max_size=3)
ITEMS = st.lists(
    st.builds(
        Item,
        id=st.sampled_from("abcdef"),
        kind=st.sampled_from(("objective", "milestone", "task")),
        title=TEXTS,
        fields=st.dictionaries(st.sampled_from(("due", "target", "owner")), TEXTS),
        below=st.sampled_from(("", "a", "b")),
    ),
    unique_by=lambda item: item.id,
    max_size=6,
)


def test_that_each_item_says_what_became_of_it() -> None:
    before = [
        Item("o", "objective", "棚卸し時間を半分に", {"target": "20", "due": "2026-12-28"}),
        Item("m", "milestone", "研修", {"due": "2026-10-20"}, "o"),
        Item("x", "milestone", "やめた", {}, "o"),
    ]
    after = [
        Item("o", "objective", "棚卸し時間を半分に", {"target": "18", "due": "2026-12-28", "owner": "佐藤様"}),
        Item("m", "milestone", "研修", {"due": "2026-10-20"}, "o"),
        Item("n", "task", "資料", {}, "m"),
    ]
    changed, added, removed = differences(before, after)
    assert (changed.deed, changed.fields) == (
        "changed",
        (FieldChange("target", "20", "18"), FieldChange("owner", "", "佐藤様")),
    )
    assert (added.deed, added.item.id) == ("added", "n")
    assert (removed.deed, removed.item.id) == ("removed", "x")


@given(ITEMS)
def test_that_a_state_differs_from_itself_in_nothing(items: list[Item]) -> None:
    assert differences(items, items) == ()


@given(ITEMS, ITEMS)
def test_that_the_way_back_is_the_mirror(before: list[Item], after: list[Item]) -> None:
    there = {one.item.id: one for one in differences(before, after)}
    back = {one.item.id: one for one in differences(after, before)}
    assert there.keys() == back.keys()
    mirror = {"added": "removed", "removed": "added", "changed": "changed"}
    for item_id, one in there.items():
        other = back[item_id]
        assert other.deed == mirror[one.deed]
        assert {(f.field, f.old, f.new) for f in one.fields} == {(f.field, f.new, f.old) for f in other.fields}
    unchanged = {item.id for item in before} & {item.id for item in after} - there.keys()
    old, new = ({item.id: item for item in some} for some in (before, after))
    for item_id in unchanged:
        assert (old[item_id].title, old[item_id].below) == (new[item_id].title, new[item_id].below)
