"""Small sites with what a careful official would say of them: tests/duties/<set>/<rule>/<name in words>/case.toml."""
