"""The variables that a notebook runs with: folders of the project's own, and one arithmetic."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from pathlib import Path

from parentdata.scratch import OUT
from parentdata.strict_yaml import parse_yaml

# Sums and elementary functions follow the instructions that a processor has and the number of its
# cores, and so differ in the last digit. Kernels all use the same ones (decisions/0002).
ARITHMETIC = {
    "NPY_DISABLE_CPU_FEATURES": "X86_V4,AVX512_ICL,AVX512_SPR",
    "OPENBLAS_CORETYPE": "Haswell",
    "OPENBLAS_NUM_THREADS": "1",
}
TIMEOUT = "notebook_timeout_s"
LONGEST = 900  # seconds, where params.yaml says nothing


def describe_environment(root: Path, out: Path) -> dict[str, str]:
    """Variables that are laid over a run's own: nothing in a home folder sways a notebook."""
    return {
        OUT: str(out / "derived"),
        "IPYTHONDIR": str(out / "ipython"),
        "MPLCONFIGDIR": str(root / "build" / "matplotlib"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "JUPYTER_PREFER_ENV_PATH": "1",
        **(ARITHMETIC if platform.machine() in ("x86_64", "AMD64") else {}),
    }


def read_timeout(root: Path, overrides: Sequence[str] = ()) -> float:
    """Read how many seconds a notebook may take; what is no number is refused with the others."""
    stated = (parse_yaml((root / "params.yaml").read_text(encoding="utf-8")) or {}).get(TIMEOUT)
    for override in overrides:
        name, _, value = override.partition("=")
        stated = parse_yaml(value) if name == TIMEOUT else stated
    return float(stated) if isinstance(stated, int | float) and stated > 0 else LONGEST
