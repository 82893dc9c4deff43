"""Fragments of English notes: [a|b] is a choice, {p} and the like are filled from the customer's facts."""

# A row of the table is a line, and a Japanese letter counts as two columns.
# ruff: noqa: E501

from __future__ import annotations

FEATURES = (
    "list filters", "CSV export", "approval flow", "permissions", "SSO", "mail alerts", "the phone app", "report templates", "the API",
    "search", "comments", "attachments", "change log", "bulk edit", "calendar link", "master sync", "audit log", "charts", "QR scan",
    "input hints", "scheduled mails", "guest access", "saved sorting", "drafts", "photo upload", "label print", "duplicate check",
)  # fmt: skip

WORK = {
    "robotics": ("bin counts", "line change-overs", "spare parts", "shift reports", "supplier returns", "cycle counts"),
    "finance": ("claims hand-offs", "call-back lists", "audit findings", "file requests", "team rotas", "letters"),
    "publishing": ("print slots", "proof rounds", "author changes", "cover approvals", "reprints", "rights requests"),
    "energy": ("site reports", "permit lists", "crew rotas", "tool checks", "outage notes", "safety talks"),
    "retail": ("morning lists", "shelf photos", "repair intake", "price changes", "stock moves", "store visits"),
    "health": ("rota swaps", "night handover", "supply orders", "room lists", "recall lists", "intake forms"),
    "it": ("release notes", "on-call hand-offs", "change requests", "bug triage", "demo prep", "access reviews"),
    "games": ("build reviews", "art requests", "localisation rounds", "launch lists", "playtest notes", "bug sweeps"),
    "travel": ("guide rosters", "booking changes", "supplier calls", "refund lists", "group files", "visa checks"),
    "trading": ("shipment files", "sample lists", "customs notes", "price sheets", "credit checks", "order changes"),
    "education": ("lesson plans", "parent letters", "room swaps", "trip forms", "cover lists", "term reports"),
}
_ANY = ("weekly reports", "hand-offs", "order changes", "site checks", "rotas", "meeting notes")
for _industry in ("food", "logistics", "machinery", "construction", "pharma", "hospitality", "printing", "property"):
    WORK[_industry] = _ANY

OPEN = {
    "call": (
        "[Call|Quick call|Phone] w/ {p}, {work}.", "{p} rang [back|from the car|between meetings].", "Spoke to {p} [re {feat}|about next month|for ten min].", "{p} out, {q} picked up.", "Caught {p} [after lunch|before nine|on the way out].",
    ),
    "meeting": (
        "Monthly w/ {p} [and {q}|+ {n}|only].", "{m} min, {p} [chairing|sharing screen|and {q}].", "Check-in, agenda was {feat}, [we talked {work}|mostly stuck to it].", "{q}'s first meeting with us, {p} introduced.", "{dept} sync, {n} people[, two silent|].",
    ),
    "visit": ("On site, {dept}. {p} [showed me round|had {m} min|lent me a badge].", "Shadowed {work} for [an hour|a morning].", "Dropped by, met {q} [at last|by chance]."),
    "email": (
        "Mailed {p} [{feat} steps|notes|two links]. [Opened|No reply|Thumbs up].", "{p} replies: [fine|later|{n} questions].", "{q} forwards a wish about {feat}.", "Notes out after the call[, one correction|, none back].", "Asked {p} who owns {work} now. [{q}|Unclear|'Me, sadly'].",
    ),
    "review": ("Quarterly review, {p} + {q}, {m} min.", "Review with {dept}. [Numbers first|Their slides, our figures].", "Half-year look back, {n} in the room."),
    "training": ("{feat} session, {n} joined.", "New joiners' half hour ({dept}).", "Hands-on with {work} as the example. [Lively|Quiet room|Ran over]."),
    "event": ("{p} at the user evening[, spoke to two prospects|].", "Webinar on {feat}: {p} [stayed to the end|asked first|left at half time]."),
    "chat": ("{p}: '[where did {feat} go|{feat} is a life saver|is {feat} down]?'", "Chat, {feat} [sorted|parked|tomorrow]."),
}  # fmt: skip

