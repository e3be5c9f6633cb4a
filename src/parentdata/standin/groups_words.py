"""Sentences of the stand-in discussions, written for this compendium; no parent said them.

Each sentence under a theme fits that theme's definition in the codebook and no other's. They name
nobody and no place, and repeat none of the words that parents are quoted with.
"""

from __future__ import annotations

OPENERS = ("", "Well, ", "To be honest, ", "For me, ", "I mean, ", "You see, ")

SAID = {
    "professional_experience": (
        "I work with case files every day, and one wrong tick stays in there for years.",
        "In my job we share records between teams, so I know what is in them and what is not.",
        "I do data entry for a living, and nobody checks half of it.",
        "As somebody who writes these reports at work, I know how thin they can be.",
    ),
    "lay_experience": (
        "When we needed help, I told our story four times to four people.",
        "The health visitor came once and then we heard nothing for a year.",
        "With my eldest, the school and the doctor never spoke to one another.",
        "I had to sort out my son's support by myself, with a phone and a folder.",
        "They lost our form twice before anybody rang me back.",
    ),
    "other_families": (
        "There are families who need an eye on them, but we are not one of those.",
        "I can see why they would do it for some people down the road, not for us.",
        "It should be about the families who do not look after their children.",
        "People who have nothing to do with services should be left out of it.",
    ),
    "asked_first": (
        "They have to ask me before they put our records together.",
        "If nobody asked me, then I never agreed to it.",
        "Give me a box to tick, and let me leave it blank.",
        "It is my child, so it should be my decision.",
        "I would probably say yes, but I want to be the one who says it.",
    ),
    "told_what_happens": (
        "Just tell me in plain words who looks at it and what for.",
        "A letter would do, saying what they joined up and why.",
        "I would want to see somewhere what they use it for.",
        "Nobody has ever explained to me where it all goes.",
    ),
    "depends_on_whom": (
        "The school may see it, the police I am not so sure about.",
        "My doctor, yes; the council, no.",
        "I trust the nurse with things that I would never tell the housing office.",
        "It makes a difference whether it is the hospital or the job centre.",
    ),
    "no_companies": (
        "The moment a company is in it, it is about money.",
        "I do not want our records sold to anybody.",
        "No private firm should be holding anything about my children.",
        "Contractors come and go, and the data goes with them.",
    ),
    "stigma": (
        "Once you are on a list, everybody looks at you differently.",
        "They would put a label on us and it would never come off.",
        "You ask for help once and then you are that family.",
        "People already judge you when you turn up on your own.",
    ),
    "wrong_records": (
        "Half of what they have about us must be out of date.",
        "They mix people up, it happens all the time.",
        "What if somebody wrote it down wrong ten years ago?",
        "We moved twice, I am sure that is not in there.",
    ),
    "deterred": (
        "If it all goes into one file, I would think twice about ringing them.",
        "I know mums who would stop going to the clinic.",
        "You would keep your mouth shut, would you not?",
        "I would rather struggle on than be put into a system.",
    ),
    "unfair_score": (
        "A computer does not know what a family is like.",
        "You cannot turn us into a score.",
        "A prediction is only a guess with numbers on it.",
        "Some program decides that I am a risk, and I never find out why.",
    ),
    "help_sooner": (
        "If they talked to each other, help would come before things fall apart.",
        "I would not have to start from the beginning every time.",
        "It could mean that somebody notices before you have to shout.",
        "One place that knows what we need would save me weeks.",
    ),
    "protect_children": (
        "If a child is being hurt, somebody has to see the whole picture.",
        "For a child in danger I would want them to use everything they have.",
        "You hear of these cases where nobody put two and two together.",
        "When it is about neglect, they should look.",
    ),
    "record_barriers": (
        "It took three letters and a form before anybody answered.",
        "I gave up after the second time they sent me to another office.",
        "You need a day off work just to find out whom to ask.",
        "They wanted so many papers that I ran out of strength.",
    ),
    "record_inaccuracies": (
        "When I saw the file, half of the dates were wrong.",
        "They had written that we missed a visit that never took place.",
        "In our notes there was a child who is not mine.",
        "I read it and thought, this is not us.",
    ),
}

TURNS = {
    "at_counting": (
        "I do not even want to be counted in that.",
        "Not even as a number, no.",
    ),
    "at_asking": (
        "Numbers without names are fine, but do not come asking me for more.",
        "Count us if you must, and stop there.",
    ),
    "at_not_asking": (
        "If they ask, fine; if they do it without asking, that is where it ends.",
        "With a yes from me it is all right, behind my back it is not.",
        "Ask and you may have it, otherwise no.",
    ),
    "at_predicting": (
        "Up to there, fine, but picking families out by computer, no.",
        "They can join it up, they cannot guess what I will do next.",
        "I am with you until it starts predicting.",
    ),
    "at_company": (
        "The council can do all of that, as long as no company does it.",
        "I would go along with it until it is handed to a firm.",
        "All right, but keep it in public hands.",
    ),
    "nowhere": (
        "I would accept all of it.",
        "For that they can do the whole lot.",
    ),
}

FILLERS = (
    "I had not thought about it before, really.",
    "I am listening, I do not have much to add.",
    "It is a lot to take in.",
    "Good question, I would have to think.",
    "I am not sure that I follow all of it.",
)

QUESTIONS = {
    "opening": "What comes to mind when you hear that records about families are joined up?",
    "turns_support": "Here is the first scenario: the council wants to offer help earlier. Up to "
    "which step would you go along with it?",
    "turns_protection": "And the second: it wants to find children in danger. Where do you stop?",
    "closing": "Is there anything that we should have asked?",
}
STAND_IN = "[STAND-IN TRANSCRIPT: written by a program. No parent said any of this.]"
MENTION = "It is as {who} said."
