//! Pages to slides: what stands where, how large, and what goes on another slide. Nothing is written here.

use super::cards::{self, Card, continued};
use super::table::{self, Cell, Content, Laid};
use super::text::{self, Frame};
use crate::chart::font::{self, Weight};
use crate::model::Lang;
use crate::playbook::grid::{Native, native};
use crate::playbook::{OfficeChart, OfficeKind, Page, Picture, Places, Playbook};
use crate::report::figures::Chart;
use crate::report::study::{StudyTable, say};

/// One slide.
#[derive(Clone, Debug)]
pub struct Slide<'p> {
    /// Which of the master's layouts it has.
    pub layout: Layout,
    /// The page whose first slide it is: where links to that page lead.
    pub anchor: Option<&'p str>,
    /// A few words over the title; may be empty.
    pub kicker: String,
    /// The finding.
    pub title: String,
    /// Size of the title's letters.
    pub title_size: f64,
    /// What is on it.
    pub blocks: Vec<Block<'p>>,
    /// How its numbers were made; may be empty.
    pub source: String,
    /// What the speaker should know, a paragraph each.
    pub notes: Vec<String>,
}

/// The layouts of the master.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The first slide.
    Title,
    /// A finding with its chart.
    Finding,
    /// Cards of words.
    Panels,
    /// A table.
    Table,
}

/// Something on a slide.
#[derive(Clone, Debug)]
pub enum Block<'p> {
    /// What the finding means, in paragraphs.
    Lead { frame: Frame, paragraphs: Vec<String>, size: f64 },
    /// A panel.
    Card(Card),
    /// A chart that office programs draw.
    Chart { frame: Frame, of: &'p Chart, office: &'p OfficeChart, native: Native },
    /// A chart that we have drawn.
    Drawing { frame: Frame, of: &'p Chart },
    /// A table.
    Table { frame: Frame, laid: Laid, name: String },
    /// Small print.
    Small { frame: Frame, text: String, size: f64 },
}

/// The width and height of a slide in points: 16 to 9.
pub const SIZE: (f64, f64) = (960.0, 540.0);
/// Where the words over the title stand.
pub const KICKER: Frame = Frame::new(40.0, 24.0, 880.0, 16.0);
/// Where the title stands.
pub const TITLE: Frame = Frame::new(40.0, 41.0, 880.0, 64.0);
/// Where everything else stands.
pub const BODY: Frame = Frame::new(40.0, 118.0, 880.0, 368.0);
/// Where it says how the numbers were made.
pub const SOURCE: Frame = Frame::new(40.0, 490.0, 880.0, 20.0);
/// The title of the first slide, and what stands under it.
pub const FIRST: [Frame; 3] = [
    Frame::new(72.0, 140.0, 800.0, 140.0),
    Frame::new(72.0, 292.0, 800.0, 110.0),
    Frame::new(72.0, 440.0, 800.0, 56.0),
];

const TITLE_SIZES: (f64, f64) = (24.0, 17.0);
const LEAD_SIZES: (f64, f64) = (16.0, 11.0);
/// Between paragraphs of a lead, in ems.
pub const LEAD_GAP: f64 = 0.6;
/// Left of a lead beside a chart stands a line.
pub const LEAD_INDENT: f64 = 14.0;

/// The slides of a playbook, in order: title, overview, a finding each, and the numbers behind them.
pub fn slides(playbook: &Playbook) -> Vec<Slide<'_>> {
    let composer = Composer { playbook, lang: playbook.lang };
    let mut slides = vec![composer.first()];
    slides.extend(composer.overview());
    slides.extend(playbook.pages.iter().flat_map(|page| composer.page(page)));
    slides.extend(playbook.pages.iter().flat_map(|page| composer.appendix(page)));
    slides
}

struct Composer<'p> {
    playbook: &'p Playbook,
    lang: Lang,
}

impl<'p> Composer<'p> {
    fn say(&self, en: &str, zh: &str) -> String {
        say(self.lang, en, zh)
    }

