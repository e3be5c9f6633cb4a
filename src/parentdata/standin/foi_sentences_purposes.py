"""Sentences of stand-in replies about purposes, tools and documents. Nobody wrote them.

In braces as in `foi_sentences_use`; {tool} is a name by which a tool or supplier goes.
"""

from __future__ import annotations

PURPOSES = {
    "purpose_child_protection": (
        "It is used to identify children at risk of exploitation or neglect.",
        "The aim is to recognise risks of harm to a child earlier.",
        "The data support safeguarding decisions at the front door.",
        "It helps to show which children on a child protection plan may need a further review.",
        "The purpose is to prevent children from coming into care where this can be avoided.",
        "Results are used by the safeguarding hub when contacts are triaged.",
        "It brings together concerns about a child's safety that are held by different agencies.",
        "The work identifies children who may be experiencing abuse in the home.",
    ),
    "purpose_crime_prevention": (
        "It also identifies young people at risk of becoming involved in crime.",
        "A further purpose is to reduce youth offending.",
        "It is used with the community safety partnership to prevent serious violence.",
        "Police data are included in order to find households affected by anti-social behaviour.",
        "The work supports the prevention of gang involvement and county lines.",
        "It helps to identify children who may go on to offend.",
    ),
    "purpose_early_help": (
        "It allows early help to be offered before problems become serious.",
        "Families who may benefit from family support are contacted by an early help worker.",
        "The purpose is early intervention with families.",
        "It is intended to show where parenting support would be of most use.",
        "We use the results to target early help at families with several needs.",
        "Prevention is the aim: support is offered sooner to families who would otherwise wait.",
        "It helps early help teams to see which families are not yet receiving support.",
    ),
    "purpose_attendance": (
        "Attendance data show which pupils are persistently absent from school.",
        "It is used to follow up children who are missing education.",
        "Schools receive a list of pupils whose attendance has fallen.",
        "It picks up patterns of exclusion from school.",
        "One use is to improve school attendance.",
    ),
    "purpose_neet": (
        "A risk of NEET indicator is produced for pupils in their last years at school.",
        "It identifies young people who may be without education, employment or training.",
        "Young people at risk of becoming NEET are offered an adviser.",
    ),
    "purpose_programme_claims": (
        "Records are linked in order to evidence payment by results claims.",
        "The data are used to show that families meet the criteria of the families programme.",
        "It supports claims under the Troubled Families Programme.",
        "Progress of families is tracked so that results can be claimed from the programme.",
        "It is needed for eligibility and claims under the Supporting Families Programme.",
        "Families who meet two or more of the programme's criteria are identified in this way.",
        "Each claim under the programme is checked against data from partners before it is made.",
    ),
    "purpose_other": (
        "It is used to forecast demand for placements.",
        "The work helps to plan budgets and the workload of teams.",
        "It supports preparation for inspection.",
        "Commissioners use it to plan services for the coming years.",
        "It shows managers where caseloads are unequal.",
    ),
}

# The same of a use that has ended.
PURPOSES_PAST = {
    "purpose_child_protection": (
        "Its purpose was to identify children at risk of neglect.",
        "It was meant to recognise children at risk of exploitation.",
    ),
    "purpose_crime_prevention": (
        "It was meant to identify young people at risk of becoming involved in crime.",
        "Its purpose was to reduce youth offending.",
    ),
    "purpose_early_help": (
        "Its purpose was to offer early help to families sooner.",
        "It was meant to direct family support to where it was of most use.",
    ),
    "purpose_attendance": ("It showed which pupils were persistently absent from school.",),
    "purpose_neet": ("It identified young people who might become NEET.",),
    "purpose_programme_claims": (
        "It was set up to evidence claims under the Troubled Families Programme.",
        "It was meant to show that families met the criteria of the families programme.",
    ),
    "purpose_other": ("It was meant to forecast demand for placements.",),
}

