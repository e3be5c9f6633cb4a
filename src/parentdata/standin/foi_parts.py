"""What every part of a stand-in reply is made with: what it holds, and sentences that tempt."""

from __future__ import annotations

from collections.abc import Mapping

from parentdata.coding.tools import Tool
from parentdata.standin import foi_sentences_behaviour as behaviour
from parentdata.standin.foi_passages import Passage, Voice
from parentdata.standin.foi_sentences_purposes import TEMPTING
from parentdata.standin.foi_truth import Held

TOOL = "tool"
# A list of tempting sentences, and the code that each may be mistaken for.
TEMPTED = {
    "professionals": "algorithm_denied",
    "dashboard": TOOL,
    "outcomes": "purpose_other",
    "website": "incomplete",
    "effort": "exemption_s12",
    "contract": "exemption_s43",
}
EXEMPTIONS = {
    "exemption_s12": behaviour.S12,
    "exemption_s43": behaviour.S43,
    "exemption_s14": behaviour.S14,
    "exemption_s40": behaviour.S40,
}


class Part:
    """Passages of one reply.

    Parameters
    ----------
    held : Held
        What the reply is to hold, and nothing else.
    voice : Voice
    tools : mapping from code to Tool
        Names come from the authority file.
    """

    def __init__(self, held: Held, voice: Voice, tools: Mapping[str, Tool]) -> None:
        self.held, self.voice, self.tools = held, voice, tools

    def hold(self, code: str, sentences: tuple[str, ...]) -> Passage:
        """A sentence that holds a code."""
        return self.voice.say(f"{code} {len(sentences)}", sentences, code)

    def has(self, code: str) -> bool:
        """Whether the reply is to hold a code."""
        return code in self.held.codes

    def claim(self, *codes: str) -> list[Passage]:
        """A refusal for each of some exemptions that the reply claims."""
        lists = EXEMPTIONS
        made = [self.hold(code, lists[code]) for code in codes if code in lists and self.has(code)]
        if "exemption_other" in codes and self.has("exemption_other"):
            made.append(self._claim_other())
        return made

    def _claim_other(self) -> Passage:
        place = self.voice.choose("other", range(len(behaviour.OTHER_EXEMPTION)))
        text = behaviour.OTHER_EXEMPTION[place]
        words = self.voice.fill(text, "other", other=self.voice.law["other"][place][0])
        return Passage(words, ("exemption_other",))

    def tempt(self, *names: str) -> list[Passage]:
        """Perhaps a sentence that may be mistaken for a code, from each of some lists."""
        return [
            self.voice.say(name, TEMPTING[name], tempts=TEMPTED[name])
            for name in names
            if self.voice.choose(f"tempt {name}", (True, False))
        ]