    fn first(&self) -> Slide<'p> {
        let Playbook { title, subtitle, disclaimer, made, .. } = self.playbook;
        let (shown, size) = fitted(title, (38.0, 20.0), FIRST[0]);
        let small = |text: &str, frame: Frame, sizes: (f64, f64)| {
            let size = text::fit(&[text], sizes, Weight::Regular, (frame.w, frame.h), 0.0).unwrap_or(sizes.1);
            let most = (frame.h / (size * text::leading(text))) as usize;
            (text::cut(text, size, Weight::Regular, frame.w, most.max(1)), size)
        };
        let (subtitle, subtitle_size) = small(subtitle, FIRST[1], (20.0, 12.0));
        let (disclaimer_shown, disclaimer_size) = small(disclaimer, FIRST[2], (11.0, 8.0));
        let made = format!("{} · {} · {} · {}", made.scenario, made.version, made.seed, made.fingerprint);
        Slide {
            layout: Layout::Title,
            anchor: None,
            kicker: String::new(),
            title: shown,
            title_size: size,
            blocks: vec![
                Block::Lead { frame: FIRST[1], paragraphs: vec![subtitle], size: subtitle_size },
                Block::Small { frame: FIRST[2], text: disclaimer_shown, size: disclaimer_size },
            ],
            source: String::new(),
            notes: vec![title.clone(), disclaimer.clone(), made],
        }
    }

    /// All findings in a table, each leading to its slide.
    fn overview(&self) -> Vec<Slide<'p>> {
        let row = |page: &Page| {
            let link = Some(page.id.clone());
            vec![Cell { text: page.label.clone(), strong: true, link }, Cell::plain(page.finding.clone())]
        };
        let mut left: Vec<Vec<Cell>> = self.playbook.pages.iter().map(row).collect();
        let mut slides = Vec::new();
        while !left.is_empty() {
            let content = Content { heads: Vec::new(), rows: left.clone(), right: vec![false, false] };
            let laid = content.lay(BODY).spread(BODY.h, 9.0);
            if laid.rows.is_empty() {
                // A finding as long as a slide cannot be in a list; it is said on its own slide.
                left.remove(0);
                continue;
            }
            left.drain(..laid.rows.len());
            let title = self.say("All findings at a glance", "全部结论一览");
            let again = if slides.is_empty() { String::new() } else { continued(self.lang) };
            slides.push(Slide {
                layout: Layout::Table,
                anchor: None,
                kicker: self.playbook.title.clone(),
                title: format!("{title}{again}"),
                title_size: TITLE_SIZES.0,
                blocks: vec![Block::Table { frame: BODY, laid, name: title }],
                source: String::new(),
                notes: vec![self.playbook.subtitle.clone(), self.playbook.disclaimer.clone()],
            });
        }
        slides
    }

    fn page(&self, page: &'p Page) -> Vec<Slide<'p>> {
        let (title, size) = fitted(&page.finding, TITLE_SIZES, TITLE);
        // A finding too long for a title is said in full below it.
        let mut lead = page.lead.clone();
        if title.ends_with('…') && !page.finding.ends_with('…') {
            lead.insert(0, page.finding.clone());
        }
        let bodies = match &page.picture {
            Some(picture) => self.with_picture(page, picture, lead),
            None if page.panels.is_empty() => self.with_table(page, lead),
            None => self.with_panels(page, lead, true),
        };
        let slide = |(i, (layout, blocks)): (usize, (Layout, Vec<Block<'p>>))| Slide {
            layout,
            anchor: (i == 0).then_some(page.id.as_str()),
            kicker: page.label.clone(),
            title: if i == 0 { title.clone() } else { fitted_again(&title, self.lang, size) },
            title_size: size,
            blocks,
            source: page.source.clone(),
            notes: self.notes(page),
        };
        bodies.into_iter().enumerate().map(slide).collect()
    }

    fn notes(&self, page: &Page) -> Vec<String> {
        let said = std::iter::once(page.finding.clone()).chain(page.lead.iter().cloned());
        let known = page.notes.iter().cloned().chain([page.source.clone(), self.playbook.disclaimer.clone()]);
        said.chain(known).filter(|text| !text.is_empty()).collect()
    }

    /// The chart, with what it means beside or above it; panels too if there is room, else on slides of their own.
    fn with_picture(&self, page: &'p Page, picture: &'p Picture, lead: Vec<String>) -> Vec<(Layout, Vec<Block<'p>>)> {
        let drawn = picture.office.as_ref().and_then(|office| Some((office, native(office)?)));
        let (mut blocks, place, rest) = match drawn {
            Some((office, _)) if !wide(office) => beside(lead),
            // As flat as what is left of the slide.
            Some(_) => above(lead),
            None => around(lead, picture.chart.inset.width / picture.chart.inset.height),
        };
        let of = &picture.chart;
        blocks.push(match drawn {
            Some((office, native)) => Block::Chart { frame: place, of, office, native },
            None => Block::Drawing { frame: inside(place, of.inset.width / of.inset.height), of },
        });
        let mut slides = vec![(Layout::Finding, blocks)];
        if !rest.is_empty() || !page.panels.is_empty() {
            slides.extend(self.with_panels(page, rest, false));
        }
        slides
    }

    fn with_panels(&self, page: &'p Page, lead: Vec<String>, first: bool) -> Vec<(Layout, Vec<Block<'p>>)> {
        let mut slides = Vec::new();
        let mut left = lead;
        let mut blocks = Vec::new();
        let mut used = 0.0;
        while !left.is_empty() {
            // A lead stands above its cards; one that is too long for that has slides of its own.
            let above = 0.28 * BODY.h;
            let short = text::height(&left, LEAD_SIZES.1, Weight::Regular, BODY.w, LEAD_GAP) <= above;
            let room = if short && !page.panels.is_empty() { above } else { BODY.h };
            let (size, shown, rest) = sized(&left, (BODY.w, room), LEAD_SIZES);
            let height = text::height(&shown, size, Weight::Regular, BODY.w, LEAD_GAP);
            let frame = Frame { h: height, ..BODY };
            blocks.push(Block::Lead { frame, paragraphs: shown, size });
            used = height + 14.0;
            left = rest;
            if !short && !page.panels.is_empty() || !left.is_empty() {
                slides.push((Layout::Panels, std::mem::take(&mut blocks)));
                used = 0.0;
            }
        }
        for cards in cards::slides(&page.panels, BODY.below(used), BODY, self.lang) {
            blocks.extend(cards.into_iter().map(Block::Card));
            slides.push((Layout::Panels, std::mem::take(&mut blocks)));
        }
        if !blocks.is_empty() || (slides.is_empty() && first) {
            slides.push((Layout::Panels, blocks));
        }
        slides
    }

    /// A page that is only words and numbers: its first table stands on the slide itself.
    fn with_table(&self, page: &'p Page, lead: Vec<String>) -> Vec<(Layout, Vec<Block<'p>>)> {
        let Some(table) = shown_tables(page).next() else { return self.with_panels(page, lead, true) };
        let mut blocks = Vec::new();
        let mut used = 0.0;
        let mut more = Vec::new();
        if !lead.is_empty() {
            let (size, shown, rest) = sized(&lead, (BODY.w, 0.3 * BODY.h), LEAD_SIZES);
            let height = text::height(&shown, size, Weight::Regular, BODY.w, LEAD_GAP);
            blocks.push(Block::Lead { frame: Frame { h: height, ..BODY }, paragraphs: shown, size });
            used = height + 12.0;
            more = rest;
        }
        blocks.extend(self.table(table, BODY.below(used)));
        let mut slides = vec![(Layout::Table, blocks)];
        if !more.is_empty() {
            slides.extend(self.with_panels(page, more, false));
        }
        slides
    }

    /// A table and how to read it.
    fn table(&self, table: &StudyTable, place: Frame) -> Vec<Block<'p>> {
        const SMALL: f64 = 10.0;
        let content = Content::of(table, self.lang);
        // Room for the small print is kept, whether or not there turn out to be more rows.
        let reading_height = text::height(&[table.reading.as_str()], SMALL, Weight::Regular, place.w, 0.0).min(42.0);
        let below = reading_height + 2.0 * SMALL * 1.46;
        let laid = content.lay(Frame { h: place.h - below, ..place });
        let height = laid.head_height + laid.heights.iter().sum::<f64>();
        let said: Vec<String> = [table.reading.clone(), table::rest(table, &laid, self.lang)]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        let said = said.join(if self.lang == Lang::En { " " } else { "" });
        let small = Frame { y: place.y + height + 6.0, h: below - 6.0, ..place };
        let most = (small.h / (SMALL * text::leading(&said))) as usize;
        let text = text::cut(&said, SMALL, Weight::Regular, small.w, most.max(1));
        let mut blocks = vec![Block::Table { frame: Frame { h: height, ..place }, laid, name: table.title.clone() }];
        if !text.is_empty() {
            blocks.push(Block::Small { frame: small, text, size: SMALL });
        }
        blocks
    }

    /// The numbers behind a page, a table a slide.
    fn appendix(&self, page: &'p Page) -> Vec<Slide<'p>> {
        let on_its_page = usize::from(page.picture.is_none() && page.panels.is_empty());
        let slide = |table: &'p StudyTable| {
            let name = if table.title.is_empty() { &page.finding } else { &table.title };
            let (title, title_size) = fitted(name, (22.0, 16.0), TITLE);
            Slide {
                layout: Layout::Table,
                anchor: None,
                kicker: format!("{} · {}", self.say("Appendix", "附录"), page.label),
                title,
                title_size,
                blocks: self.table(table, BODY),
                source: page.source.clone(),
                notes: self.notes(page),
            }
        };
        shown_tables(page).skip(on_its_page).map(slide).collect()
    }
}

