//! Several scenarios side by side, as a report: what each strategy wins where, and how far the scenarios are apart.

use super::figures::dot_plot_chart;
use super::study::{ColumnKind, Made, StudyCell, StudyColumn, StudyReport, StudyTable, say};
use super::words::CautionText;
use crate::chart::Theme;
use crate::model::Lang;
use crate::report::words::{Label, words as terms};
use crate::stats::Estimate;
use crate::stats::number::Numbers;
use crate::study::{ComparedStrategy, Comparison, Pairing, Versus};

/// The report in one language; amounts are in this currency.
pub fn report(found: &Comparison, currency: &str, lang: Lang) -> StudyReport {
    themed(found, currency, lang, &Theme::default())
}

/// The same with a chart in other colours.
pub fn themed(found: &Comparison, currency: &str, lang: Lang, theme: &Theme) -> StudyReport {
    let told = Told { found, lang, names: names(found, lang) };
    StudyReport {
        name: "compare",
        lang,
        currency: currency.to_owned(),
        headline: told.headline(),
        more: String::new(),
        tables: vec![told.side_by_side(), told.differences(), told.scenarios(), told.results()],
        cautions: told.cautions(),
        method: told.method(),
        charts: vec![dot_plot_chart(&told, theme)],
        made: Made { draws: found.draws, seed: found.seed },
    }
}

/// The table that shows scenarios as columns has room for so many.
const MOST_COLUMNS: usize = 7;
const KEYS: [&str; MOST_COLUMNS] =
    ["scenario_1", "scenario_2", "scenario_3", "scenario_4", "scenario_5", "scenario_6", "scenario_7"];

/// What was found, seen in one language.
pub(super) struct Told<'a> {
    pub(super) found: &'a Comparison,
    pub(super) lang: Lang,
    /// `[scenario]` short and distinct.
    pub(super) names: Vec<String>,
}

