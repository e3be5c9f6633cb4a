"""Outputs of executed cells, in the one form that both renderers show alike."""

from __future__ import annotations

import base64
import html
import re

import nbformat
from nbformat.v4 import new_output

from parentdata.errors import Refusal

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_ACTIVE = re.compile(
    r"<\s*(?:script|iframe|object|embed|base|form|meta)\b"
    r"|<[^>]*\son[a-z]+\s*=|(?:href|src)\s*=\s*[\"']?\s*javascript:",
    re.IGNORECASE,
)
# Anything that a page would fetch: it must open from disk with no network.
_FETCHED = re.compile(
    r"<(?:img|link|source|video|audio|image|use)\b[^>]*?\s(?:xlink:)?(?:src|href)\s*=\s*[\"']?"
    r"(?:https?:)?//|url\(\s*[\"']?(?:https?:)?//|@import",
    re.IGNORECASE,
)


class BadOutput(Refusal):
    """An output cannot go on a page."""


def _refuse(came: str, where: str, *, expected: str) -> BadOutput:
    return BadOutput(
        came,
        file=where,
        expected=expected,
        do="Correct the cell and run `dvc repro`; the site was left as it is.",
    )


def check_markup(markup: str, *, where: str) -> str:
    """Return HTML as it is if nothing in it runs or is fetched.

    Raises
    ------
    BadOutput
        It holds a script, an event handler, a form, or something from the network. Parents' words
        that hold markup must be escaped by the cell that shows them.
    """
    found = _ACTIVE.search(markup) or _FETCHED.search(markup)
    if found:
        raise _refuse(
            f"an output holds {found.group()[:60]!r}.",
            where,
            expected="text and figures that neither run nor fetch anything",
        )
    return markup


def _show_image(data: dict, metadata: dict, where: str) -> str:
    alt = metadata.get("alt") or metadata.get("image/png", {}).get("alt")
    if not alt:
        raise _refuse(
            "an image has no alternative text.",
            where,
            expected="a figure of parentdata.figures, or an image with metadata 'alt'",
        )
    # Some front ends break base64 into lines.
    content = base64.b64encode(base64.b64decode(data["image/png"])).decode("ascii")
    image = f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{content}">'
    return f'<figure class="pd-figure">{image}</figure>'


def _choose_form(data: dict, metadata: dict, where: str) -> dict[str, str]:
    if "text/html" in data:
        return {"text/html": check_markup(data["text/html"].strip(), where=where)}
    if "text/markdown" in data:
        return {"text/markdown": check_markup(data["text/markdown"].strip(), where=where)}
    if "image/png" in data:
        return {"text/html": _show_image(data, metadata, where)}
    if "text/plain" in data:
        return {"text/plain": _ANSI.sub("", data["text/plain"])}
    raise _refuse(
        f"an output has only the forms {sorted(data)}.",
        where,
        expected="text/html, text/markdown, image/png or text/plain",
    )


def settle_outputs(
    outputs: list[nbformat.NotebookNode], *, where: str
) -> list[nbformat.NotebookNode]:
    """Give each output the one form in which both renderers show it.

    What a cell wrote to stderr (warnings, with paths of the machine) stays in the executed notebook
    alone.

    Raises
    ------
    BadOutput
        An output is an error, has no form that a page can show, or runs or fetches something.
    """
    settled = []
    for output in outputs:
        if output.output_type == "error":
            raise _refuse(
                f"the cell failed: {output.ename}: {output.evalue}",
                where,
                expected="a notebook that ran to its end",
            )
        if output.output_type == "stream":
            text = _ANSI.sub("", output.text).rstrip()
            if output.name == "stdout" and text:
                settled.append(new_output("stream", name="stdout", text=text + "\n"))
            continue
        form = _choose_form(output.data, output.get("metadata", {}), where)
        settled.append(new_output("display_data", data=form))
    return settled
