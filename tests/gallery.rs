//! `docs/gallery.md` shows what the sample scenarios really give: this test draws every picture anew and compares.
//!
//! `UPDATE_IMAGES=1 cargo test --test gallery` writes page and pictures.

use std::fs;
use std::path::Path;

use reframe::chart::{Theme, to_svg};
use reframe::engine::{Runner, Silent};
use reframe::model::{Lang, StrategyId};
use reframe::report::figures::{Chart, Charts, charts};
use reframe::study::{ExplainRequest, explain};

#[path = "support/played.rs"]
mod played;

use played::{Played, played};

/// Enough for margins below a point, and soon done.
const DRAWS: u64 = 4096;

/// Which chart of a scenario, in which language, and what it is for.
struct Shown {
    scenario: &'static str,
    lang: Lang,
    chart: fn(&Charts) -> Option<&Chart>,
    heading: &'static str,
    purpose: &'static str,
}

const SHOWN: [Shown; 11] = [
    Shown {
        scenario: "edr-mttr",
        lang: Lang::En,
        chart: |charts| charts.committees.as_ref(),
        heading: "A hundred committees",
        purpose: "For people who would rather count than read percentages: who is chosen in a hundred purchases like this one, \
                  before and after. Hollow figures buy nothing.",
    },
    Shown {
        scenario: "edr-mttr",
        lang: Lang::En,
        chart: |charts| charts.outcomes.as_ref(),
        heading: "Outcomes",
        purpose: "The same with intervals: win probability of everybody before and after, and the paired change.",
    },
    Shown {
        scenario: "edr-mttr",
        lang: Lang::Zh,
        chart: |charts| charts.curves.first(),
        heading: "Reframe curve",
        purpose: "How much a criterion has to weigh until we lead, and where this customer is likely to end up.",
    },
    Shown {
        scenario: "edr-mttr",
        lang: Lang::En,
        chart: |charts| charts.buyers.as_ref(),
        heading: "Twenty possible buyers",
        purpose: "What we do not know about this customer, as twenty equally likely cases (a quantile dot plot): in how many \
                  of them the reframe goes far enough.",
    },
    Shown {
        scenario: "listed-bank",
        lang: Lang::Zh,
        chart: |charts| charts.uplifts.as_ref(),
        heading: "Strategies side by side",
        purpose: "What each strategy changes, paired on the same purchases, with its interval.",
    },
    Shown {
        scenario: "listed-bank",
        lang: Lang::En,
        chart: |charts| charts.ranks.as_ref(),
        heading: "Ranks",
        purpose: "How often each alternative comes first, second, ... last: a second place is where the next talk begins.",
    },
    Shown {
        scenario: "edr-mttr",
        lang: Lang::Zh,
        chart: |charts| charts.weights.as_ref(),
        heading: "Who weighs what",
        purpose: "The decision criteria of every person as dumbbells: hollow before the pitch, full when the decision falls.",
    },
    Shown {
        scenario: "listed-bank",
        lang: Lang::Zh,
        chart: |charts| charts.heat_map.as_ref(),
        heading: "Competitive matrix",
        purpose: "In whose eyes we lead on what (colour), and how much each of these weighs (bar): where to talk, and where not.",
    },
    Shown {
        scenario: "dlp-power-map",
        lang: Lang::En,
        chart: |charts| charts.stakeholder_map.as_ref(),
        heading: "Stakeholder map",
        purpose: "Influence against support, and who listens to whom.",
    },
    Shown {
        scenario: "stages",
        lang: Lang::En,
        chart: |charts| charts.trajectory.as_ref(),
        heading: "Trajectory",
        purpose: "The race stage by stage, if the decision fell there.",
    },
    Shown {
        scenario: "siem-flood",
        lang: Lang::Zh,
        chart: |charts| charts.adoption.as_ref(),
        heading: "After the signature",
        purpose: "Wins that last, and wins that become shelfware.",
    },
];

/// The strategy whose moves the waterfall takes apart.
const EXPLAINED: (&str, &str) = ("edr-mttr", "reframe-mttr");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A section of the page and its picture.
struct Section {
    heading: String,
    purpose: String,
    command: String,
    name: String,
    alt: String,
    svg: String,
}