impl Told<'_> {
    pub(super) fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        say(self.lang, en, zh)
    }

    pub(super) fn numbers(&self) -> Numbers {
        Numbers::new(self.lang)
    }

    pub(super) fn strategy<'s>(&self, strategy: &'s ComparedStrategy) -> &'s str {
        match &strategy.label {
            Some(label) => label.get(self.lang),
            None => terms(self.lang).label(Label::Baseline),
        }
    }

    /// The strategy that is told: of those that all scenarios have, the one that wins most in the first.
    fn told_strategy(&self) -> &ComparedStrategy {
        let everywhere = |one: &&ComparedStrategy| one.results.iter().all(Option::is_some);
        let win = |one: &ComparedStrategy| one.results[0].map_or(0.0, |result| result.win.value());
        let pitches = self.found.strategies.iter().skip(1).filter(everywhere);
        pitches.reduce(|a, b| if win(b) > win(a) { b } else { a }).unwrap_or(&self.found.strategies[0])
    }

    /// One strategy, scenario by scenario.
    fn headline(&self) -> String {
        let numbers = self.numbers();
        let sentence = self.sentence(|win| numbers.percent(win), |points| numbers.points_with_margin(points));
        self.say(format!("{sentence}."), format!("{sentence}。"))
    }

    /// The same without margins, for a slide.
    pub(super) fn title(&self) -> String {
        let numbers = self.numbers();
        self.sentence(|win| numbers.percent_alone(win), |points| numbers.points(points))
    }

    fn sentence(&self, percent: impl Fn(&Estimate) -> String, points: impl Fn(&Estimate) -> String) -> String {
        let strategy = self.told_strategy();
        let first = strategy.results[0].map_or_else(|| "–".to_owned(), |result| percent(&result.win));
        let other = |position: usize| {
            let (result, versus) = (strategy.results[position]?, strategy.versus[position]?);
            let (win, name) = (percent(&result.win), &self.names[position]);
            let difference = &versus.result.win;
            let apart = if difference.covers(0.0) {
                self.say("no difference can be told", "分不出差别")
            } else {
                points(difference)
            };
            Some(self.say(format!("{win} in “{name}” ({apart})"), format!("在“{name}”为 {win}（{apart}）")))
        };
        let others: Vec<String> = (1..self.names.len()).filter_map(other).collect();
        let (label, name) = (self.strategy(strategy), &self.names[0]);
        self.say(
            format!("“{label}” wins {first} in “{name}”, {}", others.join(", ")),
            format!("“{label}”的胜率：在“{name}”为 {first}，{}", others.join("，")),
        )
    }

    fn side_by_side(&self) -> StudyTable {
        let mut columns = vec![StudyColumn::new("strategy", self.say("Strategy", "策略"), ColumnKind::Named)];
        let heads = self.names.iter().zip(KEYS);
        columns.extend(heads.map(|(name, key)| StudyColumn::new(key, name.clone(), ColumnKind::Percent)));
        let row = |strategy: &ComparedStrategy| {
            let win = |position: usize| StudyCell::maybe(strategy.results[position].map(|result| result.win));
            let wins = (0..columns.len() - 1).map(win);
            std::iter::once(StudyCell::named(&strategy.id, self.strategy(strategy))).chain(wins).collect()
        };
        let rows = self.found.strategies.iter().map(row).collect();
        let hidden = self.names.len().saturating_sub(MOST_COLUMNS);
        let reading = match hidden {
            0 => String::new(),
            _ => self.say(
                format!("{hidden} more scenarios in tables/results.csv."),
                format!("其余 {hidden} 个场景见 tables/results.csv。"),
            ),
        };
        StudyTable {
            name: "side_by_side",
            title: self.say("Our win probability", "我方胜率"),
            reading,
            columns,
            rows,
            shown: usize::MAX,
        }
    }

    fn differences(&self) -> StudyTable {
        let column = StudyColumn::new;
        let versus = |strategy: &ComparedStrategy, position: usize, versus: &Versus| {
            vec![
                StudyCell::named(&strategy.id, self.strategy(strategy)),
                StudyCell::named(&self.found.entrants[position].name, &self.names[position]),
                StudyCell::Estimate(versus.result.win),
                StudyCell::maybe(versus.result.uplift),
                StudyCell::maybe(versus.result.margin),
                StudyCell::Word(self.pairing(versus.pairing)),
            ]
        };
        let of = |strategy: &ComparedStrategy| {
            let others = strategy.versus.iter().enumerate();
            others
                .filter_map(|(position, one)| one.as_ref().map(|one| versus(strategy, position, one)))
                .collect::<Vec<_>>()
        };
        let first = &self.names[0];
        StudyTable {
            name: "differences",
            title: self.say(format!("Differences against “{first}”"), format!("与“{first}”的差")),
            reading: self.say(
                "Win probability and effect in points. Effect: by how much more or less the strategy lifts us over the baseline of its own scenario.",
                "胜率与效果以百分点计。效果：策略相对本场景基准的提升，比第一个场景多（少）多少。",
            ),
            columns: vec![
                column("strategy", self.say("Strategy", "策略"), ColumnKind::Named),
                column("scenario", self.say("Scenario", "场景"), ColumnKind::Named),
                column("win", self.say("We win", "胜率"), ColumnKind::Points),
                column("effect", self.say("Effect", "效果"), ColumnKind::Points),
                column("margin", self.say("Expected margin", "期望毛利"), ColumnKind::Money),
                column("pairing", self.say("Draws", "抽样"), ColumnKind::Word),
            ],
            rows: self.found.strategies.iter().flat_map(of).collect(),
            shown: 30,
        }
    }

    fn pairing(&self, pairing: Pairing) -> String {
        match pairing {
            Pairing::Paired => self.say("paired", "配对"),
            Pairing::SameRun => self.say("same run", "同一次运行"),
            Pairing::Independent => self.say("not paired", "未配对"),
        }
    }

    fn scenarios(&self) -> StudyTable {
        let column = StudyColumn::new;
        let row = |position: usize| {
            let entrant = &self.found.entrants[position];
            let shared = entrant.shared.filter(|_| position > 0).map(|(all, shared)| {
                StudyCell::Word(self.say(format!("{shared} of {all}"), format!("{all} 项中的 {shared} 项")))
            });
            let source = if entrant.saved {
                self.say("saved run", "已存的结果")
            } else {
                self.say("simulated", "本次模拟")
            };
            vec![
                StudyCell::named(&entrant.name, &self.names[position]),
                StudyCell::Word(entrant.title.get(self.lang).to_owned()),
                StudyCell::Word(source),
                StudyCell::Count(entrant.draws),
                StudyCell::Count(entrant.seed),
                shared.unwrap_or(StudyCell::Empty),
            ]
        };
        StudyTable {
            name: "scenarios",
            title: self.say("What is compared", "比较的对象"),
            reading: String::new(),
            columns: vec![
                column("scenario", self.say("Scenario", "场景"), ColumnKind::Named),
                column("title", self.say("Title", "标题"), ColumnKind::Word),
                column("source", self.say("Source", "来源"), ColumnKind::Word),
                column("draws", self.say("Purchases", "模拟次数"), ColumnKind::Count),
                column("seed", self.say("Seed", "种子"), ColumnKind::Count),
                column("shared", self.say("Shared with the first", "与第一个共有的不确定项"), ColumnKind::Word),
            ],
            rows: (0..self.names.len()).map(row).collect(),
            // Names that are titles already say who takes part.
            shown: if self.found.entrants.iter().any(|entrant| entrant.saved) { usize::MAX } else { 0 },
        }
    }

    fn results(&self) -> StudyTable {
        let column = StudyColumn::new;
        let of = |strategy: &ComparedStrategy| {
            let results = strategy.results.iter().enumerate();
            let cells = results.filter_map(|(position, result)| {
                let result = result.as_ref()?;
                Some(vec![
                    StudyCell::named(&strategy.id, self.strategy(strategy)),
                    StudyCell::named(&self.found.entrants[position].name, &self.names[position]),
                    StudyCell::Estimate(result.win),
                    StudyCell::maybe(result.uplift),
                    StudyCell::maybe(result.margin),
                ])
            });
            cells.collect::<Vec<_>>()
        };
        StudyTable {
            name: "results",
            title: self.say("Every strategy in every scenario", "每个策略在每个场景中"),
            reading: String::new(),
            columns: vec![
                column("strategy", self.say("Strategy", "策略"), ColumnKind::Named),
                column("scenario", self.say("Scenario", "场景"), ColumnKind::Named),
                column("win", self.say("We win", "胜率"), ColumnKind::Percent),
                column("uplift", self.say("Change against the baseline", "相对基准的变化"), ColumnKind::Points),
                column("margin", self.say("Expected margin", "期望毛利"), ColumnKind::Money),
            ],
            rows: self.found.strategies.iter().flat_map(of).collect(),
            shown: 0,
        }
    }

    fn cautions(&self) -> Vec<CautionText> {
        let mut cautions = Vec::new();
        let mut add = |what: String, advice: String| cautions.push(CautionText { what, advice });
        if self.found.only_baselines() {
            add(
                self.say(
                    "No strategy is common: no id under [strategies] comes twice, so only the baselines are compared.",
                    "没有共同的策略：[strategies] 下没有相同的 id，所以只比较了基准。",
                ),
                self.say("Give strategies that are to be compared the same id.", "要比较的策略请用相同的 id。"),
            );
        }
        let strangers = self.found.entrants.iter().zip(&self.names).skip(1);
        let strangers = strangers.filter(|(entrant, _)| matches!(entrant.shared, Some((all, 0)) if all > 0));
        for (_, name) in strangers {
            let first = &self.names[0];
            add(
                self.say(
                    format!(
                        "“{name}” and “{first}” share no uncertain thing by name, so pairing their draws gains nothing."
                    ),
                    format!("“{name}”与“{first}”没有同名的不确定项，配对抽样没有好处。"),
                ),
                self.say(
                    "Give the same people, vendors and moves the same ids, if they are the same.",
                    "若是同样的人、厂商、动作，请用相同的 id。",
                ),
            );
        }
        let versus = || self.found.strategies.iter().flat_map(|strategy| strategy.versus.iter().flatten());
        if versus().any(|versus| versus.pairing == Pairing::Independent) {
            add(
                self.say(
                    "Saved runs come without their draws, so these differences are not paired: their errors are those of two separate estimates.",
                    "已存的结果不含逐次抽样，这些差值没有配对：误差按两个独立的估计算。",
                ),
                self.say(
                    "Name the scenario files instead of the results for smaller errors.",
                    "想要更小的误差，请直接比较场景文件，而不是结果文件夹。",
                ),
            );
        }
        cautions
    }

    /// What is drawn.
    pub(super) fn subtitle(&self) -> String {
        self.say(
            "Our win probability with the same strategies in different scenarios",
            "同样的策略在不同场景下的我方胜率",
        )
    }

    /// How the numbers of the chart were made.
    pub(super) fn caption(&self, shown: usize) -> String {
        let left = self.names.len() - shown;
        let rest = match left {
            0 => String::new(),
            _ => self.say(
                format!(" {left} more scenarios are in tables/results.csv."),
                format!("另有 {left} 个场景见 tables/results.csv。"),
            ),
        };
        format!("{}{rest}", self.method())
    }

    fn method(&self) -> String {
        let pitches = self.found.strategies.len() - 1;
        let common =
            self.say(format!("{pitches} common strategies and the baseline"), format!("{pitches} 个共同策略加基准"));
        if self.found.draws == 0 {
            return self.say(
                format!("{common}, from saved runs; ± is half of a 95% interval."),
                format!("{common}，取自已存的结果；± 为 95% 区间的一半。"),
            );
        }
        let (draws, seed) = (self.numbers().count(self.found.draws), self.found.seed);
        self.say(
            format!("{common}; {draws} simulated purchases of each scenario, seed {seed}. Whatever has the same name has the same random numbers in all of them, and differences are paired block by block. ± is half of a 95% interval."),
            format!("{common}；每个场景 {draws} 次模拟采购，随机种子 {seed}。同名的东西在各场景里用同样的随机数，差值逐块配对。± 为 95% 区间的一半。"),
        )
    }
}

