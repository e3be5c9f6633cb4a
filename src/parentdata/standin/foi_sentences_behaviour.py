"""Sentences of stand-in replies about how they answer. Nobody wrote them to anybody.

In braces as in `foi_sentences_use`; {act} is the Act's short name, and {s12}, {s43}, {s14}, {s40}
and {other} are the sections of the Act of the authority's nation;
{families} is what England's programme, and nobody elsewhere, calls them.
"""

from __future__ import annotations

DEFINITION = (
    "Our reporting systems do not meet the definition of data analytics set out in your request.",
    "{Body} does not consider that its systems fall within the definition in your request.",
    "Although {body} holds management information, it is not analytics as you define it.",
    "The tools used by {svc} for performance reporting fall outside the definition given.",
    "What {team} produces is descriptive reporting and does not meet your definition.",
    "Having considered the definition in your request, we do not believe that our systems meet it.",
    "{Body} collects and reports data as required by law, which is not analytics as defined.",
    "The case management system is a system of record and not within the definition you give.",
    "Our dashboards show what has happened; they are not predictive and so not within scope.",
    "On the definition given, nothing that {body} operates in {svc} would qualify.",
    "We take your definition to exclude ordinary performance management, which is what we do.",
    "Statutory returns are compiled by {team}. These are outside the terms of your definition.",
)

DEFINITION_USER = (
    "The system does not, however, meet the definition of automated decision-making that you give.",
    "We would not regard the reports of {team} as within the definition in your request.",
    "Ordinary performance reporting falls outside your definition and is not described here.",
)

FAMILY_APART = (
    "Work with {families} is carried out by a separate directorate and is not part of {svc}.",
    "The families programme sits outside {svc} and is not covered by this reply.",
    "Please note that early help and the families programme are not within {svc}.",
    "This reply is for {svc} only; the families team is a partnership and answers separately.",
    "The work with {families} belongs to the communities directorate, not to {svc}.",
    "We have taken your request not to include the families team, which is a different service.",
    "Identification of families is done by a multi-agency team that does not form part of {svc}.",
)

RELABELLED = (
    "{Team} carries out data matching only; this is not analytics.",
    "What we do is data matching between lists held by different services.",
    "Records are cross-referenced to see which families are known to more than one service.",
    "Datasets are matched monthly. We would describe this as data matching and nothing more.",
    "A data linking exercise is carried out each quarter to bring records of a household together.",
    "Lists from partners are matched by name and address; we regard this as administration.",
    "{Body} undertakes data matching in order to see the whole family, but not data analytics.",
    "There is a matching process which joins records of services; it is simply a data match.",
)

ALGORITHM_DENIED = (
    "No algorithm is used; the tool gives each family a score, which practitioners consider.",
    "This is not artificial intelligence: the system flags cases that meet a number of indicators.",
    "{Body} does not use algorithms, although cases are ranked by the number of risk factors.",
    "No automated decisions are made, and no algorithms are involved in the risk score shown.",
    "We do not use AI. A weighting of indicators predicts which cases are likely to escalate.",
    "There is no algorithm as such. The dashboard colours cases red, amber or green by risk.",
    "While the report predicts needs by household, we would not call it an algorithm or AI.",
)

INCOMPLETE = (
    "General information about our services can be found on our website.",
    "We would refer you to the strategy for children and young people.",
    "A leaflet on how to contact {svc} is enclosed.",
    "Information about this is in the public domain.",
    "Please see the privacy notice published by {body}, which explains how data are protected.",
    "{Svc} takes the protection of personal data very seriously and trains all staff.",
    "The latest inspection report describes the quality of the service.",
    "{Body} has adopted a digital strategy which sets out its ambitions.",
    "Adult services use an assistive technology system, details of which are available.",
)

S12 = (
    "This part of your request is refused under {s12} of {act}, as it would exceed the cost limit.",
    "To find these documents would take more than 18 hours, and {s12} of {act} therefore applies.",
    "We estimate that the work would exceed the appropriate limit; {s12} of {act} is engaged.",
    "Under {s12} of {act} we are not obliged to comply where the cost would be excessive.",
    "{Body} relies on {s12}: minutes are not indexed, and each would have to be opened and read.",
)

S43 = (
    "Details of the contract are withheld under {s43} of {act} (commercial interests).",
    "The value of the contract is exempt under {s43}, as disclosure would prejudice the supplier.",
    "We consider this commercially sensitive, and it is withheld under {s43} of {act}.",
    "Pricing and contract terms are exempt from disclosure under {s43}.",
    "{Body} has applied {s43} of {act} to the agreements, having weighed the public interest.",
    "The supplier has asked that its terms remain confidential; {s43} of {act} is applied.",
)

S14 = (
    "{Body} considers the request to be vexatious and refuses it under {s14} of {act}.",
    "The request is refused under {s14} of {act} because of the burden that it would impose.",
    "Having regard to its breadth, we have decided to apply {s14} to the whole of the request.",
)

S40 = (
    "Names of officers have been removed under {s40} of {act} (personal information).",
    "Some of the material is personal information and is exempt under {s40}.",
    "Parts of the report have been redacted under {s40} of {act}.",
    "The minutes identify individuals and are withheld under {s40} of {act}.",
)

# In the order of the sections that `other` stands for in `foi_sentences_letters`.
OTHER_EXEMPTION = (
    "The evaluation is to be published later this year and is exempt under {other} of {act}.",
    "The report is available elsewhere and is exempt under {other} of {act}.",
    "The briefing is withheld under {other}, as a frank exchange of views would be inhibited.",
)

AMBIGUOUS = (
    "As previously stated, the system supports practice and our position has not changed.",
    "{Body} has nothing to add to the earlier reply, which remains correct as far as it goes.",
    "Data are used where appropriate to inform services, as any organisation would do.",
    "Whether this amounts to analytics depends on how the term is understood.",
    "The earlier answer was to the question as asked; other systems may support the work.",
    "We can confirm that information is considered in line with our usual processes.",
    "Insight does inform what we do, within the terms of our first reply.",
)

CLEAR_FOLLOW_UP = (
    "We have checked with {team} and can say that the earlier reply covers every system in use.",
    "To be clear, the answer given under question 2 applies to the whole of {svc}.",
    "{Team} confirms that there is one system only, which is the one described.",
    "You asked whether early help was included. It was.",
)

REFUSAL_INTRO = (
    "We have considered your request and are unable to provide the information.",
    "After careful consideration {body} has decided to refuse your request.",
    "This letter is a refusal notice for the whole of your request.",
)

REFUSAL_ADVICE = (
    "You may wish to narrow your request, for example to a single year.",
    "If you reduce the number of questions we will look at the request afresh.",
    "We would be pleased to advise on how a new request might be worded.",
)
