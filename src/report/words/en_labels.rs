//! The short words of English.

use super::{Label, Section};

/// A heading, column or unit.
pub(super) fn label(label: Label) -> &'static str {
    match label {
        Label::WinProbability => "Win probability",
        Label::Before => "Baseline",
        Label::After => "With the strategy",
        Label::IntervalShort => "95% interval",
        Label::BreakEven => "Break-even",
        Label::LeadLost => "Lead lost from",
        Label::AlwaysAhead => "We lead at every weight",
        Label::NeverAhead => "We lead at no weight",
        Label::EnterpriseNeeds => "Enterprise needs",
        Label::PersonalNeeds => "Personal needs",
        Label::Baseline => "Baseline",
        Label::NoDecision => "No decision",
        Label::Strategy => "Strategy",
        Label::OfStrategy => "Strategy: ",
        Label::WeWin => "We win",
        Label::Change => "Change in points",
        Label::Cost => "Cost",
        Label::Revenue => "Expected revenue",
        Label::Margin => "Expected margin",
        Label::Stakeholder => "Stakeholder",
        Label::Influence => "Influence",
        Label::Criterion => "Criterion",
        Label::Need => "Need",
        Label::Alternative => "Alternative",
        Label::Committee => "Everybody, weighted by influence",
        Label::Rank => "Rank",
        Label::BelievesNow => "Believes now",
        Label::ConfidenceFactor => "Confidence factor",
        Label::NeverWins => "never wins",
        Label::Assumption => "Assumption",
        Label::Source => "Source",
        Label::Grade => "Grade",
        Label::BeforeQuoting => "Before you quote these numbers",
        Label::NoCautions => "No cautions: every comparison above is clear of simulation error.",
        Label::Program => "Program",
        Label::Scenario => "Scenario",
        Label::Fingerprint => "Fingerprint of the inputs",
        Label::Draws => "Simulated purchases",
        Label::Seed => "Seed",
        Label::Interval => "Intervals",
        Label::IntervalIs => "95%, simulation error only",
        Label::Method => "Method",
        Label::MethodIs => {
            "Monte Carlo over weights, performance, credibility and reactions; every strategy meets the same \
             purchases, so changes are paired differences; ties are shared equally; rank and central-weight \
             indices as in SMAA-2 (Lahdelma & Salminen 2001). The same inputs, seed and version give the same \
             numbers on any machine."
        }
        Label::MethodExact => {
            "Nothing is drawn at random: one computation gives the exact result. Ties are shared equally; rank and \
             central-weight indices as in SMAA-2 (Lahdelma & Salminen 2001)."
        }
        Label::Limits => "What this cannot tell you",
        Label::RowBeforeColumn => "Row before column",
        Label::Footer => "This page is one file: it opens offline and asks nothing of the network.",
        Label::Written => "Written to",
        Label::Grades => {
            "A: peer-reviewed (A−: known at second hand). B: large proprietary survey. C: single case, secondary or vendor source. \
             F: folklore. M: modelling convention of the field or of this program."
        }
    }
}

/// The title of a section, and how to read it.
pub(super) fn section(section: Section) -> (&'static str, &'static str) {
    match section {
        Section::Outcomes => {
            ("Who wins", "Win probability of every alternative, in the baseline and with the strategy.")
        }
        Section::HowSure => ("How sure is this", "What to know before quoting a number, and what to do about it."),
        Section::Curves => (
            "How far the customer has to move",
            "Win probability against the weight of the criterion that our move brings in.",
        ),
        Section::Weights => (
            "What the customer weighs",
            "Mean weight of every criterion when the decision falls, in the baseline and with the strategy.",
        ),
        Section::Strategies => (
            "Strategies side by side",
            "A change compares a strategy with the baseline purchase by purchase, so its interval is its own.",
        ),
        Section::Support => ("Who is for us", "How often each person's first choice is us."),
        Section::Ranks => ("Ranks", "How often each alternative comes first, second and so on."),
        Section::Central => (
            "What the buyer has to believe",
            "Mean weights in those simulated purchases that an alternative wins without our moves. Compare with what the buyer believes now: the difference is the work to be done.",
        ),
        Section::Pairwise => ("One against one", "How often the row is ranked before the column."),
        Section::Scorecard => (
            "What is known of this purchase",
            "The MEDDIC elements for the company and for the people in it: what the scenario says, and what to ask next.",
        ),
        Section::Assumptions => (
            "What is assumed",
            "Defaults and conventions that this scenario relies on, each with its source and how good that source is.",
        ),
        Section::Method => ("How it was computed", "Enough to make it again."),
        Section::Terms => ("Terms", "Every term of this page, once."),
    }
}
