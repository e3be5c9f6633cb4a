"""Sentences of stand-in replies about use. Nobody wrote them to anybody.

In braces stand words that differ from reply to reply: {body} the authority, {svc} its service,
{team} a team, {yr} a year. Each list is named for what its sentences hold.
"""

from __future__ import annotations

USED_AND_USING = (
    "Yes. {Body} has used data analytics in {svc} since {yr}.",
    "Yes, {body} has made use of data analytics and continues to do so.",
    "{Body} has used analytics of this kind in {svc} from {yr} onwards.",
    "We can confirm that data analytics have been used in {svc} since {yr}.",
    "{Body} first used predictive analytics in {yr}, in a project led by {team}.",
    "Yes. Analytics were introduced by {team} in {yr} and have been developed since.",
    "Analytics have formed part of the work of {svc} since around {yr}.",
    "{Body} confirms that it has used data analytics to inform decisions in {svc}.",
    "Yes, beginning with a proof of concept in {yr}.",
    "A first model was built by {team} in {yr} and has been in use, with changes, from then on.",
    "It has. Several sets of records were first brought together and analysed in {yr}.",
)

USED_PAST = (
    "Yes. {Body} used predictive analytics in {svc} in a pilot that ended in {yr}.",
    "{Body} took part in a trial of predictive analytics in {yr}.",
    "Data analytics were used by {svc} for a limited period in {yr}.",
    "A predictive model was piloted by {team} in {yr}.",
    "In {yr} a project analysed linked records in order to identify families; it was then closed.",
    "Yes, {body} has done so in the past, as part of a project that finished in {yr}.",
)

SEE_TWO = (
    "Please see the answer to question 2.",
    "This is answered together with question 2.",
    "We refer you to what is said under question 2 below.",
    "The answer to question 2 covers this question too.",
)

USING = (
    "{Body} is currently using data analytics in {svc}.",
    "Yes. Data about families are brought together and analysed each month by {team}.",
    "Data analytics are in use in {svc} at present.",
    "Yes, {svc} uses analytics to find families who may need to be contacted.",
    "At the time of writing {body} uses predictive analytics in {svc}.",
    "We are using analytics, run by {team} on a weekly cycle.",
    "Yes: records from several services are analysed together, and the results go to managers.",
    "Yes. Analytical models run by {team} are used in the day-to-day work of {svc}.",
    "{Body} confirms that analytics of the kind you describe are used today.",
    "Analytics are used in {svc} now, alongside the judgement of practitioners.",
    "Currently, yes. {Team} produces an analysis that ranks cases by level of need.",
    "{Body} does currently use such a system in parts of {svc}.",
)

ENDED = (
    "That work has come to an end and nothing has taken its place.",
    "The project was not continued.",
    "The work was closed after evaluation; no system of the kind has been in place since.",
    "It was discontinued when funding came to an end.",
    "The pilot was not taken forward.",
)

INTENDS = (
    "{Body} intends to extend its use of analytics in {svc}.",
    "Yes. A business case for predictive analytics has been approved.",
    "{Body} plans to introduce predictive analytics in {svc} in the next financial year.",
    "We intend to procure an analytical system for {svc}, and the exercise has begun.",
    "There is a plan to bring further data sources into the analysis during the coming year.",
    "It is the intention of {body} to make greater use of artificial intelligence.",
    "A bid for funding to develop predictive models has been submitted.",
    "Yes, {body} has decided to develop this further with {team}.",
    "Development of a new model by {team} is planned to start this year.",
)

UNDER_REVIEW = (
    "{Body} keeps developments in this field under review.",
    "We always look at how technology could support practice.",
    "No decision has been made; options may be considered in due course.",
    "{Body} remains interested in what others are doing in this field.",
    "This will be looked at as part of the normal cycle of service planning.",
    "As part of our digital strategy we explore opportunities as they arise.",
)

NO_PLANS = (
    "There are no plans at present.",
    "Nothing further is planned.",
    "There is no such intention at this time.",
    "No change is planned.",
    "There are currently no proposals of this kind.",
)

DENIES = (
    "{Body} does not use data analytics in {svc}.",
    "No. {Body} has not used predictive analytics or artificial intelligence in {svc}.",
    "{Body} neither uses nor has used systems of this kind.",
    "No such systems are in use in {svc}.",
    "No, {body} has not used and is not using predictive analytics.",
    "{Body} has not used data analytics for the purpose that you describe.",
    "We do not use predictive analytics in any part of {svc}.",
    "{Body} can confirm that it does not use such technology.",
    "Having consulted {team}, we can confirm that no use is made of predictive analytics.",
    "{Svc} has never used artificial intelligence or predictive analytics.",
)

FLAT_NO = (
    "The answer to each of your six questions is no.",
    "In answer to all of your questions: no.",
    "{Body} answers no to every question in your request.",
    "The response to questions 1 to 6 is no.",
    "No to all six questions.",
    "For each of the questions in your request the answer is no, or not applicable.",
)

# A no to every question, which holds both a flat no and a denial.
NO_SIX_TIMES = (
    "1. No. 2. No. 3. No. 4. None. 5. None. 6. None.",
    "Question 1: No. Question 2: No. Question 3: No. Questions 4, 5 and 6: Not applicable.",
    "Q1 No; Q2 No; Q3 No; Q4 n/a; Q5 n/a; Q6 n/a.",
    "1) No 2) No 3) No 4) N/A 5) N/A 6) N/A",
    "Q1. No. Q2. No. Q3. No. Q4. No. Q5. No. Q6. No.",
    "Has used: No. Is using: No. Intends to use: No. Briefing notes: None. Minutes: None. "
    "Suppliers: None.",
)
