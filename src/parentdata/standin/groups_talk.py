"""The stand-in discussions: who says what, and their transcripts."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from parentdata.standin import groups_plan as plan
from parentdata.standin import groups_words as words
from parentdata.standin.latent import Sample, take_highest


@dataclass(kw_only=True)
class Speaker:
    """One participant: what they say to each question, and the sentence that shows each code."""

    pseudonym: str
    discussion: str
    turns: dict[str, list[str]] = field(default_factory=dict)
    passages: dict[str, str] = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Everything they say, one turn a line, in the order of the questions."""
        return "\n".join(" ".join(said) for said in self.turns.values())


def make_speakers() -> list[Speaker]:
    """Make the participants of all discussions, in order, with what they say."""
    places = [one.id for one in plan.DISCUSSIONS for _ in range(one.attended)]
    speakers = [
        Speaker(pseudonym=f"P{number:02d}", discussion=name)
        for number, name in enumerate(places, start=1)
    ]
    sample = Sample(size=len(speakers), seed=plan.SEED)
    _deal_themes(speakers, sample)
    for scenario in plan.SCENARIOS:
        _deal_steps(speakers, sample, scenario)
    _fill_up(speakers, sample)
    told = speakers[plan.WITHDREW_AFTER].pseudonym
    speakers[plan.MENTIONS].turns["closing"].insert(0, words.MENTION.format(who=told))
    return speakers


def _deal_themes(speakers: list[Speaker], sample: Sample) -> None:
    """Let as many speak of each theme as planned, those who talk most first but for chance."""
    everyone = np.ones(len(speakers), dtype=bool)
    is_interview = np.array([one.discussion.startswith("I") for one in speakers])
    talkative = sample.draw_trait("talkative")
    counts = [(theme, everyone, count) for theme, count in plan.THEMES.items()]
    for theme, (interviewed, grouped) in plan.RECORDS.items():
        counts += [(theme, is_interview, interviewed), (theme, ~is_interview, grouped)]
    for theme, among, count in counts:
        who = take_highest(sample.load(talkative, theme, loading=0.5), count, among=among)
        when, which = (sample.draw_uniform(f"{theme} {what}") for what in ("when", "which"))
        for place in np.flatnonzero(who):
            _say(speakers[place], theme, words.SAID[theme], when[place], which[place])


def _say(one: Speaker, theme: str, said: tuple[str, ...], when: float, which: float) -> None:
    sentence = said[int(which * len(said))]
    question = "opening" if when < 0.65 else "closing"
    one.turns.setdefault(question, []).append(sentence)
    one.passages[theme] = sentence


def _deal_steps(speakers: list[Speaker], sample: Sample, scenario: str) -> None:
    order = np.argsort(sample.draw_uniform(scenario), kind="stable")
    steps = [step for step, count in plan.TURNS.items() for _ in range(count)]
    # The other scenario's sentences begin elsewhere, so that nobody says the same one twice.
    shift = plan.SCENARIOS.index(scenario)
    for place, step in zip(order, steps, strict=False):
        said = words.TURNS[step]
        sentence = said[(int(place) + shift) % len(said)]
        speakers[place].turns[scenario] = [sentence]
        speakers[place].passages[scenario] = sentence
        speakers[place].steps[scenario] = step


def _fill_up(speakers: list[Speaker], sample: Sample) -> None:
    """Put every speaker's turns in the order of the questions, openers and fillers between."""
    opener, filler = (sample.draw_uniform(name) for name in ("opener", "filler"))
    for place, one in enumerate(speakers):
        first = one.turns.setdefault("opening", [])
        if not first:
            first.append(words.FILLERS[int(filler[place] * len(words.FILLERS))])
        start = words.OPENERS[int(opener[place] * len(words.OPENERS))]
        # Before any other word a capital letter would have to go, and the passage with it.
        if first[0].startswith("I "):
            first[0] = start + first[0]
        one.turns["closing"] = one.turns.get("closing") or ["No, I think that is all."]
        one.turns = {name: one.turns[name] for name in words.QUESTIONS if name in one.turns}


def write_transcript(one: plan.Held, speakers: list[Speaker]) -> str:
    """Write the transcript of one discussion: a remark, then a turn a line."""
    present = [speaker for speaker in speakers if speaker.discussion == one.id]
    lines = [words.STAND_IN, ""]
    for number, (question, text) in enumerate(words.QUESTIONS.items()):
        lines.append(f"{one.facilitator}: {text}")
        # Another begins at each question.
        turn = present[number % len(present) :] + present[: number % len(present)]
        lines += [
            f"{speaker.pseudonym}: {' '.join(speaker.turns[question])}"
            for speaker in turn
            if question in speaker.turns
        ]
    return "\n".join(lines) + "\n"
