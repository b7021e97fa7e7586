"""What a source states of its items: its head as data, days, people, the addresses that they had."""