fn sections() -> Vec<Section> {
    let mut known: Vec<(&str, Played)> = Vec::new();
    let mut sections = Vec::new();
    for shown in SHOWN {
        if !known.iter().any(|(name, _)| *name == shown.scenario) {
            known.push((shown.scenario, played(&root().join("scenarios").join(shown.scenario), DRAWS)));
        }
        let (_, played) = known.iter().find(|(name, _)| *name == shown.scenario).expect("just played");
        let drawn = charts(&played.view(shown.lang), &Theme::default());
        let chart = (shown.chart)(&drawn).unwrap_or_else(|| panic!("{} has no such chart", shown.scenario));
        let tag = shown.lang.tag();
        sections.push(Section {
            heading: shown.heading.to_owned(),
            purpose: shown.purpose.to_owned(),
            command: format!("reframe run scenarios/{} --draws {DRAWS} --lang {tag}", shown.scenario),
            name: format!("{}-{}-{tag}.svg", shown.scenario, chart.name),
            alt: chart.title.clone(),
            svg: to_svg(&chart.scene),
        });
    }
    sections.push(waterfall());
    sections
}

fn waterfall() -> Section {
    let (name, strategy) = EXPLAINED;
    let scenario = reframe::scenario::load(&root().join("scenarios").join(name)).expect("it loads").scenario;
    let position = scenario.strategies.iter().position(|one| one.id == strategy).expect("a strategy of this id");
    let request = ExplainRequest {
        strategies: vec![StrategyId::new(position)],
        draws: Some(10_240),
        ..ExplainRequest::best(&scenario)
    };
    let found = explain(&scenario, &request, &Runner::threads(2), &Silent).expect("it is explained");
    let report = reframe::report::explain::report(&scenario, &request, &found, Lang::En);
    let chart = report.charts.first().expect("a waterfall");
    Section {
        heading: "What each move brings".to_owned(),
        purpose: "The change from the baseline to the strategy, shared among its moves by their Shapley values."
            .to_owned(),
        command: format!("reframe explain scenarios/{name} --strategy {strategy} --draws 10240 --lang en"),
        name: format!("{name}-waterfall-en.svg"),
        alt: chart.title.clone(),
        svg: to_svg(&chart.scene),
    }
}

fn page(sections: &[Section]) -> String {
    let mut page = "# Gallery\n\nReal output of the [sample scenarios](../scenarios), drawn with few purchases so that the page is soon made; \
                    a test draws it anew\nand compares (`UPDATE_IMAGES=1 cargo test --test gallery` writes it). Every chart comes as SVG and PNG, in English and\n\
                    Chinese, with its finding as title, its numbers as alternative text, and draws, seed and intervals below. Colours and\n\
                    font can be [your own](brand.md); [charts](charts.md) says how each is read.\n"
        .to_owned();
    for Section { heading, purpose, command, name, alt, .. } in sections {
        page.push_str(&format!(
            "\n## {heading}\n\n{purpose}\n\n![{alt}](images/gallery/{name})\n\n```text\n{command}\n```\n"
        ));
    }
    page
}

#[test]
fn the_gallery_is_what_the_scenarios_give() {
    let sections = std::thread::Builder::new().stack_size(64 << 20).spawn(sections).unwrap().join().unwrap();
    let folder = root().join("docs/images/gallery");
    let page = page(&sections);
    if std::env::var_os("UPDATE_IMAGES").is_some() {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        for section in &sections {
            fs::write(folder.join(&section.name), &section.svg).expect("a writable file");
        }
        fs::write(root().join("docs/gallery.md"), &page).expect("a writable file");
    }
    let mut files: Vec<String> = fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut names: Vec<String> = sections.iter().map(|section| section.name.clone()).collect();
    files.sort();
    names.sort();
    assert_eq!(files, names, "pictures that nothing shows, or the other way round");
    for section in &sections {
        let shown = fs::read_to_string(folder.join(&section.name)).expect("a picture");
        let differs = shown.lines().zip(section.svg.lines()).find(|(a, b)| a != b);
        let how = "out of date: UPDATE_IMAGES=1 cargo test --test gallery";
        assert!(shown == section.svg, "{} is {how}: {differs:?}", section.name);
        assert!(shown.len() <= 120_000, "{} has {} bytes", section.name, shown.len());
    }
    assert_eq!(fs::read_to_string(root().join("docs/gallery.md")).unwrap_or_default(), page, "the page is out of date");
}
