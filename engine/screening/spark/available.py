"""Whether Spark can be used here, and where its Java is.

Spark is 450 MB, and a Java besides. Whoever screens on one machine shouldn't need either, and whoever asks
for Spark without them should be told the command that installs them, not a traceback out of a gateway.
"""

import os
import shutil
import warnings
from importlib import import_module
from pathlib import Path
from typing import Final

_WITH_PIP: Final = "run `pip install 'xieshang[spark]'`"
JAVA: Final = "run `apt-get install openjdk-17-jre-headless`, or set JAVA_HOME to a Java 17 or newer"


def why_unavailable() -> str | None:
    """Why Spark can't be used here, with the command that installs what is missing; None if it can."""
    for name in ("pyspark", "pandas", "pyarrow"):
        try:
            with warnings.catch_warnings(action="ignore"):
                import_module(name)
        except ImportError:
            return f"{name} isn't installed; {_WITH_PIP}"
    return None if java() is not None else f"Java isn't found; {JAVA}"


def java() -> str | None:
    """The Java that Spark will start; None if there is none."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java" if not home else Path(home) / "bin" / "java")