# What a tool is said to do where it is named in passing.
TOOL_USED = (
    "{tool} is the tool used for this.",
    "The work is done with {tool}.",
    "For this we use {tool}.",
    "The analysis is carried out with {tool}.",
    "{Team} uses {tool} for the analysis.",
    "This is provided by means of {tool}.",
)
TOOL_WAS_USED = (
    "{tool} was used for this.",
    "The work was done with {tool}.",
    "The analysis was made with {tool}.",
)
TOOL_REPORTS = (
    "{tool} is used to present figures to managers.",
    "Reports are made with {tool}.",
    "{Team} uses {tool} for charts and tables.",
    "Monthly figures are shown in {tool}.",
)
SUPPLIER_USED = (
    "{tool} supplies the system.",
    "The system was developed with {tool}.",
    "{Body} has a contract with {tool}.",
    "We work with {tool} on this.",
    "Support is provided by {tool} under an agreement with {body}.",
)
SUPPLIER_WAS_USED = (
    "{tool} supplied the system.",
    "The system was developed with {tool}.",
    "The partner in this was {tool}.",
)
# An open listing says what each is for.
LISTED = (
    "{tool} for reports to managers",
    "{tool} for bringing records together",
    "{tool} for showing cases by level of need",
    "{tool} for modelling demand",
    "{tool} for matching the records of partners",
)
LISTING_STARTS = (
    "{Body} uses the following:",
    "The tools and companies are these:",
    "A full list of what is used, and for what:",
    "We are happy to list our systems and suppliers:",
    "Systems and suppliers in use:",
)

REPORTS_GIVEN = (
    "The briefing notes are attached as Annex A.",
    "Two reports to committee are enclosed.",
    "A copy of the project's closing report is attached.",
    "The report to the scrutiny committee is attached in full.",
    "Please find attached the briefing that was given to senior managers.",
)
REPORTS_NONE = (
    "No briefing notes are held.",
    "{Body} does not hold briefing notes or reports on this.",
    "No reports of this kind have been written.",
    "There are no documents to disclose under this heading.",
)
EFFECTS_GIVEN = (
    "The minutes of the board at which the results were presented are attached as Annex B.",
    "An evaluation by {team} is enclosed; it describes results and their limits.",
    "Slides that were presented to the improvement board are attached.",
    "The quarterly review is attached; it reports on accuracy and on the families contacted.",
)
EFFECTS_NONE = (
    "No evaluation has been carried out.",
    "We hold no minutes or presentations about its effect.",
    "Nothing is held on efficacy or impact.",
    "No formal review of impact has taken place.",
)
SUPPLIERS_GIVEN = (
    "The data sharing agreement with partners is attached as Annex C.",
    "A single agreement with partner agencies covers this work; a copy is enclosed.",
    "The data protection impact assessment is attached for information.",
)
SUPPLIERS_NONE = (
    "No third parties are involved.",
    "There are no contracts or data sharing agreements to disclose.",
    "{Body} has no suppliers for this.",
    "No external companies are used.",
)
NOT_APPLICABLE = (
    "Not applicable.",
    "Not applicable, given the answers above.",
    "In view of the answers above, this does not arise.",
    "See above.",
)
SEE_ONE = (
    "Please see the answer to question 1.",
    "As for question 1.",
    "The answer is the same as for question 1.",
)

# Sentences that hold no code and may be taken to.
TEMPTING = {
    "professionals": (
        "All decisions are made by qualified practitioners.",
        "Professional judgement always comes first.",
        "A social worker considers every case on its merits.",
        "The information never replaces the view of a practitioner.",
    ),
    "outcomes": (
        "The aim is to improve outcomes for children and families.",
        "This helps us to make the best use of what we know.",
        "We want to understand our population better.",
        "It supports decision-making across the organisation.",
    ),
    "dashboard": (
        "Dashboards are made with standard office software.",
        "Figures are kept in spreadsheets that {team} has built up over the years.",
        "A standard reporting package is used.",
        "Our case system has reports of its own, which {team} has adapted.",
    ),
    "website": (
        "Policies of {body} are published on its website.",
        "Further background is on the website of {body}.",
        "You may also find our annual report useful.",
    ),
    "effort": (
        "Gathering these papers has taken officers a good deal of time.",
        "The papers are spread over several teams, and some may have been missed.",
    ),
    "contract": (
        "The contract was awarded after a competitive exercise, and its terms are kept on file.",
        "Contracts are managed by the procurement team, which should be approached for details.",
    ),
}