/// Titles without what they all begin with, up to a colon; told apart by short names, then by numbers, if they are alike.
fn names(found: &Comparison, lang: Lang) -> Vec<String> {
    let titles: Vec<&str> = found.entrants.iter().map(|entrant| entrant.title.get(lang)).collect();
    let cut = common_start(&titles);
    let mut names: Vec<String> = titles.iter().map(|title| title[cut..].trim().to_owned()).collect();
    let numbers = Numbers::new(lang);
    let alike = |names: &[String], name: &String| names.iter().filter(|other| *other == name).count() > 1;
    let with_files: Vec<String> = names
        .iter()
        .zip(&found.entrants)
        .map(|(name, entrant)| {
            let saved = say(lang, "saved run", "已存的结果");
            let detail = if entrant.saved { saved } else { entrant.name.clone() };
            if alike(&names, name) { format!("{name}{}", numbers.brackets(&detail)) } else { name.clone() }
        })
        .collect();
    names.clone_from(&with_files);
    for (position, name) in with_files.iter().enumerate() {
        if alike(&with_files, name) {
            names[position] = format!("{name} {}", position + 1);
        }
    }
    names
}

/// Where the part that all titles begin with ends: behind its last colon; 0 if something would be left without a name.
fn common_start(titles: &[&str]) -> usize {
    let Some((first, others)) = titles.split_first() else { return 0 };
    let same = |end: usize| others.iter().all(|other| other.get(..end) == first.get(..end));
    let ends = first.char_indices().filter(|(_, c)| matches!(c, ':' | '：')).map(|(at, c)| at + c.len_utf8());
    let cut = ends.take_while(|end| same(*end)).last().unwrap_or(0);
    if titles.iter().all(|title| !title[cut..].trim().is_empty()) { cut } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_titles_begin_with_is_said_once() {
        assert_eq!(common_start(&["One pitch: a start-up", "One pitch: a bank"]), "One pitch:".len());
        assert_eq!(common_start(&["一套话术：公司", "一套话术：银行"]), "一套话术：".len());
        assert_eq!(common_start(&["EDR: online", "SIEM: online"]), 0);
        assert_eq!(common_start(&["EDR:", "EDR: the rival answers"]), 0);
    }
}
