//! What people and programs are shown: sentences, terminal, page, tables, saved result.

#[path = "support/fixture.rs"]
mod fixture;

use fixture::{Noise, curve, findings, runnable, scenario, usual};
use reframe::model::{Lang, Scenario};
use reframe::report::html::{Figure, Figures, page};
use reframe::report::record::{Record, record_schema};
use reframe::report::terminal::{self, Style};
use reframe::report::{View, csv, words};
use reframe::stats::{BreakEven, Curve, Estimate, Findings};
use unicode_width::UnicodeWidthStr;

fn view<'a>(scenario: &'a Scenario, findings: &'a Findings, curves: &'a [Curve], lang: Lang) -> View<'a> {
    View { scenario, findings, curves, scorecard: None, lang }
}

fn headlines(findings: &Findings) -> String {
    let scenario = scenario();
    Lang::ALL.map(|lang| words::headline(&view(&scenario, findings, &[], lang))).join("\n")
}

#[test]
fn the_headline_respects_the_error() {
    let n = Noise::Draws(100_000);
    let base = [0.2134, 0.6021, 0.1845];
    let cases = [
        ("clear gain", findings(&[base, [0.4482, 0.4102, 0.1416]], n, vec![])),
        ("unclear", findings(&[base, [0.2139, 0.6012, 0.1849]], n, vec![])),
        ("loss", findings(&[base, [0.1500, 0.7000, 0.1500]], n, vec![])),
        ("even the best loses", findings(&[base, [0.15, 0.70, 0.15], [0.1, 0.75, 0.15]], n, vec![])),
        ("even the best is unclear", findings(&[base, [0.2139, 0.6012, 0.1849], [0.1, 0.75, 0.15]], n, vec![])),
        ("few draws", findings(&[base, [0.4482, 0.4102, 0.1416]], Noise::Draws(400), vec![])),
        ("no strategies", findings(&[base], n, vec![])),
        ("deterministic gain", findings(&[[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]], Noise::None, vec![])),
        ("deterministic, nothing changes", findings(&[[0.0, 1.0, 0.0], [0.0, 1.0, 0.0]], Noise::None, vec![])),
    ];
    let text: Vec<String> = cases.iter().map(|(name, found)| format!("[{name}]\n{}", headlines(found))).collect();
    insta::assert_snapshot!(text.join("\n\n"));
}

#[test]
fn the_terminal_at_four_widths() {
    let (scenario, found) = (scenario(), usual());
    for (name, lang, width) in [
        ("en_140", Lang::En, 140),
        ("en_100", Lang::En, 100),
        ("en_60", Lang::En, 60),
        ("zh_100", Lang::Zh, 100),
        ("zh_60", Lang::Zh, 60),
    ] {
        let text = terminal::render(&view(&scenario, &found, &[], lang), width, Style::Plain);
        for line in text.lines() {
            assert!(line.width() <= width, "{name}: {} columns: {line}", line.width());
        }
        assert!(!text.contains('\x1b'), "plain means plain");
        insta::assert_snapshot!(format!("terminal_{name}"), text);
    }
}

#[test]
fn a_strategy_that_earns_more_than_the_best_is_named() {
    let (scenario, mut found) = (scenario(), usual());
    let sentences =
        [(Lang::En, "earns more: expected margin CNY 1,200,000"), (Lang::Zh, "收益更高：期望净收益为 120.0")];
    for (margin, named) in [(1_200_000.0, true), (1_060_000.0, false)] {
        found.strategies[2].margin = Some(Estimate::normal(margin, 3_000.0));
        for (lang, sentence) in sentences {
            let view = view(&scenario, &found, &[], lang);
            let text = terminal::render(&view, 400, Style::Plain);
            assert_eq!(text.contains(sentence), named, "{text}");
            assert_eq!(page(&view, &Figures::default(), "").contains(sentence), named);
        }
    }
}

#[test]
fn colour_changes_no_words() {
    let (scenario, found) = (scenario(), usual());
    for width in [140, 100, 60] {
        let of = |style| terminal::render(&view(&scenario, &found, &[], Lang::En), width, style);
        let coloured = of(Style::Colour);
        assert!(coloured.contains('\x1b'));
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeeze(&without_ansi(&coloured)), squeeze(&of(Style::Plain)));
    }
}

