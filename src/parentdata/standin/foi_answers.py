"""The answers of a stand-in reply to the six questions, made of passages for what it holds."""

from __future__ import annotations

from parentdata.coding.tools import Tool
from parentdata.standin import foi_sentences_behaviour as behaviour
from parentdata.standin import foi_sentences_purposes as purposes
from parentdata.standin import foi_sentences_use as use
from parentdata.standin.foi_parts import Part
from parentdata.standin.foi_passages import Passage
from parentdata.standin.foi_requests import NI
from parentdata.standin.foi_truth import LISTING

Answers = dict[int, list[Passage]]
POINTER = "another answer"
# What is said of documents where they are given, and where there are none.
DOCUMENTS = {
    4: (purposes.REPORTS_GIVEN, purposes.REPORTS_NONE),
    5: (purposes.EFFECTS_GIVEN, purposes.EFFECTS_NONE),
    6: (purposes.SUPPLIERS_GIVEN, purposes.SUPPLIERS_NONE),
}


class Writer(Part):
    """Writes the answers of one reply."""

    def answer(self) -> Answers:
        """The passages of every question, in order; question 0 stands before them all."""
        return {
            "admits": self._admit,
            "definition": self._point_to_definition,
            "no": self._say_no,
            "refuses": self._refuse,
            "irrelevant": self._evade,
        }[self.held.kind]()

    def follow_up(self) -> list[Passage]:
        """What was added after a follow-up, if anything."""
        if self.has("ambiguous_follow_up"):
            return [self.hold("ambiguous_follow_up", behaviour.AMBIGUOUS)]
        if self.held.has_clear_follow_up:
            tempts = "ambiguous_follow_up"
            return [self.voice.say("clear", behaviour.CLEAR_FOLLOW_UP, tempts=tempts)]
        return []

    # --- kinds of reply ---------------------------------------------------------------------------

    def _admit(self) -> Answers:
        say = self.voice.say
        if not self.has("uses_has_used"):
            past = say("see two", use.SEE_TWO, tempts=POINTER)
        elif self.has("uses_is_using"):
            past = say("since", use.USED_AND_USING, "uses_has_used")
        else:
            past = say("past", use.USED_PAST, "uses_has_used")
        if self.has("uses_is_using"):
            now = say("using", use.USING, "uses_is_using")
        else:
            now = say("ended", use.ENDED)
        details = [*self._name_purposes(), *self._describe(behaviour.DEFINITION_USER)]
        tools = [] if self.has(LISTING) else self._name_tools()
        is_asked_which = self.voice.request.authority.nation == NI
        return {
            1: [past],
            2: [now, *details, *self.tempt("outcomes", "professionals"),
                *(tools if is_asked_which else [])],
            3: [self._intend()],
            **self._give_documents([] if is_asked_which else tools),
        }  # fmt: skip

    def _point_to_definition(self) -> Answers:
        say = self.voice.say
        denied = [self.hold("uses_denies", use.DENIES)] if self.has("uses_denies") else []
        return {
            1: [*self._describe(behaviour.DEFINITION), *denied],
            2: [say("see one", purposes.SEE_ONE, tempts=POINTER), *self.tempt("dashboard"),
                *self._name_purposes(), *self._name_tools()],
            3: [self._intend()],
            **self._give_documents([]),
        }  # fmt: skip

    def _say_no(self) -> Answers:
        say = self.voice.say
        if self.voice.choose("no", (True, False)):
            return {0: [say("six", use.NO_SIX_TIMES, "flat_no", "uses_denies")]}
        flat, denied = self.hold("flat_no", use.FLAT_NO), self.hold("uses_denies", use.DENIES)
        return {0: [denied, flat] if self.voice.choose("order", (True, False)) else [flat, denied]}

    def _refuse(self) -> Answers:
        say = self.voice.say
        return {
            0: [
                say("refusal", behaviour.REFUSAL_INTRO),
                *self.claim("exemption_s12", "exemption_s14"),
                say("advice", behaviour.REFUSAL_ADVICE),
            ]
        }

    def _evade(self) -> Answers:
        evasion = [self.hold("incomplete", behaviour.INCOMPLETE) for _ in range(2)]
        return {0: [*evasion, *self.tempt("professionals", "outcomes")]}

    # --- parts of answers -------------------------------------------------------------------------

    def _describe(self, definition: tuple[str, ...]) -> list[Passage]:
        """The ways of answering that go with a description of the system, in a drawn order."""
        lists = {
            "relabelled_matching": behaviour.RELABELLED,
            "algorithm_denied": behaviour.ALGORITHM_DENIED,
            "family_work_apart": behaviour.FAMILY_APART,
            "definition_not_met": definition,
        }
        made = [self.hold(code, texts) for code, texts in lists.items() if self.has(code)]
        return self.voice.draw.shuffle(f"{self.voice.request.id} describe", made)

    def _name_purposes(self) -> list[Passage]:
        lists = purposes.PURPOSES_PAST if self._is_past else purposes.PURPOSES
        return [self.hold(code, texts) for code, texts in lists.items() if self.has(code)]

    def _name_tools(self) -> list[Passage]:
        lists = {"tool": purposes.TOOL_USED, "supplier": purposes.SUPPLIER_USED}
        if self.held.kind != "admits":
            lists = {"tool": purposes.TOOL_REPORTS, "supplier": purposes.SUPPLIER_USED}
        elif self._is_past:
            lists = {"tool": purposes.TOOL_WAS_USED, "supplier": purposes.SUPPLIER_WAS_USED}
        return [
            self.voice.say(
                f"{tool.kind} {self.held.kind} {self._is_past}",
                lists[tool.kind],
                code,
                tool=self._name(tool),
            )
            for code, tool in self.tools.items()
            if self.has(code)
        ]

    def _list_openly(self) -> list[Passage]:
        start = self.voice.fill(self.voice.deck.deal(LISTING, purposes.LISTING_STARTS), LISTING)
        named = {code: tool for code, tool in self.tools.items() if self.has(code)}
        parts = [
            self.voice.deck.deal("listed", purposes.LISTED).format(tool=self._name(tool))
            for tool in named.values()
        ]
        return [Passage(f"{start} {'; '.join(parts)}.", (LISTING, *named))]

    def _name(self, tool: Tool) -> str:
        name = self.voice.choose(f"name {tool.id}", tool.aliases or (tool.label,))
        return f"an {name}" if name.startswith("in-house") else name

    def _intend(self) -> Passage:
        if self.has("uses_intends"):
            return self.hold("uses_intends", use.INTENDS)
        if self.voice.choose("review", (True, False)):
            return self.voice.say("review", use.UNDER_REVIEW, tempts="uses_intends")
        return self.voice.say("no plans", use.NO_PLANS)

    def _give_documents(self, tools: list[Passage]) -> Answers:
        """Questions 4 to 6: documents given, not held, refused, or passed over."""
        refused = {
            4: self.claim("exemption_s40", "exemption_other"),
            5: self.claim("exemption_s12"),
            6: self.claim("exemption_s43"),
        }
        gives = {number: self._gives(number) for number in DOCUMENTS}
        answers = {
            number: refused[number] or [self._give(number, gives=gives[number])]
            for number in DOCUMENTS
        }
        if self.has("incomplete"):
            number = 5 if refused[4] else 4
            evasion = self.hold("incomplete", behaviour.INCOMPLETE)
            answers[number] = [evasion, *refused[number]]
        elif self.held.disclosure == "little" or refused[5]:
            answers[4] += self.tempt("website")
        answers[5] += self.tempt("effort") if gives[5] and not refused[5] else []
        answers[6] += self.tempt("contract") if gives[6] and not refused[6] else []
        answers[6] = (self._list_openly() if self.has(LISTING) else tools) + answers[6]
        return answers

    def _gives(self, number: int) -> bool:
        is_supplied = any(self.has(c) for c, tool in self.tools.items() if tool.kind == "supplier")
        if number == max(DOCUMENTS) and is_supplied:
            return True
        if self.held.disclosure == "some":
            return self.voice.choose(f"gives {number}", (True, False))
        return self.held.disclosure == "full"

    def _give(self, number: int, *, gives: bool) -> Passage:
        given, none = DOCUMENTS[number]
        return self.voice.say(f"{number} {gives}", given if gives else none)

    @property
    def _is_past(self) -> bool:
        return self.has("uses_has_used") and not self.has("uses_is_using")
