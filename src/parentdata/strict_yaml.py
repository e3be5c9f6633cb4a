"""YAML in which a repeated key is a fault, and faults are told in one line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pydantic import ValidationError

# libyaml reads dvc.yaml in a tenth of the time, which every stage would take.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UniqueKeys(_Loader):
    """PyYAML takes the last of two equal keys without a word; here that is a fault."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:  # noqa: FBT001, FBT002 (PyYAML's own signature)
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        repeated = [key for key, times in Counter(keys).items() if times > 1]
        if repeated:
            line = node.start_mark.line + 1
            raise yaml.YAMLError(f"key {repeated[0]!r} stands twice in the block at line {line}")
        return super().construct_mapping(node, deep=deep)


def parse_yaml(text: str) -> Any:
    """Parse YAML text; `yaml.YAMLError` if it is not YAML or repeats a key."""
    return yaml.load(text, Loader=_UniqueKeys)


def describe_faults(error: yaml.YAMLError | ValidationError) -> str:
    """Say in one line what pydantic or PyYAML found wrong, and where."""
    if not isinstance(error, yaml.YAMLError):
        return "; ".join(
            f"{'.'.join(map(str, fault['loc'])) or 'file'}: {fault['msg']}"
            for fault in error.errors()
        )
    return " ".join(str(error).split())