fn shown_tables(page: &Page) -> impl Iterator<Item = &StudyTable> {
    page.tables.iter().filter(|table| !table.rows.is_empty() && !table.columns.is_empty())
}

/// A title in letters in which it fits, cut if it fits in none.
fn fitted(title: &str, sizes: (f64, f64), place: Frame) -> (String, f64) {
    match text::fit(&[title], sizes, Weight::Bold, (place.w, place.h), 0.0) {
        Some(size) => (title.to_owned(), size),
        None => {
            let most = (place.h / (sizes.1 * text::leading(title))) as usize;
            (text::cut(title, sizes.1, Weight::Bold, place.w, most.max(1)), sizes.1)
        }
    }
}

/// The title of a slide that goes on from another.
fn fitted_again(title: &str, lang: Lang, size: f64) -> String {
    let most = (TITLE.h / (size * text::leading(title))) as usize;
    let again = format!("{title}{}", continued(lang));
    let mut kept = title.trim_end_matches('…').to_owned();
    let mut shown = again;
    while text::lines(&shown, size, Weight::Bold, TITLE.w) > most && kept.pop().is_some() {
        shown = format!("{}…{}", kept.trim_end(), continued(lang));
    }
    shown
}

/// Paragraphs in the largest letters that fit, and what does not fit in the smallest.
fn sized(paragraphs: &[String], (width, room): (f64, f64), sizes: (f64, f64)) -> (f64, Vec<String>, Vec<String>) {
    match text::fit(paragraphs, sizes, Weight::Regular, (width, room), LEAD_GAP) {
        Some(size) => (size, paragraphs.to_vec(), Vec::new()),
        None => {
            let (shown, rest) = text::split(paragraphs, sizes.1, width, room, LEAD_GAP);
            (sizes.1, shown, rest)
        }
    }
}

