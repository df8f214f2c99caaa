//! What every chart has around it: a title that states the finding, a subtitle, and how the numbers were made.

use super::scene::{Anchor, Bounds, Scene, Stroke, Type};
use super::theme::Theme;
use crate::model::Lang;

/// The words around a chart, ready made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The language, for the unit of differences.
    pub lang: Lang,
    /// A sentence that states the finding. Title, subtitle and caption may be empty.
    pub title: String,
    /// What is drawn: quantity, buyer, strategy.
    pub subtitle: String,
    /// How the numbers were made: draws, seed, interval.
    pub caption: String,
}

/// The words broken into lines, before the height of the page is known.
pub(super) struct Page<'a> {
    words: &'a Words,
    theme: &'a Theme,
    title: (Vec<String>, Type<'a>),
    subtitle: (Vec<String>, Type<'a>),
    caption: (Vec<String>, Type<'a>),
}

const TOP: f64 = 34.0;
const BOTTOM: f64 = 24.0;
/// Above and below a chart without words around it.
const BARE: f64 = 6.0;

impl<'a> Page<'a> {
    pub fn new(words: &'a Words, theme: &'a Theme) -> Self {
        let width = theme.width - 2.0 * theme.margin;
        let large = theme.bold(28.0, theme.ink);
        let small = theme.bold(23.0, theme.ink);
        let title = match large.wrap(&words.title, width, 3) {
            lines if lines.len() <= 2 => (lines, large),
            _ => (small.wrap(&words.title, width, 3), small),
        };
        let set = theme.regular(16.0, theme.muted);
        let subtitle = (set.wrap(&words.subtitle, width, 2), set);
        let set = theme.regular(12.0, theme.muted);
        let caption = (set.wrap(&words.caption, width, 3), set);
        Self { words, theme, title, subtitle, caption }
    }

    /// Whether there are no words above the chart: it is part of a page then, not a slide.
    pub fn is_bare(&self) -> bool {
        self.title.0.is_empty() && self.subtitle.0.is_empty()
    }

    /// Space above the body.
    pub fn above(&self) -> f64 {
        let block = |(lines, set): &(Vec<String>, Type)| lines.len() as f64 * set.leading();
        if self.is_bare() {
            return BARE;
        }
        TOP + block(&self.title) + 7.0 + block(&self.subtitle) + 16.0
    }

    /// Space below the body.
    pub fn below(&self) -> f64 {
        let (lines, set) = &self.caption;
        if lines.is_empty() {
            return BARE;
        }
        BOTTOM + lines.len() as f64 * set.leading() + 12.0
    }

    /// The page with its words, and the space left for the chart.
    pub fn draw(&self, height: f64, description: String) -> (Scene, Bounds) {
        let theme = self.theme;
        let mut scene = Scene::new(theme.width, height, theme);
        scene.title.clone_from(&self.words.title);
        scene.description = description;
        let body = Bounds {
            left: theme.margin,
            top: self.above(),
            right: theme.width - theme.margin,
            bottom: height - self.below(),
        };
        let (lines, set) = &self.title;
        let y = scene.lines("title", lines, (theme.margin, TOP + set.size), Anchor::Start, *set);
        let offset = y - set.size + 7.0;
        let (lines, set) = &self.subtitle;
        scene.lines("subtitle", lines, (theme.margin, offset + set.size), Anchor::Start, *set);
        let (lines, set) = &self.caption;
        if !lines.is_empty() {
            let rule = body.bottom + 8.0;
            scene.line("caption rule", vec![(body.left, rule), (body.right, rule)], Stroke::solid(theme.grid, 1.0));
            scene.lines("caption", lines, (theme.margin, rule + 8.0 + set.size), Anchor::Start, *set);
        }
        (scene, body)
    }
}
