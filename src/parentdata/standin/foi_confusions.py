"""What coders of the stand-in replies confuse, and why an adjudicator decided as they did."""

from __future__ import annotations

from parentdata.standin.foi_parts import TOOL

# A passage of one of these codes (or one that tempts so) may be taken for the code.
CONFUSED = {
    "uses_has_used": ("uses_is_using", "uses_intends"),
    "uses_is_using": ("uses_has_used", "uses_intends"),
    "uses_intends": ("uses_intends",),
    "uses_denies": ("definition_not_met", "relabelled_matching"),
    "definition_not_met": ("uses_denies", "relabelled_matching", "algorithm_denied"),
    "flat_no": ("uses_denies",),
    "family_work_apart": ("purpose_programme_claims", "purpose_early_help"),
    "relabelled_matching": ("purpose_programme_claims", "definition_not_met"),
    "algorithm_denied": ("algorithm_denied", "definition_not_met"),
    "incomplete": ("incomplete",),
    "exemption_s12": ("exemption_s12",),
    "exemption_s43": ("exemption_s43",),
    "ambiguous_follow_up": ("ambiguous_follow_up",),
    "open_listing": ("tool_microsoft_business_intelligence", "tool_supplier_a"),
    "purpose_child_protection": ("purpose_early_help", "purpose_crime_prevention"),
    "purpose_crime_prevention": ("purpose_child_protection",),
    "purpose_early_help": (
        "purpose_child_protection", "purpose_programme_claims", "family_work_apart",
    ),
    "purpose_attendance": ("purpose_neet", "purpose_child_protection"),
    "purpose_neet": ("purpose_attendance",),
    "purpose_programme_claims": ("family_work_apart", "relabelled_matching"),
    "purpose_other": ("purpose_other",),
    "tool_microsoft_business_intelligence": (TOOL,),
    "tool_in_house": (TOOL,),
}  # fmt: skip

# Reasons for present and for absent. Each is a rule of the codebook, applied.
REASONS = {
    "uses_has_used": ("Says so of the past; a start in the past that goes on counts.",
                      "Speaks of the present or of plans only; no word of the past."),
    "uses_is_using": ("Present tense, and the reply itself calls it analytics.",
                      "What is described has ended or is a plan."),
    "uses_intends": ("A plan or decision is stated.",
                     "Commits to nothing; keeping under review is excluded."),
    "uses_denies": ("A plain no to use; a reason beside it does not matter.",
                    "Draws no conclusion about use; falling outside the definition is no denial."),
    "definition_not_met": ("Sets its systems outside the definition in the request.",
                           "No reference to the definition; a no or matching alone is excluded."),
    "flat_no": ("Every question is answered no and nothing is explained.",
                "Other questions are answered, or a reason is given."),
    "family_work_apart": ("Puts the families work outside the service and the answer.",
                          "Names the programme or early help as a purpose; does not set it apart."),
    "relabelled_matching": ("Calls work with linked data matching instead of analytics.",
                            "No linked data called matching; reports alone are excluded."),
    "algorithm_denied": ("Denies an algorithm and describes scores, flags or predictions.",
                         "No denial, or no tool that scores, flags or predicts."),
    "incomplete": ("A question is met with something that does not answer it.",
                   "The question is answered; background beside an answer is no evasion."),
    "ambiguous_follow_up": ("The follow-up leaves use as unclear as before.",
                            "The follow-up settles the matter."),
    "open_listing": ("Two or more are named, each with what it is for.",
                     "Named in passing, or without what it is for."),
    "purpose_child_protection": ("Harm to a child, or safeguarding, is named.",
                                 "Support or offending; no risk of harm is named."),
    "purpose_crime_prevention": ("Crime or offending is named.",
                                 "Safety of children, with no word of crime."),
    "purpose_early_help": ("Support before problems grow is named.",
                           "Protection or claims; no offer of support is named."),
    "purpose_attendance": ("Absence or exclusion from school is named.",
                           "No word of attendance at school."),
    "purpose_neet": ("Education, employment or training after school is named.",
                     "Pupils still at school: attendance."),
    "purpose_programme_claims": ("Criteria of the programme, or claims, are named.",
                                 "The programme is named as work apart, or not at all."),
    "purpose_other": ("A purpose without a code of its own is named.",
                      "General words name no purpose."),
}  # fmt: skip
OF_GROUPS = {
    "exemption": ("A section is claimed for part of the request.",
                  "No section is claimed; effort or contracts are only mentioned."),
    "tool": ("One of its names stands in the reply.",
             "A description that fits is not a name."),
}  # fmt: skip
OF_VALUES = {
    "none": "No question is answered.",
    "little": "Yes, no or general words only.",
    "some": "One question is answered in substance and another is not.",
    "full": "Every question is answered in substance, or does not apply.",
}
UNSURE = (
    "can be read both ways", "depends on the attachment, which is not in the file",
    "unclear which service is meant", "wording too general to tell",
)  # fmt: skip


def give_reason(code: str, decision: str) -> str:
    """Why an adjudicator decided so: the rule of the codebook."""
    if decision in OF_VALUES:
        return OF_VALUES[decision]
    group = code.split("_", maxsplit=1)[0]
    present, absent = REASONS.get(code) or OF_GROUPS[group]
    return present if decision == "present" else absent