type Around<'p> = (Vec<Block<'p>>, Frame, Vec<String>);

/// The words at the right of the chart.
fn beside<'p>(lead: Vec<String>) -> Around<'p> {
    if lead.is_empty() {
        return (Vec::new(), BODY, lead);
    }
    let (chart, gap) = (592.0, 20.0);
    let column = Frame::new(BODY.x + chart + gap, BODY.y + 6.0, BODY.w - chart - gap, BODY.h - 12.0);
    let (size, shown, rest) = sized(&lead, (column.w - LEAD_INDENT, column.h), LEAD_SIZES);
    let height = text::height(&shown, size, Weight::Regular, column.w - LEAD_INDENT, LEAD_GAP);
    let frame = Frame { h: (height + 4.0).min(column.h), ..column };
    (vec![Block::Lead { frame, paragraphs: shown, size }], Frame { w: chart, ..BODY }, rest)
}

/// Whether a chart needs the whole width: for many names in its legend, or for long ones beside its bars.
fn wide(chart: &OfficeChart) -> bool {
    let seen = chart.series.iter().filter(|series| !series.hidden);
    let legend: f64 = seen.map(|series| font::width(&series.name, 12.0, Weight::Regular) + 24.0).sum();
    let names = match &chart.places {
        Places::Names(names) if chart.kind != OfficeKind::StackedColumns => names.as_slice(),
        _ => &[],
    };
    let longest = names.iter().map(|name| font::width(name, 11.0, Weight::Regular)).fold(0.0, f64::max);
    let columns = if chart.kind == OfficeKind::StackedColumns { chart.places.len() } else { 0 };
    legend > 2.0 * 560.0 || longest > 170.0 && names.len() > 6 || columns > 7
}

/// The words above a chart.
fn above<'p>(lead: Vec<String>) -> Around<'p> {
    if lead.is_empty() {
        return (Vec::new(), BODY, lead);
    }
    let (size, shown, rest) = sized(&lead, (BODY.w, 0.3 * BODY.h), (14.0, LEAD_SIZES.1));
    let height = text::height(&shown, size, Weight::Regular, BODY.w, LEAD_GAP);
    let lead = Block::Lead { frame: Frame { h: height, ..BODY }, paragraphs: shown, size };
    (vec![lead], BODY.below(height + 10.0), rest)
}

/// The words beside a drawing or above it, wherever it can be larger: its letters shrink with it.
fn around<'p>(lead: Vec<String>, aspect: f64) -> Around<'p> {
    if lead.is_empty() {
        return (Vec::new(), BODY, lead);
    }
    let (over, aside) = (above(lead.clone()), beside(lead));
    if inside(aside.1, aspect).w > inside(over.1, aspect).w { aside } else { over }
}

/// The largest frame of this shape within a place, at its left and top.
fn inside(place: Frame, aspect: f64) -> Frame {
    let w = place.w.min(place.h * aspect);
    Frame { w, h: w / aspect, ..place }
}
