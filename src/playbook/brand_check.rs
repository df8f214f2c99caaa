//! Whether people can read and tell apart what a brand's colours draw: WCAG AA, and the three common ways of not seeing
//! some colours.

use crate::chart::color::{Color, Vision, contrast, distance};
use crate::chart::{Role, Theme};
use crate::model::Need;
use crate::scenario::{Code, Settings};

/// Of letters, and of marks, against what is behind them (WCAG AA).
const TEXT: f64 = 4.5;
const MARK: f64 = 3.0;
/// Between the seller, a rival and no decision, ten times what is just noticeable; and between any two lines or marks that
/// have names or shapes beside their colours, five times.
const ROLES: f64 = 20.0;
const OTHERS: f64 = 10.0;
/// The strongest tint that has letters on it.
const TINTED: f64 = 0.62;

/// A colour with its key in the file.
struct Named {
    key: String,
    color: Color,
}

/// Notes whatever cannot be read (errors), is hard to see, or looks alike to somebody (warnings).
pub(super) fn check(file: &mut Settings, theme: &Theme) {
    let before = Theme::default();
    if legible(file, theme) {
        visible(file, theme);
    }
    different(file, theme, &before);
}

fn named(key: &str, color: Color) -> Named {
    Named { key: format!("colors.{key}"), color }
}

fn rivals(theme: &Theme) -> impl Iterator<Item = Named> {
    theme.rivals.iter().enumerate().map(|(i, color)| named(&format!("rivals.{i}"), *color))
}

/// Whether all letters can be read. Charts tint colours towards white, so the paper has to be light.
fn legible(file: &mut Settings, theme: &Theme) -> bool {
    let papers = [named("background", theme.background), named("panel", theme.panel)];
    let inks = [("ink", theme.ink), ("muted", theme.muted), ("us", theme.us), ("no_decision", theme.no_decision)];
    let inks: Vec<Named> = inks.map(|(key, color)| named(key, color)).into_iter().chain(rivals(theme)).collect();
    let mut good = true;
    for paper in &papers {
        if contrast(paper.color, Color::hex(0)) < 12.0 {
            good = false;
            let message = format!("`{}` is too dark: {}", paper.key, paper.color);
            let help = "charts are drawn on light paper, in tints of the colours";
            file.refuse(Code::Illegible, &file.place(&paper.key), message, "expected a light colour", help);
        }
    }
    if !good {
        return false;
    }
    for ink in &inks {
        for paper in &papers {
            good &= pair(file, ink, paper.color, &format!("`{}`", paper.key));
        }
    }
    let tinted = [named("us", theme.us), named("rivals.0", theme.rivals[0])];
    for Named { key, color } in tinted {
        let ink = named("ink", theme.ink);
        good &= pair(file, &ink, color.tint(TINTED), &format!("a tint of `{key}`, as in the matrix,"));
    }
    good
}

/// Notes letters with too little contrast, with a colour that would do; whether there is enough.
fn pair(file: &mut Settings, ink: &Named, paper: Color, paper_name: &str) -> bool {
    let ratio = contrast(ink.color, paper);
    if ratio >= TEXT {
        return true;
    }
    let message = format!(
        "letters in `{}` ({}) on {paper_name} ({paper}) cannot be read: their contrast is {ratio:.2}",
        ink.key, ink.color
    );
    let near = darker(ink.color, paper);
    let help = format!("WCAG AA wants {TEXT} for letters; the nearest darker colour that does is \"{near}\"");
    file.refuse(Code::Illegible, &file.place(&ink.key), message, "too light", &help);
    false
}

/// The colour, mixed with as little black as makes it legible.
fn darker(color: Color, paper: Color) -> Color {
    let mixed = |share: u32| Color {
        rgb: color.rgb.map(|c| (f64::from(c) * (1.0 - f64::from(share) / 100.0)).floor() as u8),
        ..color
    };
    (0..=100).map(mixed).find(|mixed| contrast(*mixed, paper) >= TEXT).unwrap_or(Color::hex(0))
}

fn needs(theme: &Theme) -> impl Iterator<Item = Named> {
    Need::ALL.into_iter().map(|need| named(&format!("needs.{}", need.tag()), theme.need(need).0))
}

fn visible(file: &mut Settings, theme: &Theme) {
    for mark in needs(theme) {
        let ratio = contrast(mark.color, theme.background);
        if ratio < MARK {
            let message = format!(
                "marks in `{}` ({}) on `colors.background` ({}) are hard to see: their contrast is {ratio:.2}",
                mark.key, mark.color, theme.background
            );
            let help = format!("WCAG AA wants {MARK} for marks");
            file.warn(Code::Faint, &file.place(&mark.key), message, "too light", &help);
        }
    }
}

/// Pairs that somebody cannot tell apart; those that are ours already are no matter of the brand.
fn different(file: &mut Settings, theme: &Theme, before: &Theme) {
    let roles = |theme: &Theme| {
        let [us, rival, none] = [Role::Us, Role::Rival, Role::NoDecision].map(|role| theme.role(role));
        vec![named("us", us), named("rivals.0", rival), named("no_decision", none)]
    };
    let lines = |theme: &Theme| {
        rivals(theme).chain([named("us", theme.us), named("no_decision", theme.no_decision)]).collect::<Vec<_>>()
    };
    let groups = [
        (roles(theme), roles(before), ROLES),
        (lines(theme), lines(before), OTHERS),
        (needs(theme).collect(), needs(before).collect(), OTHERS),
    ];
    let mut told: Vec<(String, String)> = Vec::new();
    for (now, ours, least) in groups {
        let changed = |one: &Named| ours.iter().all(|known| known.key != one.key || known.color != one.color);
        for (i, a) in now.iter().enumerate() {
            for b in now[..i].iter().filter(|b| changed(a) || changed(b)) {
                let names = if a.key < b.key { (a.key.clone(), b.key.clone()) } else { (b.key.clone(), a.key.clone()) };
                if !told.contains(&names) && alike(file, a, b, least) {
                    told.push(names);
                }
            }
        }
    }
}

/// One warning for a pair, of whoever sees the least difference; whether there is one.
fn alike(file: &mut Settings, a: &Named, b: &Named, least: f64) -> bool {
    let seen = Vision::ALL.map(|vision| (distance(a.color, b.color, vision), vision));
    let Some((apart, vision)) = seen.into_iter().min_by(|x, y| x.0.total_cmp(&y.0)) else { return false };
    if apart >= least {
        return false;
    }
    let who = match vision {
        Vision::Normal => "hardly anybody can tell apart",
        Vision::Protanopia => "people who see no red (protanopia) cannot tell apart",
        Vision::Deuteranopia => "people who see no green (deuteranopia) cannot tell apart",
        Vision::Tritanopia => "people who see no blue (tritanopia) cannot tell apart",
    };
    let message = format!("{who} `{}` ({}) and `{}` ({})", b.key, b.color, a.key, a.color);
    let help =
        format!("they differ by {apart:.0} in CIE L*a*b*; {least:.0} is enough. Make one of them lighter or darker");
    file.warn(Code::Alike, &file.place(&a.key), message, "this colour", &help);
    true
}
