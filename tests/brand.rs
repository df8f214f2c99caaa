//! Brands: what is read, what is refused and how it is said, and that a font is measured and drawn.

use std::fs;
use std::path::Path;

use reframe::chart::color::Color;
use reframe::chart::{Font, Theme, to_outlines, to_svg};
use reframe::model::Lang;
use reframe::playbook::{LoadedBrand, Paper, load_brand, load_brand_text};
use reframe::report::figures;
use reframe::scenario::Diagnostics;

#[path = "support/played.rs"]
mod played;

fn read(text: &str) -> Result<LoadedBrand, Diagnostics> {
    load_brand_text("brand.toml", text, Path::new("assets/fonts"))
}

/// `line CODE message`, one each.
fn said(problems: &Diagnostics) -> Vec<String> {
    let plain = problems.plain().into_iter();
    plain.map(|one| format!("{} {} {}", one.line, one.code, one.message)).collect()
}

fn helped(problems: &Diagnostics) -> String {
    problems.plain().into_iter().filter_map(|one| one.help).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_example_is_read_and_nothing_is_wrong_with_it() {
    let LoadedBrand { brand, warnings } = load_brand(Path::new("docs/brand/brand.toml")).unwrap();
    assert_eq!(said(&warnings), Vec::<String>::new());
    assert_eq!(brand.theme.us, Color::hex(0x5A_1E96));
    assert_eq!(brand.theme.needs[6].0, Color::hex(0x7A_1F1F));
    assert_eq!(brand.theme.needs[0], Theme::default().needs[0]);
    assert_eq!(brand.theme.rivals.len(), 2);
    assert_eq!(brand.theme.font.family(), "Noto Sans SC");
    assert_ne!(brand.theme.font.files()[0], brand.theme.font.files()[1]);
    let logo = brand.logo.unwrap();
    assert_eq!((logo.width, logo.height, logo.alt.as_str()), (240, 240, "Juniper Security"));
    assert_eq!((brand.paper, brand.footer.is_empty()), (Paper::A4, false));
}

#[test]
fn the_guide_shows_the_example() {
    let guide = fs::read_to_string("docs/brand.md").unwrap();
    let example = fs::read_to_string("docs/brand/brand.toml").unwrap();
    assert!(guide.contains(&example), "docs/brand.md shows another brand.toml than docs/brand/brand.toml");
}

#[test]
fn a_brand_of_nothing_is_ours() {
    let LoadedBrand { brand, warnings } = read("").unwrap();
    assert_eq!(brand, reframe::playbook::Brand::default());
    assert!(warnings.is_empty());
}

#[test]
fn all_problems_are_told_at_once_with_their_places() {
    let text = "\
paper = \"A5\"
font = \"Inter-Regular.tff\"
logo = \"Inter-Regular.ttf\"
colour = 1

[colors]
us = \"#12345\"
rivals = [\"#C24A00\", \"orange\"]
inc = \"#000\"
muted = 5

[colors.needs]
busines = \"#0B5CAD\"
";
    let problems = read(text).unwrap_err();
    let expected = [
        "1 E204 `paper` is \"A5\"",
        "2 E402 cannot read the font Inter-Regular.tff: there is no such file",
        "3 E403 the logo Inter-Regular.ttf cannot be used:",
        "4 E201 unknown key `colour` in this file",
        "7 E401 `colors.us` is no colour: \"#12345\"",
        "8 E401 `colors.rivals` is no colour: \"orange\"",
        "9 E201 unknown key `inc` in `colors`",
        "10 E203 `colors.muted` is a number",
        "13 E201 unknown key `busines` in `colors.needs`",
    ];
    let said = said(&problems);
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    for (said, expected) in said.iter().zip(expected) {
        assert!(said.starts_with(expected), "{said}, but expected {expected}");
    }
    let drawn = problems.render(reframe::scenario::Look::Ascii, 100);
    for hint in ["did you mean `colors`?", "did you mean Inter-Regular.ttf?", "did you mean `ink`?", "`business`?"] {
        assert!(drawn.contains(hint), "no {hint} in {drawn}");
    }
    for allowed in ["\"a4\", \"letter\"", "#0B5CAD", "a PNG picture is needed"] {
        assert!(helped(&problems).contains(allowed), "{allowed}");
    }
}

#[test]
fn fonts_that_are_none_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("web.woff2"), b"wOF2....").unwrap();
    let read = |text: &str| load_brand_text("b.toml", text, folder.path());
    let refused = read("font = \"web.woff2\"").unwrap_err();
    assert!(said(&refused)[0].starts_with("1 E402 the font web.woff2 cannot be used: it is no TrueType"), "{refused}");
    assert!(helped(&refused).contains(".ttf or .otf"));
    let lonely = read("font_bold = \"x.ttf\"").unwrap_err();
    assert_eq!(said(&lonely), ["1 E212 `font_bold` needs `font`, the letters of ordinary thickness"]);
    assert_eq!(read("font = \"nothing.ttf\"\n[").unwrap_err().plain()[0].code, "E103");
    assert_eq!(load_brand(&folder.path().join("none.toml")).unwrap_err().plain()[0].code, "E101");
}

