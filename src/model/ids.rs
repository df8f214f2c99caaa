//! Indices that cannot be mixed up: a criterion's number is not a vendor's number.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(usize);

        impl $name {
            /// The id of the item at this position (0-based) of the scenario's list.
            pub fn new(position: usize) -> Self {
                Self(position)
            }

            /// The position (0-based) in the scenario's list, in the order of the file.
            pub fn index(self) -> usize {
                self.0
            }
        }
    };
}

id!(
    /// A criterion of the scenario.
    CriterionId
);
id!(
    /// A vendor of the scenario.
    VendorId
);
id!(
    /// A stakeholder of the scenario.
    StakeholderId
);
id!(
    /// A stage of the purchase.
    StageId
);
id!(
    /// A move that some vendor can make.
    MoveId
);
id!(
    /// One of our strategies; the baseline is not among them.
    StrategyId
);
id!(
    /// A gate of the decision process.
    GateId
);
