"""What calendars and mails bring: meetings to come, mails as touchpoints, and what goes out after a call."""
