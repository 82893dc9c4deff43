"""Mails as mailers save them, made up."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

BOUNCE = """From: Mail Delivery Subsystem <MAILER-DAEMON@mx.ours.example>
To: ito@ours.example
Date: Thu, 19 Nov 2026 08:00:00 +0900
Message-ID: <bounce-1@mx.ours.example>
Subject: Returned mail: see transcript for details
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

The original message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.ours.example

Final-Recipient: RFC822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: SMTP; 550 5.1.1 User unknown

--b
Content-Type: message/rfc822

From: ito@ours.example
To: {address}
Subject: hello

text
--b--
"""


def mail(
    path: Path,
    text: str = "お世話になっております。",
    *,
    html: str = "",
    sender: str = '"佐藤 花子" <hanako@aoba.example>',
    to: str = "ito@ours.example",
    subject: str = "お見積の件",
    key: str = "<m-1@aoba.example>",
    date: str = "Thu, 19 Nov 2026 17:30:00 -0800",
    charset: str = "utf-8",
) -> Path:
    """Write a mail."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Date"], made["Message-ID"] = sender, to, subject, date, key
    if text:
        made.set_content(text, charset=charset)
        if html:
            made.add_alternative(html, subtype="html")
    else:
        made.set_content(html, subtype="html")
    path.write_bytes(made.as_bytes())
    return path


def bounce(path: Path, address: str, *, action: str = "failed", status: str = "5.1.1") -> Path:
    """Write a mail that says that one could not be delivered."""
    path.write_text(BOUNCE.format(address=address, action=action, status=status), "utf-8")
    return path