#[test]
fn letters_that_cannot_be_read_are_refused_with_the_pair_its_ratio_and_a_way_out() {
    let problems = read("[colors]\nus = \"#FFA500\"").unwrap_err();
    let said = said(&problems);
    assert!(
        said[0].starts_with("2 E404 letters in `colors.us` (#FFA500) on `colors.background` (#FFFFFF)"),
        "{said:?}"
    );
    assert!(said[0].contains("contrast is 1.97"), "{said:?}");
    let help = helped(&problems);
    let near = help.split("does is \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let near: Color = near.parse().unwrap();
    let ratio = reframe::chart::color::contrast(near, Color::hex(0xFF_FFFF));
    assert!((4.5..4.8).contains(&ratio), "{near} has {ratio}");
    let dark = read("[colors]\nbackground = \"#202020\"\nink = \"#FFFFFF\"").unwrap_err();
    assert!(dark.to_string().contains("`colors.background` is too dark: #202020"), "{dark}");
}

#[test]
fn what_is_hard_to_see_or_alike_to_somebody_is_a_warning() {
    // Red and green of one lightness: a pair that people without red or green cones confuse.
    let LoadedBrand { warnings, .. } =
        read("[colors]\nus = \"#1F6B1F\"\nrivals = [\"#8F4A00\"]\n[colors.needs]\nprice = \"#FFD54A\"").unwrap();
    let said = said(&warnings);
    let alike = said.iter().find(|one| one.contains("W402") && one.contains("rivals.0")).unwrap();
    assert!(alike.contains("protanopia") || alike.contains("deuteranopia"), "{said:?}");
    assert!(said.iter().any(|one| one.contains("W401") && one.contains("needs.price")), "{said:?}");
    assert!(helped(&warnings).contains("CIE L*a*b*"));
}

/// The same chart in our font and in one of a company, with other widths: it is laid out by its own widths, asks
/// viewers for its own family, and its outlines are those of its own glyphs.
#[test]
fn a_font_is_measured_and_drawn() {
    let company = read("font = \"NotoSansSC-Regular.ttf\"\nfont_bold = \"NotoSansSC-Bold.ttf\"").unwrap().brand;
    let drawn = played::played(Path::new("scenarios/edr-mttr"), 256);
    let outcome = |theme: &Theme| figures::charts(&drawn.view(Lang::En), theme).outcomes.unwrap().scene;
    let (ours, theirs) = (outcome(&Theme::default()), outcome(&company.theme));
    let name = |scene: &reframe::chart::Scene| {
        let (_, text, bounds) = scene.texts().find(|(name, ..)| *name == "name 0").unwrap();
        (text.to_owned(), bounds.right - bounds.left)
    };
    assert_eq!(name(&ours).0, name(&theirs).0);
    assert!((name(&ours).1 - name(&theirs).1).abs() > 0.5, "{:?}", name(&theirs));
    let font = Font::read(fs::read("assets/fonts/NotoSansSC-Regular.ttf").unwrap(), None).unwrap();
    assert!(to_svg(&theirs).contains("font-family=\"'Noto Sans SC', Inter,"));
    assert!(to_svg(&ours).contains("font-family=\"Inter,"));
    assert_ne!(font, company.theme.font);
    // The outlines of `0%` alone, in both fonts, are different shapes.
    let outlines = |scene| to_outlines(scene).unwrap().output;
    assert_ne!(outlines(&ours), outlines(&theirs));
    assert_eq!(theirs.collisions(), Vec::<String>::new());
}

/// The flag works end to end: another colour in the files, and problems on the screen with their places.
#[test]
fn a_run_takes_a_brand_and_refuses_a_broken_one() {
    let place = tempfile::tempdir().unwrap();
    let run = |brand: &str| {
        let arguments = ["run", "scenarios/tutorial", "--draws", "256", "--format", "svg", "--lang", "en", "--brand"];
        let out = place.path().join("out");
        std::process::Command::new(env!("CARGO_BIN_EXE_reframe"))
            .args(arguments)
            .args([brand, "--out"])
            .arg(&out)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap()
    };
    let good = run("docs/brand/brand.toml");
    assert!(good.status.success(), "{}", String::from_utf8_lossy(&good.stderr));
    let svg = fs::read_to_string(place.path().join("out/charts/outcomes.svg")).unwrap();
    assert!(svg.contains("#5A1E96") && !svg.contains("#0B5CAD") && svg.contains("'Noto Sans SC', Inter"));
    let broken = place.path().join("broken.toml");
    fs::write(&broken, "[colors]\nus = \"teal\"\n").unwrap();
    let bad = run(broken.to_str().unwrap());
    assert_eq!(bad.status.code(), Some(1));
    let complaint = String::from_utf8_lossy(&bad.stderr).into_owned();
    assert!(complaint.contains("`colors.us` is no colour") && complaint.contains("broken.toml:2:6"), "{complaint}");
}

#[test]
fn a_study_takes_a_brand() {
    let place = tempfile::tempdir().unwrap();
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_reframe"))
        .args(["compare", "scenarios/tutorial", "scenarios/tutorial/bounds.toml", "--draws", "256", "--format", "svg"])
        .args(["--brand", "docs/brand/brand.toml", "--out"])
        .arg(place.path().join("out"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let svg = fs::read_to_string(place.path().join("out/charts/comparison.svg")).unwrap();
    assert!(svg.contains("'Noto Sans SC', Inter") && svg.contains("#1F1530"));
}
