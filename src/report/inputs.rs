//! Uncertain inputs as people call them, in both languages.

use crate::model::{Alternative, InputKind, Lang, MoveId, MoveKind, Scenario, StakeholderId, Text};
use crate::report::study::say;
use crate::stats::number::{Numbers, percent_of};
use crate::study::{Level, Scalar};

/// The names of a scenario in one language.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// Whose names.
    pub scenario: &'a Scenario,
    /// The language.
    pub lang: Lang,
}

impl<'a> Names<'a> {
    /// A person.
    pub fn person(&self, who: StakeholderId) -> &'a str {
        self.scenario.stakeholders[who.index()].label.get(self.lang)
    }

    /// A vendor, or buying nothing.
    pub fn alternative(&self, alternative: Alternative) -> String {
        self.scenario.alternative_label(alternative).get(self.lang).to_owned()
    }

    /// A criterion.
    pub fn criterion(&self, criterion: crate::model::CriterionId) -> &'a str {
        self.scenario.criteria[criterion.index()].label.get(self.lang)
    }

    fn played(&self, played: MoveId) -> &'a str {
        self.scenario.moves[played.index()].label.get(self.lang)
    }

    /// An input with all its numbers.
    pub fn input(&self, kind: InputKind) -> String {
        match kind {
            InputKind::Weights(who) => {
                let who = self.person(who);
                self.say(format!("{who}: what counts for this person"), format!("{who}：各项权重"))
            }
            InputKind::Performance { alternative, criterion, who } => {
                self.scalar(Scalar::Performance { alternative, criterion, who })
            }
            InputKind::Together(criterion) => {
                let what = self.criterion(criterion);
                self.say(format!("how well they all do on “{what}”"), format!("各家在“{what}”上的表现"))
            }
            InputKind::Credibility(vendor) => self.scalar(Scalar::Credibility(vendor)),
            InputKind::Indecision(who) => self.scalar(Scalar::Indecision(who)),
            InputKind::Reception(played) => {
                let played = self.played(played);
                self.say(
                    format!("“{played}”: who takes it up, and how far it moves them"),
                    format!("“{played}”：谁听得进去、听进多少"),
                )
            }
            InputKind::Speaks(who) => self.scalar(Scalar::Speaks(who)),
            InputKind::Gate(gate, vendor) => self.scalar(Scalar::Gate(gate, vendor)),
            InputKind::Mood(who) => {
                let who = self.person(who);
                self.say(format!("{who}: passing mood at the vote"), format!("{who}：表态时的一时好恶"))
            }
        }
    }

    /// A single number or event.
    pub fn scalar(&self, scalar: Scalar) -> String {
        let vendor = |vendor| self.alternative(Alternative::Vendor(vendor));
        match scalar {
            Scalar::Weight(who, criterion) => {
                let (who, criterion) = (self.person(who), self.criterion(criterion));
                self.say(format!("{who}: weight of “{criterion}”"), format!("{who}：“{criterion}”的权重"))
            }
            Scalar::Performance { alternative, criterion, who } => {
                let (whose, what) = (self.alternative(alternative), self.criterion(criterion));
                match who.map(|who| self.person(who)) {
                    None => self.say(format!("{whose}: {what}"), format!("{whose}：{what}")),
                    Some(who) => self
                        .say(format!("{whose}: {what} (as seen by {who})"), format!("{whose}：{what}（{who}的感受）")),
                }
            }
            Scalar::Credibility(v) => {
                let vendor = vendor(v);
                self.say(format!("{vendor}: how far its claims are believed"), format!("{vendor}：说法有多可信"))
            }
            Scalar::Indecision(who) => {
                let who = self.person(who);
                self.say(format!("{who}: fear of getting it wrong"), format!("{who}：怕选错的程度"))
            }
            Scalar::TakenUp(played, who) => {
                let played = self.played(played);
                match who.map(|who| self.person(who)) {
                    None => self.say(format!("“{played}”: it works"), format!("“{played}”：奏不奏效")),
                    Some(who) => {
                        self.say(format!("“{played}”: {who} takes it up"), format!("“{played}”：{who}听不听得进去"))
                    }
                }
            }
            Scalar::Strength(played, who) => {
                let (played, who) = (self.played(played), who.map_or("", |who| self.person(who)));
                self.say(format!("“{played}”: how far it moves {who}"), format!("“{played}”：能打动{who}多少"))
            }
            Scalar::Offer(played, who) => {
                let (played, who) = (self.played(played), who.map_or("", |who| self.person(who)));
                self.say(format!("“{played}”: what {who} gets by it"), format!("“{played}”：实际带给{who}什么"))
            }
            Scalar::Backfire(played, who) => {
                let (played, who) = (self.played(played), who.map_or("", |who| self.person(who)));
                self.say(
                    format!("“{played}”: a refusal turns {who} against the vendor"),
                    format!("“{played}”：{who}听不进去时会不会反感"),
                )
            }
            Scalar::Mood(who, alternative) => {
                let (who, whose) = (self.person(who), self.alternative(alternative));
                self.say(
                    format!("{who}: passing mood about {whose} at the vote"),
                    format!("{who}：表态时对{whose}的一时好恶"),
                )
            }
            Scalar::Speaks(who) => {
                let who = self.person(who);
                self.say(format!("{who}: speaks up in the discussions"), format!("{who}：讨论时发不发言"))
            }
            Scalar::Gate(gate, v) => {
                let (gate, vendor) = (self.scenario.gates[gate.index()].label.get(self.lang), vendor(v));
                self.say(format!("{gate}: lets {vendor} pass"), format!("{gate}：放不放行{vendor}"))
            }
        }
    }

    /// A value of an input, with its unit.
    pub fn level(&self, scalar: Scalar, level: Level) -> String {
        match level {
            Level::Share(share) => percent_of((100.0 * share).round() / 100.0),
            Level::No => self.say("no", "否"),
            Level::Yes => self.say("yes", "是"),
            Level::Natural(x) => {
                let number = self.numbers().plain(digits(x));
                let number = if matches!(scalar, Scalar::Mood(..)) && x > 0.0 { format!("+{number}") } else { number };
                let unit = match scalar {
                    Scalar::Offer(played, _) => self.unit_of_offer(played),
                    Scalar::Performance { criterion, .. } => self.scenario.criteria[criterion.index()].unit.as_ref(),
                    _ => None,
                };
                unit.map_or(number.clone(), |unit| match unit.get(self.lang) {
                    "%" => format!("{number}%"),
                    unit => format!("{number} {unit}"),
                })
            }
        }
    }

    /// The unit of what a tailored offer becomes.
    fn unit_of_offer(&self, played: MoveId) -> Option<&'a Text> {
        match &self.scenario.moves[played.index()].kind {
            MoveKind::Tailor { criterion, .. } => self.scenario.criteria[criterion.index()].unit.as_ref(),
            _ => None,
        }
    }

    /// How numbers are written.
    pub fn numbers(&self) -> Numbers {
        Numbers::new(self.lang)
    }

    fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        say(self.lang, en, zh)
    }
}

/// Three digits: what is believed deserves no more. Larger numbers keep their whole part.
fn digits(x: f64) -> f64 {
    if x == 0.0 {
        return 0.0;
    }
    let places = (2 - x.abs().log10().floor() as i32).clamp(0, 9);
    let unit = 10f64.powi(places);
    (x * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn values_have_three_digits_or_their_whole_part() {
        let values = [0.0, 98.61234, 225.4, 1234.5, 0.012_345, -7.6543];
        assert_eq!(values.map(digits), [0.0, 98.6, 225.0, 1235.0, 0.0123, -7.65]);
    }
}