GOOD = (
    "{work} now [done a day early|off paper|run by two people instead of three]", "{feat} [landed well|saves them calls|used without training]", "{dept} [wants in|asked for seats|copies the setup]", "{q}: '[no going back|should have started earlier|finally]'",
    "{act} active this week, [no dip after the holiday|steady|up a bit]", "{p} demoed it to [{dept}|their boss] unasked", "last month's homework on {feat} [done|done and told]", "fewer [chasers|double entries|lost files] on {work}", "new people productive in {n} days",
)  # fmt: skip
NEUTRAL = (
    "{feat} [hard to find|label confusing|default is odd]", "{work} starts [after quarter end|once {q} is back|next month]", "seats stay at {lic}", "{n} joiners, {n} leavers, list to be cleaned", "asked about limits of {feat}", "{q} [on leave|half on another project|new in role]",
    "tried {feat}, [undecided|mixed views|decide later]", "use flat at about {act}", "[audit|budget round|office move] eats their time", "{dept} waits for [laptops|a sign-off|the new rota]", "saw a competitor's demo, [shrugged|liked one screen]", "{n} remarks on {feat} noted",
)  # fmt: skip
BAD = (
    "{work} [back in sheets|typed twice|stuck]", "{feat} slow at month end, could not reproduce", "down to {act} active, [staffing|no reason given|more than holidays]", "{q} [cool|checked out|hard to read]", "'[no time for it|whose job is this|old way was quicker]' ({q})", "{p} hard to pin down for a date",
    "homework on {work} untouched", "price came up and the room went quiet", "{dept} only reads, never writes",
)  # fmt: skip
RENEWAL = (
    "term ends {end}, [positive|walked through steps|no surprises]", "notice by {notice}, [shared|in their calendar too]", "sign-off goes via {q}, [{n} weeks|slow]", "asked for [same terms|fewer seats|yearly billing]", "budget line [there|pending]",
)  # fmt: skip
ONBOARDING = (
    "setup [half way|{n} items left]",
    "first data for {work} [in|being cleaned|{n} errors]",
    "first value = {work}, agreed",
    "go-live [unchanged|a week later|pencilled]",
)
CLOSE = (
    "Next: [an example for {feat}|same slot|bring {q}|shorter guide].", "My read: [fine|good|needs a nudge|patience].", "{p} is [key|on our side|stretched], [look after|go easy].", "[No homework|Homework ours|One each].", "Get {work} numbers next time.", "[Small talk: the school play|Small talk: marathon training|Small talk: new kitchen|Small talk: trains].", "Mood [up|as ever|a bit flat].",
)  # fmt: skip
TECH = (
    "[Newsletter|Tip mail] on {feat}: [opened|not opened|clicked]", "{p} finished the {feat} article[, wrote 'thanks'|]", "watched the {work} recording, [{m} min|to the end]", "asked support about {feat}, [answered|pointed to an article]", "first use of {feat} on record", "yearly question: '{work} [would hurt without it|so-so|now and then]'", "{p} changed the contact address, still using it for {work}",
)  # fmt: skip
VOWS_ME = (
    "Send {feat} [steps|example|clip]",
    "{n} examples for {work}",
    "Ask engineering about {feat}",
    "Draft for {dept}",
    "Set up 30 min with {q}",
    "Chart of {work}",
    "Reply on the limit of {feat}",
    "[Notes|Quote|Comparison] to {p}",
)
VOWS_CUSTOMER = (
    "Real numbers for {work}",
    "Result of the {feat} trial",
    "Name a contact in {dept}",
    "Latest [org chart|site list|permission list]",
    "List of leavers for clean-up",
    "Decide who owns {work}",
)
VOWS_INTERNAL = ("Answer on {feat} timing", "Check wording for {work}", "Findings on {feat}")
INTERNAL = ("Engineering, Mori", "Sales, Nakamura", "Legal, Omori", "Support, Eguchi", "Product, Kato")
PLANNED = (
    "Monthly on {work}",
    "Set up {feat} together",
    "Check-in with {p}",
    "Visit to {dept}",
    "Renewal terms with {p}",
)
PULSE = {
    "pulse_embedding": (
        "still a trial in all but name, {work} runs elsewhere", "a few people in {dept}, the rest [on paper|in sheets]", "daily for {work}, [month end still in sheets|not beyond]", "{work} would be late without it", "{work} stops if we stop, {p} says so [openly|to anyone]",
    ),
    "pulse_backing": ("nobody above {p} knows us", "{q}'s boss sees [a cost line|a logo]", "no objection at the top, {dept} head is kind", "an executive [asks for figures|comes to reviews]", "an executive sells us inside, [{dept} follows|budget follows]"),
    "pulse_warmth": ("{p} [avoids us|does not answer]", "business only, [short mails|late replies]", "fine with {p}, [not more|neutral]", "{p} [asks us first|shares plans]", "{p} [calls before it hurts|fights for us]"),
}  # fmt: skip