fn without_ansi(text: &str) -> String {
    let mut parts = text.split('\x1b');
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |out, part| out + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn chart_titles_state_the_finding() {
    let (scenario, found) = (scenario(), usual());
    let mut lines = Vec::new();
    for lang in Lang::ALL {
        let view = view(&scenario, &found, &[], lang);
        let words = view.words();
        lines.extend([words.outcomes_title(&view), words.weights_title(&view), words.curve_caption(&view, &curve())]);
        let at = curve().break_even;
        let BreakEven::At(weight) = at.clone() else { unreachable!("the fixture crosses") };
        for break_even in [at, BreakEven::AlwaysAhead, BreakEven::NeverAhead, BreakEven::LostAt(weight)] {
            lines.push(words.curve_title(&view, &Curve { break_even, ..curve() }));
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn results_come_back_as_they_were_saved() {
    let (scenario, found, curves) = (scenario(), usual(), [curve()]);
    let record = Record::new(&view(&scenario, &found, &curves, Lang::En), "sha256:abc");
    let bytes = record.to_json();
    let back = Record::from_json(&bytes).unwrap();
    assert_eq!(back, record);
    assert_eq!(back.to_json(), bytes);
    let in_chinese = Record::new(&view(&scenario, &found, &curves, Lang::Zh), "sha256:abc");
    assert_eq!(in_chinese.to_json(), bytes, "the language of the reader is not part of the result");
}

#[test]
fn undefined_is_null_and_not_zero() {
    let (scenario, found) = (scenario(), usual());
    let bytes = Record::new(&view(&scenario, &found, &[], Lang::En), "").to_json();
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let never = &json["strategies"][0]["central_weights"][2];
    assert_eq!(never["alternative"], "status_quo");
    assert!(never["weights"].is_null() && never["confidence_factor"].is_null());
}

#[test]
fn results_have_every_key_that_their_schema_requires() {
    let (scenario, found, curves) = (scenario(), usual(), [curve()]);
    let bytes = Record::new(&view(&scenario, &found, &curves, Lang::En), "").to_json();
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let schema = serde_json::to_value(record_schema()).unwrap();
    let required: Vec<&str> = schema["required"].as_array().unwrap().iter().map(|k| k.as_str().unwrap()).collect();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(required.len(), keys.len());
    assert!(required.iter().all(|key| json.get(key).is_some()));
}

#[test]
fn tables_read_back() {
    let (scenario, found, curves) = (scenario(), usual(), [curve()]);
    for lang in Lang::ALL {
        for (name, bytes) in csv::files(&view(&scenario, &found, &curves, lang)) {
            let text = String::from_utf8(bytes).unwrap();
            let body = text.strip_prefix('\u{feff}').unwrap_or_else(|| panic!("{name} starts with a byte-order mark"));
            let mut reader = ::csv::Reader::from_reader(body.as_bytes());
            let columns = reader.headers().unwrap().len();
            let rows: Vec<_> = reader.records().map(|row| row.unwrap()).collect();
            assert!(!rows.is_empty() && rows.iter().all(|row| row.len() == columns), "{name}");
        }
    }
}

#[test]
fn outcomes_keep_every_digit_and_run_no_formula() {
    let (scenario, found) = (scenario(), usual());
    let files = csv::files(&view(&scenario, &found, &[], Lang::En));
    let text = String::from_utf8(files[0].1.clone()).unwrap();
    assert!(text.contains("reframe-mttr,Reframe on MTTR,northwall,Northwall,win_probability,0.4482,"), "{text}");
    assert!(text.contains("match-price,'=Match <price>,"), "{text}");
    assert_eq!(csv::text("+1"), "'+1");
    assert_eq!(csv::text(" @x"), "' @x");
    assert_eq!(csv::text("a-b"), "a-b");
}

fn figures(view: &View) -> Figures {
    let figure = |id: &str, title: String, caption: String| Figure {
        id: id.into(),
        title,
        svg: format!(
            "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 240\"><defs><clipPath id=\"c\">\
             <rect width=\"800\" height=\"240\"/></clipPath></defs><g clip-path=\"url(#c)\"><rect x=\"20\" y=\"60\" \
             width=\"358\" height=\"60\" fill=\"#0b6e6e\"/><rect x=\"378\" y=\"60\" width=\"300\" height=\"60\" \
             fill=\"#b0b7bf\"/><text x=\"30\" y=\"98\" fill=\"#fff\" font-size=\"20\">{id}</text></g></svg>"
        ),
        alt: format!("{id}: a chart"),
        caption,
    };
    let words = view.words();
    Figures {
        outcomes: Some(figure("outcomes-chart", words.outcomes_title(view), words.outcomes_caption(view))),
        curves: vec![figure("curve-1", words.curve_title(view, &curve()), words.curve_caption(view, &curve()))],
        weights: Some(figure("weights-chart", words.weights_title(view), words.weights_caption(view))),
    }
}

#[test]
fn the_page_is_whole_well_formed_and_alone() {
    let (scenario, found, curves) = (scenario(), usual(), [curve()]);
    let card = reframe::study::meddic(&scenario);
    for lang in Lang::ALL {
        let view = View { scorecard: Some(&card), ..view(&scenario, &found, &curves, lang) };
        let html = page(&view, &figures(&view), "sha256:0123456789abcdef");
        for section in reframe::report::words::Section::ALL {
            assert!(html.contains(&format!("<section id=\"{}\">", section.anchor())), "{section:?}");
        }
        assert!(html.contains("&lt;price&gt;") || lang == Lang::Zh, "labels are escaped");
        assert!(!html.contains("<lead>") && !html.contains("<script"));
        assert!(html.contains("id=\"curve-1-c\"") && html.contains("url(#curve-1-c)"), "ids are told apart");
        let alone = html.replace("http://www.w3.org/2000/svg", "");
        for way_out in ["http:", "https:", "src=", "@import", "url(h"] {
            assert!(!alone.contains(way_out), "{way_out}");
        }
        assert_well_formed(&html);
        if let Some(folder) = std::env::var_os("REFRAME_KEEP_PAGES") {
            std::fs::write(std::path::Path::new(&folder).join(format!("{}.html", lang.tag())), html).unwrap();
        }
    }
}

/// Every tag that is opened is closed, in order; void elements excepted.
fn assert_well_formed(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let style = html.find("<style>").unwrap()..html.find("</style>").unwrap() + 8;
    let text = [&html[..style.start], &html[style.end..]].concat();
    for tag in text.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        let void = matches!(name, "meta" | "!DOCTYPE") || tag.ends_with('/');
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "closing tag");
        } else if !void {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn only_assumptions_that_apply_are_named() {
    let ids: Vec<&str> = reframe::report::assumptions::assumptions(&scenario()).iter().map(|a| a.id).collect();
    assert_eq!(
        ids,
        [
            "strength",
            "donors",
            "confidence",
            "independence",
            "reputation",
            "weighted-utility",
            "noise",
            "status-quo",
            "conflict"
        ]
    );
}

#[test]
fn a_real_run_is_rendered_and_the_same_run_is_the_same_bytes() {
    use reframe::engine::{Runner, Silent};
    use reframe::study::{Effort, RunRequest, run};
    let scenario = runnable();
    let request = RunRequest { effort: Effort::Draws(2_000), ..RunRequest::all(&scenario) };
    let results = [Runner::serial(), Runner::threads(2)].map(|runner| {
        let outcome = run(&scenario, &request, &runner, &Silent).expect("the scenario can be simulated");
        let view = view(&scenario, &outcome.findings, &outcome.curves, Lang::En);
        let text = terminal::render(&view, 100, Style::Plain);
        let html = page(&view, &figures(&view), "sha256:0");
        assert_well_formed(&html);
        if let Some(folder) = std::env::var_os("REFRAME_KEEP_PAGES") {
            std::fs::write(std::path::Path::new(&folder).join("real.html"), &html).unwrap();
            std::fs::write(std::path::Path::new(&folder).join("real.txt"), &text).unwrap();
        }
        (Record::new(&view, "sha256:0").to_json(), text, html, csv::files(&view))
    });
    assert!(results[0] == results[1], "threads are not part of the result");
    assert_eq!(Record::from_json(&results[0].0).unwrap().to_json(), results[0].0);
}

#[test]
fn nine_strategies_against_three_alternatives_fit_on_eighty_columns() {
    use reframe::engine::{Runner, Silent};
    use reframe::study::{Effort, RunRequest, run};
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/edr-mttr/scenario.toml");
    let scenario = reframe::scenario::load(&path).expect("it loads").scenario;
    let request = RunRequest { effort: Effort::Draws(2_000), ..RunRequest::all(&scenario) };
    let outcome = run(&scenario, &request, &Runner::threads(2), &Silent).expect("it runs");
    for (lang, width) in Lang::ALL.into_iter().flat_map(|lang| [(lang, 80), (lang, 100), (lang, 140)]) {
        let view = view(&scenario, &outcome.findings, &[], lang);
        let text = terminal::render(&view, width, Style::Plain);
        let cost = if lang == Lang::En { "Cost" } else { "成本" };
        let heads = text.lines().filter(|line| line.ends_with(cost)).count();
        assert_eq!(heads, 1, "a table and not cards at {width}:\n{text}");
        assert!(text.lines().all(|line| line.width() <= width), "{width}:\n{text}");
    }
}
