"""What a site is made of: its hosts, its menu, its columns with their entries and the days beside these."""
