//! Short words: headings, columns, section titles.

/// A word or two on a table, chart or page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Our strategy that does nothing.
    Baseline,
    /// Buying nothing, when the scenario has no name for it.
    NoDecision,
    /// Column: strategy.
    Strategy,
    /// Before the strategy that a table speaks of.
    OfStrategy,
    /// Column: our win probability.
    WeWin,
    /// Column: change of it, in points.
    Change,
    /// Column: cost.
    Cost,
    /// Column: expected revenue.
    Revenue,
    /// Column: expected margin.
    Margin,
    /// Column: stakeholder.
    Stakeholder,
    /// Column: influence.
    Influence,
    /// Column: criterion.
    Criterion,
    /// Column: need.
    Need,
    /// Column: alternative.
    Alternative,
    /// The committee as a whole.
    Committee,
    /// Column: rank.
    Rank,
    /// Column: the weights that he has without our moves.
    BelievesNow,
    /// Row: confidence factor.
    ConfidenceFactor,
    /// Never wins.
    NeverWins,
    /// Column: assumption.
    Assumption,
    /// Column: source.
    Source,
    /// Column: grade.
    Grade,
    /// Heading above cautions on a terminal.
    BeforeQuoting,
    /// No cautions.
    NoCautions,
    /// Row: program and version.
    Program,
    /// Row: scenario.
    Scenario,
    /// Row: fingerprint.
    Fingerprint,
    /// Row: draws.
    Draws,
    /// Row: seed.
    Seed,
    /// Row: interval.
    Interval,
    /// The interval's value.
    IntervalIs,
    /// Row: method.
    Method,
    /// The method in words.
    MethodIs,
    /// The method in words, when nothing is uncertain.
    MethodExact,
    /// Heading: limits.
    Limits,
    /// Corner of the pairwise table.
    RowBeforeColumn,
    /// Language switch-free page footer.
    Footer,
    /// Files that were written.
    Written,
    /// Heading of the grades' legend.
    Grades,
    /// Axis: win probability.
    WinProbability,
    /// Name of the baseline in charts.
    Before,
    /// With our moves.
    After,
    /// Name of the error bars.
    IntervalShort,
    /// Marker: where we overtake.
    BreakEven,
    /// Marker: where we lose the lead.
    LeadLost,
    /// No marker: we lead at every weight.
    AlwaysAhead,
    /// No marker: we lead at no weight.
    NeverAhead,
    /// Key: needs of the enterprise.
    EnterpriseNeeds,
    /// Key: needs of the person.
    PersonalNeeds,
}

/// The sections of the page, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Who wins.
    Outcomes,
    /// Cautions.
    HowSure,
    /// Reframe curves.
    Curves,
    /// Weights before and after.
    Weights,
    /// Strategies with intervals.
    Strategies,
    /// Support per stakeholder.
    Support,
    /// Rank acceptability.
    Ranks,
    /// Central weights.
    Central,
    /// Pairwise winning indices.
    Pairwise,
    /// The MEDDIC scorecard.
    Scorecard,
    /// Assumptions.
    Assumptions,
    /// How it was computed.
    Method,
    /// Glossary.
    Terms,
}

impl Section {
    /// All sections, in the order of the page.
    pub const ALL: [Section; 13] = [
        Section::Outcomes,
        Section::HowSure,
        Section::Curves,
        Section::Weights,
        Section::Strategies,
        Section::Support,
        Section::Ranks,
        Section::Central,
        Section::Pairwise,
        Section::Scorecard,
        Section::Assumptions,
        Section::Method,
        Section::Terms,
    ];

    /// Its anchor on the page.
    pub fn anchor(self) -> &'static str {
        match self {
            Section::Outcomes => "outcomes",
            Section::HowSure => "how-sure",
            Section::Curves => "curves",
            Section::Weights => "weights",
            Section::Strategies => "strategies",
            Section::Support => "support",
            Section::Ranks => "ranks",
            Section::Central => "central-weights",
            Section::Pairwise => "pairwise",
            Section::Scorecard => "scorecard",
            Section::Assumptions => "assumptions",
            Section::Method => "method",
            Section::Terms => "terms",
        }
    }
}
