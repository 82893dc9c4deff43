"""Notes written by hand for the English stories, as a customer success manager jots them down after a call."""

# A row of the table is a line, and a Japanese letter counts as two columns.
# ruff: noqa: E501

from __future__ import annotations

from app.demo.told import Told, Vow

TOLD: dict[str, tuple[Told, ...]] = {
    # Use falls though the seats are full.
    "acme-robotics": (
        Told(131, "review", "QBR w/ Gareth + Priya, 60 min\n- stock accuracy 96 -> 98.5, Gareth quoted it before we did\n- wants plant three live by spring\n- Tess asked what a seat costs vs a temp's hour. Fair question, no answer ready", ("Gareth", "Priya", "Tess"), 2, "adoption", (Vow("Cost per seat against hours saved, one page", due=10, done=9),), ("review",), True, 60),
        Told(88, "call", "Kofi: ERP upgrade booked, 'nothing on your side should change'. Asked for a test window anyway.", ("Kofi",), 0, "support", (Vow("Dates of the ERP test window", "customer", "Kofi Lindqvist", 14, 16),)),
        Told(70, "email", "Five tickets in four days, all stock sync after the ERP upgrade. Quantities land a day late. Support has the logs.", ("Kofi", "Ines"), -1, "support", (Vow("Chase the sync fix with engineering", "internal", "Engineering, Mori", 7, 10),), ("sync",)),
        Told(57, "call", "Ines, plant two. Her people count twice now: once for us, once on a clipboard 'until it is right again'. Tickets have stopped since they gave up reporting.\nQuiet is not good news here.", ("Ines",), -2, "adoption", (Vow("Confirm the delay is gone in plant two", "customer", "Ines Fenn", 10, None, 38, 9),), ("risk",)),
        Told(34, "meeting", "Monthly. Every licence assigned, weekly use down by a quarter and falling.\n- it is all the Inventory module; planning screens unchanged\n- sync fixed 3 wks ago but nobody told the floor\n- Priya did not know about the clipboards\nMy read: trust problem, not a product one", ("Priya", "Kofi"), -1, "adoption", (Vow("Side-by-side count in plant two to win back trust", due=14, done=13), Vow("Tell the supervisors that the sync is fixed", "customer", "Priya Novak", 5, 4)), (), True, 50),
        Told(20, "visit", "Plant two, parallel count with Ines: 412 bins, 3 differences, all ours were right. She took a photo. Plant one still on clipboards.", ("Ines", "Priya"), 1, "adoption", (Vow("Same count in plant one", "customer", "Priya Novak", 25),)),
        Told(7, "call", "Priya. Plant one pushed back to after month end. She wants a written procedure for the stock link she can pin up.\nRenewal: notice is {notice}, she thinks Gareth has not looked at it.", ("Priya",), 0, "renewal", (Vow("Send the stock link procedure", due=7), Vow("15 min with Gareth before the notice date", due=14, shown=False)), ("risk",)),
    ),
    # The pulse was right and the data wrong.
    "merrowgate": (
        Told(148, "meeting", "Dashboards say 94 % weekly use. Louis's floor says otherwise: two of six teams in the room had it open. Scored my pulse 2 and wrote down why. Owen proud of the number, so tread lightly.", ("Nadia", "Louis"), -1, "adoption", (Vow("Ask product how active users are counted", "internal", "Product, Kato", 14, 40),)),
        Told(97, "call", "Nadia surprised I keep asking. 'Your own report is green.' It is. I still think four teams never log in.", ("Nadia",), 0, "relationship"),
        Told(62, "visit", "Sat with Motor Claims for a morning. Shared queue printed out on paper. Louis: 'we get it in the weekly mail'.", ("Louis",), -2, "adoption", (Vow("Compare sign-ins by person with the weekly count", due=20, done=22),)),
        Told(38, "call", "Found it. Viktor's single sign-on health check signs in as every user each night. Real use is less than half. Product has recounted 4 months of figures.\nFeeling was right, data was wrong.", ("Viktor",), -1, "support", (Vow("Exclude service accounts from the count", "internal", "Product, Kato", 7, 1), Vow("Tell Owen before he sees it himself", due=3, done=2)), ("data",)),
        Told(36, "call", "Told Owen. Long pause, then 'better now than at budget'. Wants a plan for four teams.", ("Owen",), 0, "relationship", (Vow("Plan for the four silent teams", due=14, done=15),), (), False, 25),
        Told(12, "meeting", "Team plan agreed with Nadia: two teams at a time, supervisor first, printed queue goes last.", ("Nadia", "Louis"), 1, "adoption", (Vow("Names of the first two supervisors", "customer", "Nadia Okafor", 9), Vow("Session outline for supervisors", due=7, done=6)), (), True, 40),
    ),
    # A green churner: a merger.
    "quillbrook": (
        Told(240, "review", "Best half year so far, print schedule slips down from 9 to 2. They offered to speak at our evening.", (), 2, "adoption", (Vow("Send dates for the user evening", due=10, done=7),), (), True, 45),
        Told(133, "note", "Trade press: Quillbrook to be bought by a larger house. Nobody there has mentioned it. Use as high as ever.", (), None, "internal", (), ("merger",)),
        Told(115, "call", "They confirm the merger. Group standard tool from the new parent, no exceptions 'so far'. Our contact is trying.", (), -1, "renewal", (Vow("Comparison for the parent's IT board", due=12, done=11), Vow("Name of whoever decides at the parent", "customer", None, 14, None, None, 6, True, None, 50))),
        Told(70, "email", "Notice received, friendly. Decided two levels above anybody we know.\nHealth was green to the last day. Lesson: ownership news is a signal of its own.", (), -1, "renewal", (), ("churn",)),
        Told(9, "call", "Goodbye call. Editors asked for exports of the last three seasons. Two of them asked which firms use us - worth keeping in touch.", (), 1, "relationship", (Vow("Export of three seasons", due=4, done=3),)),
    ),
    "brackenfold": (
        Told(405, "call", "Field reports cut in the reorganisation; crews now write to a mailbox. They leave at the end of the term.", (), -2, "renewal", (), ("churn",)),
        Told(352, "email", "Last export delivered, door left open. New head of field work starts in spring.", (), 0, "relationship"),
        Told(212, "call", "Out of the blue: the mailbox has 4,000 unread. New head of field work used us in a former job. Wants to come back, smaller scope, real owner this time.", (), 2, "expansion", (Vow("Offer for the return, two regions first", due=6, done=5),), ("came back",)),
        Told(68, "meeting", "Two regions live, third asked to join without being pushed. Mailbox closed last Friday!", (), 2, "adoption", (Vow("Rollout note for region three", due=14, done=12),), (), True, 30),
        Told(13, "call", "Region three trained. One crew lead still prefers the phone, and that's fine by everybody.", (), 1, "adoption"),
    ),
    "tallowmere": (
        Told(205, "meeting", "18 stores closed since last year, the seats went with them. They need to shrink from 280 to 190. No hard feelings, numbers only.", (), -1, "renewal", (Vow("Offer for 190 seats with the same support", due=8, done=6),), ("contraction",)),
        Told(119, "call", "Smaller estate, better use: store managers do the morning list themselves now.", (), 1, "adoption"),
        Told(40, "review", "Half-year review. 42 stores, tasks done by 10:00 up again. Finance happy that we shrank without a fight.", (), 1, "relationship", (Vow("Store ranking by tasks done before ten", due=14, done=12),), (), True, 60),
        Told(14, "call", "Two regional leads change in the new year. Asked for names early.", (), 0, "relationship", (Vow("Names of the new regional leads", "customer", None, 12), Vow("Welcome pack for regional leads", due=21, hidden=19))),
    ),
    "nimbus-health": (
        Told(77, "meeting", "Rota for all five clinics in one place, handover notes read by the night team. They rate us 9 or 10, except the one who types on a phone.", (), 1, "adoption", (Vow("Phone shortcut guide", due=14, done=9),)),
        Told(41, "call", "Thanked them for the survey marks and asked about winter staffing. They will come back to me. No reason to worry.", (), 1, "relationship"),
    ),
    "lumen-analytics": (
        Told(55, "meeting", "Beta of the new connector. They broke it twice in an hour and sent both recipes. Advisory council yes for another year.", (), 2, "relationship", (Vow("Fix list back to Lumen after the beta", "internal", "Product, Kato", 14, 13),)),
        Told(24, "call", "Case study draft approved apart from one adjective. They want a second connector licence for the Osaka team.", (), 2, "expansion", (Vow("Quote for a second Osaka connector", due=5, done=4), Vow("Photo for the case study", "customer", None, 30)), ("win",)),
        Told(9, "chat", "Osaka team counting heads. Quote is fine, PO needs their CFO, who is away for a week.", (), 1, "expansion", (Vow("Purchase order for the Osaka connector", "customer", None, 12),)),
    ),
    "kitsune-games": (
        Told(66, "call", "Fourth title moved over without asking us a thing. Nearly out of seats.", (), 1, "adoption"),
        Told(20, "call", "Rang with the seat count: almost full. They joke that silence is their highest praise. No meeting wanted before launch.", (), 1, "expansion", (Vow("Seat options after the launch", due=30, hidden=26),)),
    ),
}  # fmt: skip

PULSES: dict[str, tuple[str, str, str]] = {
    "acme-robotics": ("Planning lives in it, stock counts slid back to clipboards in two plants", "Gareth was proud in spring, has not looked since", "Priya is straight with me, Ines is back on our side"),
    "merrowgate": ("Two teams of six really use it, the rest read a weekly mail", "Owen liked the old number more than the tool", "Nadia took the bad news well, now works the plan with us"),
}  # fmt: skip
"""Reasons of the latest pulse: embedding, backing, warmth."""
