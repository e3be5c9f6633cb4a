"""What frames a stand-in reply: openings, questions, closings. Nobody wrote it to anybody."""

from __future__ import annotations

FIRST_LINE = "STAND-IN REPLY: written by a program; no authority sent it."

GREETINGS = ("Dear requester,", "Dear Sir or Madam,", "Good afternoon,", "Dear applicant,")
REFERENCES = ("Our reference: FOI-{n}", "Reference FOI/{n}", "Request number {n}", "Ref: IG{n}")

OPENINGS = (
    "Thank you for your request under {act_in_full}. Our reply is set out below.",
    "I refer to your request about data analytics in {svc}, received on {sent}.",
    "Your request of {sent} has been considered under {act_in_full}.",
    "Thank you for your request for information, which we received on {sent}.",
    "We write in answer to your request of {sent}. It was passed to {svc} for a reply.",
    "Further to your request under {act_in_full}, our records were searched.",
    "{Body} has now completed its search for the information you asked for on {sent}.",
)
SEARCHED = (
    "The search was made by {team}.",
    "{Team} and the managers of {svc} were asked.",
    "Records of the last five years were searched.",
    "Your questions were put to {team}, and this reply is based on what we were told.",
    "The heads of service have seen and agreed this reply.",
    "We have read your questions as being about {svc}.",
    "For ease we have kept to the numbers of your questions.",
    "Colleagues in {svc} have provided the answers.",
)
LATE_OPENINGS = (
    "We are sorry that this reply is late.",
    "Please accept our apologies for the delay in replying.",
    "We apologise for not replying within the time allowed.",
    "The delay, for which we apologise, is due to pressure on the service.",
)
WELSH = (
    "Mae croeso i chi ohebu â ni yn Gymraeg neu yn Saesneg.",
    "We welcome correspondence in Welsh or English.",
)
CLOSINGS = (
    "If you are unhappy with this reply you may ask for an internal review. After that you may "
    "complain to {commissioner}.",
    "You have the right to ask for a review within 40 working days, and to appeal to "
    "{commissioner} if you remain dissatisfied.",
    "Should you be dissatisfied with the way your request was handled, please write to us and ask "
    "for a review. {Commissioner} can be asked to decide if that does not settle the matter.",
    "This concludes our reply. A review can be requested in writing; thereafter a complaint can be "
    "made to {commissioner}.",
)
ENDINGS = ("Yours sincerely,", "Yours faithfully,", "Kind regards,", "Regards,")
SIGNATURES = (
    "Information Governance", "Freedom of Information Team", "Information Requests",
    "Corporate Information Team", "Customer Feedback and Information", "Information Management",
)  # fmt: skip
FOLLOW_UP_HEADINGS = (
    "Further reply, to your follow-up question:",
    "Added in answer to your follow-up:",
    "Clarification, as you asked for it:",
)

# The questions are paraphrased, as they are in study-facts and in the codebook.
QUESTIONS = {
    1: "Use of data analytics, predictive analytics or AI in the past",
    2: "Present use",
    3: "Intended use",
    4: "Briefing notes or reports on use",
    5: "Minutes, reports or presentations on efficacy or impact",
    6: "Third-party suppliers, contracts and data sharing agreements",
}
WHICH = " (if so, which?)"

BODIES = {"council": "the Council", "company": "the Company"}
SERVICES = (
    "Children's Services", "Children's Social Care", "Children and Families Services",
    "Children and Young People's Services",
)  # fmt: skip
TEAMS = (
    "our performance team", "the data and insight team", "the intelligence and analysis team",
    "our strategic data team", "the research and information team", "the data quality team",
)  # fmt: skip
YEARS = ("2015", "2016", "2017", "2018", "2019")

# Acts, commissioners, and the sections by which each exemption is claimed. Sources: Freedom of
# Information Act 2000; Freedom of Information (Scotland) Act 2002, Part 2.
UK_ACT = {
    "act": "the Act",
    "act_in_full": "the Freedom of Information Act 2000",
    "commissioner": "the Information Commissioner",
    "s12": ("section 12", "s12"),
    "s43": ("section 43(2)", "s43(2)"),
    "s14": ("section 14(1)", "s14(1)"),
    "s40": ("section 40(2)", "s40(2)"),
    "other": (("section 22", "s22"), ("section 21", "s21"), ("section 36", "s36")),
}
SCOTTISH_ACT = {
    "act": "the Act",
    "act_in_full": "the Freedom of Information (Scotland) Act 2002",
    "commissioner": "the Scottish Information Commissioner",
    "s12": ("section 12(1)", "s12(1)"),
    "s43": ("section 33(1)(b)", "s33(1)(b)"),
    "s14": ("section 14(1)", "s14(1)"),
    "s40": ("section 38(1)(b)", "s38(1)(b)"),
    "other": (("section 27", "s27"), ("section 25", "s25"), ("section 30", "s30")),
}
