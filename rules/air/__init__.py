"""The city's air: standards, the index, bulletins and what they say."""
