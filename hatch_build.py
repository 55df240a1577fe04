"""Makes what a wheel carries ready-made; see src/backsafe/prebuilt.py."""

import atexit
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PrebuildHook(BuildHookInterface[Any]):
    """Adds the modules to the wheel; an editable install reads the rule files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Writes the modules beside the tree and has them packed."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from backsafe.exercises.matching import index_module
        from backsafe.prebuilt import prebuilt_modules
        from backsafe.rules.loader import load_rule_book

        folder = root / "rules"
        made = Path(tempfile.mkdtemp(prefix="backsafe-prebuilt-"))
        atexit.register(shutil.rmtree, made, ignore_errors=True)
        modules = dict(prebuilt_modules(folder, load_rule_book(folder)))
        modules["exercise_index"] = index_module()
        for name, text in modules.items():
            path = made / f"{name}.py"
            path.write_text(text, encoding="utf-8")
            build_data["force_include"][str(path)] = f"backsafe/_prebuilt/{name}.py"
