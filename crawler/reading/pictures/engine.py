"""The two models that recognise words: PP-OCR, run by onnxruntime, as they come inside the package rapidocr."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.reading import limits

DETECTOR, RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
FIGURE = frozenset("0123456789.,-%")


def models() -> Path:
    """The folder of the models within the installed package; the current one when it is not installed."""
    found = importlib.util.find_spec("rapidocr")
    return Path(found.origin).parent / "models" if found is not None and found.origin else Path()


@dataclass(frozen=True)
class Recognised:
    """A line of words with the mean and the least of its characters' confidences, and the least of its figures', 1 without any."""

    text: str
    mean: float
    least: float
    figures: float


class Engine:
    """The two models: one finds where words stand, the other says which they are."""

    def __init__(self, threads: int) -> None:
        from rapidocr import RapidOCR

        self._engine: Any = RapidOCR(params=_settings(threads))

    def places(self, pixels: Any) -> list[Any]:
        """The four corners of each line of words in a picture of blue, green and red bytes. Raises LimitReached."""
        found = self._run(lambda: self._engine(pixels, use_det=True, use_cls=False, use_rec=False))
        return [] if found.boxes is None else [corners.astype("float32") for corners in found.boxes]

    def words(self, lines: Sequence[Any]) -> list[Recognised]:
        """What each picture of one line says, in the same order. Raises LimitReached."""
        if not lines:
            return []
        found = self._run(lambda: self._engine.recognize_txt(list(lines)))
        return [
            _recognised(text, mean, word.confs)
            for text, mean, word in zip(found.txts, found.scores, found.word_results, strict=True)
        ]

    def _run(self, ask: Callable[[], Any]) -> Any:
        """The answer of a model, which fails only for want of memory."""
        from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

        try:
            return ask()
        except ONNXRuntimeError as fault:
            raise limits.LimitReached("picture") from fault


def _recognised(text: str, mean: float, each: Sequence[float]) -> Recognised:
    figures = [sure for char, sure in zip(text, each, strict=False) if char in FIGURE]
    return Recognised(text.strip(), float(mean), min(each, default=0.0), min(figures, default=1.0))


def _settings(threads: int) -> dict[str, Any]:
    """With the paths of the models given, the package never looks for them elsewhere."""
    return {
        "Global.log_level": "critical",
        "Global.use_preprocess_img": False,
        "Global.use_vertical_padding": False,
        "Global.return_word_box": True,
        "Det.model_path": str(models() / DETECTOR),
        "Det.limit_type": "max",
        "Det.limit_side_len": 100_000,
        "Rec.model_path": str(models() / RECOGNISER),
        "Rec.rec_batch_num": 1,
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
    }
