"""The commands about pages and their numbers. Nothing heavy is imported before one is called."""

from __future__ import annotations

import argparse
import sys


def add_site_commands(commands: argparse._SubParsersAction) -> None:
    """Add `render-site` and `why`; each sets `does`, as all commands do."""
    says = "make reports/_site from the executed notebooks"
    site = commands.add_parser("render-site", help=says, description=says)
    site.set_defaults(does=_render_site)
    site.add_argument(
        "--renderer", default="auto", help="auto (Quarto where it is installed), quarto, nbconvert"
    )
    says = "say what stands behind a number: its question, base, method, step and files"
    why = commands.add_parser("why", help=says, description=says)
    why.set_defaults(does=_explain)
    why.add_argument("id", help="such as pilot.trust.nhs.positive.share")


def _render_site(arguments: argparse.Namespace) -> None:
    from parentdata.site import render_site

    render_site(renderer=arguments.renderer, settle=arguments.settle)


def _explain(arguments: argparse.Namespace) -> None:
    from parentdata.paths import find_root
    from parentdata.site.why import explain_number

    sys.stdout.write(explain_number(arguments.id, root=find_root()))
