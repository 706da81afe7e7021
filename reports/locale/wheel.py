"""Compiles the catalogues when a wheel is built, so that no start of the program has to. Hatchling runs it; see pyproject.toml."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles every catalogue beside its text."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs. Raises what a catalogue that cannot be read raises."""
        sys.path.insert(0, self.root)
        from reports.locale.compiled import SOURCE, compile_catalogue, keep, languages

        for language in languages():
            if language != SOURCE:
                keep(language, compile_catalogue(language))
        sys.path.remove(self.root)
