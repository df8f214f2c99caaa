//! Every chart that a run draws, of every scenario of the repository, in both languages: no label touches another, every
//! letter can be read, and everything is said that a reader needs.

use std::fs;
use std::path::{Path, PathBuf};

use reframe::chart::{Font, Scene, Theme};
use reframe::model::Lang;
use reframe::report::View;
use reframe::report::figures::{Chart, charts};

#[path = "support/played.rs"]
mod played;

use played::{Played, played};

const DRAWS: u64 = 256;

fn scenarios() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = folders.filter(|path| path.join("scenario.toml").is_file()).collect();
    found.sort();
    assert!(found.len() > 20, "{found:?}");
    found
}

/// Ours, and one with wider letters as a company may bring them.
fn themes() -> [Theme; 2] {
    let wide = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts/NotoSansSC-Bold.ttf")).unwrap();
    [Theme::default(), Theme { font: Font::read(wide, None).unwrap(), ..Theme::default() }]
}

/// What is wrong with a drawing.
fn faults(scene: &Scene) -> Vec<String> {
    let mut faults = scene.collisions();
    faults.extend(scene.illegible());
    faults.extend(scene.missing_characters().into_iter().map(|c| format!("no font has {c}")));
    if scene.title.trim().is_empty() || scene.description.chars().count() < 20 {
        faults.push(format!("no alternative text: {:?} {:?}", scene.title, scene.description));
    }
    faults
}

/// What a caption lacks: the number of purchases, the seed, what the intervals are; or that the numbers are exact.
fn unsaid(view: &View, chart: &Chart) -> Vec<String> {
    let run = &view.findings.run;
    let wanted = match (run.deterministic, view.lang) {
        (true, Lang::En) => vec!["exact".to_owned()],
        (true, Lang::Zh) => vec!["精确".to_owned()],
        (false, Lang::En) => {
            vec![
                format!("{} simulated purchases", view.numbers().count(run.draws)),
                format!("seed {}", run.seed),
                "95%".to_owned(),
            ]
        }
        (false, Lang::Zh) => {
            vec![
                view.numbers().count(run.draws),
                "次模拟采购".to_owned(),
                format!("种子 {}", run.seed),
                "95%".to_owned(),
            ]
        }
    };
    let lacks = wanted.into_iter().filter(|words| !chart.caption.contains(words));
    lacks.map(|words| format!("the caption does not say {words:?}: {}", chart.caption)).collect()
}

fn check(path: &Path, played: &Played) -> Vec<String> {
    let mut found = Vec::new();
    for (number, theme) in themes().iter().enumerate() {
        for lang in Lang::ALL {
            let view = played.view(lang);
            for chart in charts(&view, theme).all() {
                let name = path.file_name().unwrap().to_string_lossy();
                let about = |fault: String| format!("{name} {lang:?} font {number} {}: {fault}", chart.name);
                found.extend(faults(&chart.scene).into_iter().map(about));
                found.extend(faults(&chart.inset).into_iter().map(|fault| about(format!("inset: {fault}"))));
                found.extend(unsaid(&view, chart).into_iter().map(about));
                let cut: Vec<_> =
                    chart.scene.texts().filter(|(name, text, _)| *name == "title" && text.ends_with('…')).collect();
                found.extend(cut.into_iter().map(|(_, text, _)| about(format!("the finding is cut: {text}"))));
            }
        }
    }
    found
}

#[test]
fn every_chart_of_every_scenario_can_be_read() {
    let scenarios = scenarios();
    let found: Vec<String> = std::thread::scope(|scope| {
        let parts = scenarios.chunks(scenarios.len().div_ceil(2));
        let jobs: Vec<_> = parts
            .map(|part| {
                let work = move || part.iter().flat_map(|path| check(path, &played(path, DRAWS))).collect::<Vec<_>>();
                std::thread::Builder::new().stack_size(64 << 20).spawn_scoped(scope, work).unwrap()
            })
            .collect();
        jobs.into_iter().flat_map(|job| job.join().unwrap()).collect()
    });
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

/// The charts of a few scenarios as pictures, to be looked at: `PICTURES=folder cargo test --test charts_all -- --ignored`.
#[test]
#[ignore = "writes pictures for people"]
fn samples() {
    let folder = PathBuf::from(std::env::var_os("PICTURES").expect("PICTURES names a folder"));
    fs::create_dir_all(&folder).unwrap();
    let brand = reframe::playbook::load_brand(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/brand/brand.toml"));
    let themes = [("ours", Theme::default()), ("brand", brand.unwrap().brand.theme)];
    for name in ["edr-mttr", "legal-gate", "tutorial"] {
        let played = played(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name), 1024);
        for lang in Lang::ALL {
            for (look, theme) in &themes {
                let drawn = charts(&played.view(lang), theme);
                let new = [&drawn.committees, &drawn.buyers, &drawn.uplifts, &drawn.ranks];
                let shown = new.into_iter().flatten().chain(&drawn.outcomes);
                for (chart, (shape, scene)) in shown.flat_map(|c| [(c, ("slide", &c.scene)), (c, ("inset", &c.inset))])
                {
                    let png = reframe::chart::to_png(scene, 1.0).unwrap().output;
                    fs::write(folder.join(format!("{name}-{}-{lang:?}-{look}-{shape}.png", chart.name)), png).unwrap();
                }
            }
        }
    }
}
