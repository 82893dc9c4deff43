"""The first start: from nothing to a filled list, with a profile that is protected and a recovery code kept."""
