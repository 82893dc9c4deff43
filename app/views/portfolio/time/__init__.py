"""自分の時間: where my hours go, by purpose and segment, beside what the accounts pay."""
