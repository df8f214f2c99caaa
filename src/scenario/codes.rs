//! The stable numbers of everything that can be wrong with a scenario; `docs/errors.md` explains each.

use crate::model::rules::Rule;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $title:literal;)*) => {
        /// What kind of problem a diagnostic reports. `E1xx` files, `E2xx` the scenario, `E3xx` what can be
        /// simulated, `E4xx` a brand; `W...` warnings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// Every code, in the order of their numbers.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            /// `E201`
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$name => $text,)*
                }
            }

            /// A few words for headings.
            pub fn title(self) -> &'static str {
                match self {
                    $(Code::$name => $title,)*
                }
            }
        }
    };
}

codes! {
    /// The file is missing, a folder, or not readable.
    Unreadable = "E101", "a file cannot be read";
    /// Not UTF-8.
    NotText = "E102", "a file is not UTF-8 text";
    /// Not TOML.
    Syntax = "E103", "a file is not valid TOML";
    /// Another version of the format.
    Format = "E104", "another version of the format";
    /// `extends` leads back to a file that is being read.
    Cycle = "E105", "`extends` goes in a circle";
    /// A file outside the scenario's root folder.
    Outside = "E106", "a file lies outside the scenario's folder";
    /// A performance table that cannot be understood.
    Csv = "E107", "a CSV table is broken";
    /// More files than any scenario needs.
    TooManyFiles = "E108", "too many files";
    /// A key that does not belong here.
    UnknownKey = "E201", "unknown key";
    /// A field that must be there.
    MissingField = "E202", "missing field";
    /// A text where a number is needed, and the like.
    WrongType = "E203", "wrong type of value";
    /// A word that is not one of the allowed ones.
    UnknownWord = "E204", "unknown word";
    /// A number outside what it can mean.
    OutOfRange = "E205", "number out of range";
    /// An id with other characters, or a reserved one.
    BadId = "E206", "impossible id";
    /// A name that nothing in the scenario has.
    UnknownId = "E207", "unknown id";
    /// A belief about a number that no distribution has.
    Distribution = "E208", "impossible distribution";
    /// Points or ends that make no value function.
    ValueFunction = "E209", "impossible value function";
    /// Weights that do not add up, or on a latent criterion.
    Weights = "E210", "impossible weights";
    /// No weights satisfy all bounds.
    Conflict = "E211", "bounds in conflict";
    /// Fields that exclude or need each other.
    Fields = "E212", "fields that do not go together";
    /// A list or section without entries, or an entry given twice.
    Entries = "E213", "nothing in a list, or the same entry twice";
    /// A performance that the simulation would need.
    MissingPerformance = "E220", "missing performance";
    /// A move before the one it builds on.
    Order = "E221", "a move comes before what it builds on";
    /// `supports` names a move that evidence cannot support.
    Supports = "E222", "evidence for a move that takes none";
    /// A strategy with a rival's move, or the other way round.
    WrongVendor = "E223", "somebody else's move";
    /// A criterion that is to give weight to itself.
    Donor = "E224", "a criterion cannot take weight from itself";
    /// Listening to oneself, or with more than all of one's attention.
    Listening = "E225", "impossible listening";
    /// Nobody decides.
    Influence = "E226", "nobody has influence";
    /// `navigate` does to a gate what its kind does not allow.
    Gate = "E227", "a move that does not fit its gate";
    /// A discount where more is better.
    Discount = "E228", "a discount on something where more is better";
    /// Forgetting without knowing how long stages last.
    Weeks = "E229", "forgetting needs the length of stages";
    /// `[adoption]` without anybody's lived weights.
    Lived = "E230", "adoption needs lived weights";
    /// Something correct that this version cannot simulate.
    Unsupported = "E301", "cannot be simulated by this version";
    /// A text that is no colour.
    Color = "E401", "not a colour";
    /// A font file that is missing, or is none.
    Font = "E402", "a font that cannot be used";
    /// A logo that is missing, or is no PNG.
    Logo = "E403", "a logo that cannot be used";
    /// A text would have too little contrast.
    Illegible = "E404", "letters that cannot be read";
    /// Nobody weighs it and no move brings it in.
    IdleCriterion = "W201", "a criterion that plays no part";
    /// A move that is never made.
    IdleMove = "W202", "a move that nobody makes";
    /// Somebody without a say.
    IdleStakeholder = "W203", "a stakeholder without a say";
    /// `teach` of something everybody knows.
    NothingToTeach = "W204", "nothing to teach";
    /// `reframe` of something nobody has heard of.
    NothingToReframe = "W205", "nothing to reframe";
    /// `tailor` on a need of the enterprise.
    TailorEnterprise = "W206", "a tailored enterprise criterion";
    /// A field that changes nothing.
    NoEffect = "W207", "a field without effect";
    /// Something this version simulates only in part.
    Caution = "W301", "simulated with a reservation";
    /// A mark would have too little contrast.
    Faint = "W401", "marks that are hard to see";
    /// Colours that look alike to somebody.
    Alike = "W402", "colours that some people cannot tell apart";
}

impl From<Rule> for Code {
    fn from(rule: Rule) -> Self {
        match rule {
            Rule::Range => Code::OutOfRange,
            Rule::Id => Code::BadId,
            Rule::Entries => Code::Entries,
            Rule::Weights => Code::Weights,
            Rule::Performance => Code::MissingPerformance,
            Rule::Order => Code::Order,
            Rule::Supports => Code::Supports,
            Rule::Vendor => Code::WrongVendor,
            Rule::Donor => Code::Donor,
            Rule::Listening => Code::Listening,
            Rule::Influence => Code::Influence,
            Rule::Gate => Code::Gate,
            Rule::Discount => Code::Discount,
            Rule::Weeks => Code::Weeks,
            Rule::Lived => Code::Lived,
            Rule::IdleCriterion => Code::IdleCriterion,
            Rule::IdleMove => Code::IdleMove,
            Rule::IdleStakeholder => Code::IdleStakeholder,
            Rule::NothingToTeach => Code::NothingToTeach,
            Rule::NothingToReframe => Code::NothingToReframe,
            Rule::TailorEnterprise => Code::TailorEnterprise,
            Rule::NoEffect => Code::NoEffect,
        }
    }
}
