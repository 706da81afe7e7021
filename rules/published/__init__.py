"""What a place shows of one matter over the months: its items, whether they go on, and what each holds."""
