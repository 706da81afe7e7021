"""How a body hears what people say: boxes and channels, letters, talks, surveys, and the towns below it."""
