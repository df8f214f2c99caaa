//! The playbook as slides: a finding each, with charts that can be edited, notes for the speaker, and the numbers behind
//! them at the end.
//!
//! ```text
//! Playbook -> compose: what stands where, measured -> slide, chart, master: XML -> package: zip
//! ```
//!
//! Written part by part rather than through a library: none writes native charts with their cells.

mod cards;
mod chart;
mod compose;
mod look;
mod master;
mod notes;
mod package;
mod slide;
mod table;
mod text;
mod workbook;
mod xml;

use super::grid::{self, Unfit};
use super::{OfficeChart, Playbook};
use crate::chart::{RenderError, Typeset};
use crate::report::figures::Chart;
use compose::{Block, Layout, Slide};
use look::Look;
use package::Package;
use slide::Relations;
use std::collections::HashMap;
use thiserror::Error;
use xml::Xml;

/// Why there are no slides.
#[derive(Debug, Error)]
pub enum PptxError {
    /// A chart whose numbers do not fit together.
    #[error("chart {chart:?}: {source}")]
    Chart {
        /// Its name.
        chart: String,
        /// What is wrong with it.
        source: Unfit,
    },
    /// The cells of a chart cannot be written.
    #[error("the cells of chart {chart:?}: {source}")]
    Cells {
        /// Its name.
        chart: String,
        /// Why
        source: rust_xlsxwriter::XlsxError,
    },
    /// A drawing cannot be rendered.
    #[error("chart {chart:?}: {source}")]
    Drawing {
        /// Its name.
        chart: String,
        /// Why
        source: RenderError,
    },
    /// The file cannot be put together.
    #[error("the slides cannot be packed: {0}")]
    Zip(#[from] zip::result::ZipError),
}

const PRESENTATION: &str = "ppt/presentation.xml";
const MASTER: &str = "ppt/slideMasters/slideMaster1.xml";
const NOTES_MASTER: &str = "ppt/notesMasters/notesMaster1.xml";
const LOGO: &str = "ppt/media/logo.png";

/// Content types of parts of slides begin with this.
macro_rules! kind {
    ($name:literal) => {
        concat!("application/vnd.openxmlformats-officedocument.presentationml.", $name, "+xml")
    };
}
const THEME_KIND: &str = "application/vnd.openxmlformats-officedocument.theme+xml";
const CHART_KIND: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";

/// The playbook as a .pptx file. The same playbook gives the same bytes.
///
/// # Errors
/// [`PptxError`]
pub fn document(playbook: &Playbook) -> Result<Vec<u8>, PptxError> {
    let look = Look { brand: &playbook.brand, lang: playbook.lang };
    let slides = compose::slides(playbook);
    let mut deck = Deck { package: Package::default(), look, charts: 0, drawings: HashMap::new() };
    deck.about(playbook);
    deck.masters();
    for (i, slide) in slides.iter().enumerate() {
        deck.slide(i, slide, &slides)?;
    }
    deck.presentation(slides.len());
    Ok(deck.package.zip()?)
}

/// A document being put together.
struct Deck<'p> {
    package: Package,
    look: Look<'p>,
    charts: usize,
    /// Drawings by name: one that is shown twice is kept once.
    drawings: HashMap<String, [String; 2]>,
}

fn slide_path(index: usize) -> String {
    format!("ppt/slides/slide{}.xml", index + 1)
}

fn layout_path(layout: Layout) -> String {
    let index = Layout::ALL.iter().position(|known| *known == layout).expect("the list has all layouts");
    format!("ppt/slideLayouts/slideLayout{}.xml", index + 1)
}

impl<'p> Deck<'p> {
    /// Title and author of the file. It has no dates: the same playbook is the same file on any day.
    fn about(&mut self, playbook: &Playbook) {
        let mut core = Xml::document();
        let spaces: [(&str, &dyn std::fmt::Display); 2] = [
            ("xmlns:cp", &"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", &"http://purl.org/dc/elements/1.1/"),
        ];
        core.within("cp:coreProperties", &spaces, |xml| {
            xml.words("dc:title", &[], &playbook.title);
            xml.words("dc:subject", &[], &playbook.subtitle);
            xml.words("dc:creator", &[], "reframe");
            xml.words("dc:description", &[], &playbook.disclaimer);
            xml.words("dc:language", &[], self.look.language());
        });
        self.package.add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", core);
        let mut app = Xml::document();
        let space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
        app.within("Properties", &[("xmlns", &space)], |xml| xml.words("Application", &[], "reframe"));
        let kind = "application/vnd.openxmlformats-officedocument.extended-properties+xml";
        self.package.add("docProps/app.xml", kind, app);
        self.package.relate("", "officeDocument", PRESENTATION);
        self.package.relate("", "core-properties", "docProps/core.xml");
        self.package.relate("", "extended-properties", "docProps/app.xml");
    }

    fn masters(&mut self) {
        let logo = self.look.brand.logo.as_ref();
        if let Some(logo) = logo {
            self.package.add_file(LOGO, logo.png.clone());
        }
        for (path, theme) in [(MASTER, "ppt/theme/theme1.xml"), (NOTES_MASTER, "ppt/theme/theme2.xml")] {
            self.package.add(theme, THEME_KIND, master::theme(&self.look));
            self.package.relate(path, "theme", theme);
        }
        let mut layouts = Vec::new();
        for layout in Layout::ALL {
            let path = layout_path(layout);
            layouts.push(self.package.relate(MASTER, "slideLayout", &path));
            self.package.relate(&path, "slideMaster", MASTER);
            let own = logo.filter(|_| layout == Layout::Title).map(|_| self.package.relate(&path, "image", LOGO));
            self.package.add(&path, kind!("slideLayout"), master::layout(&self.look, layout, own.as_deref()));
        }
        let logo = logo.map(|_| self.package.relate(MASTER, "image", LOGO));
        self.package.add(MASTER, kind!("slideMaster"), master::master(&self.look, logo.as_deref(), &layouts));
        self.package.add(NOTES_MASTER, kind!("notesMaster"), master::notes_master(&self.look));
    }

    fn slide(&mut self, index: usize, slide: &Slide, all: &[Slide]) -> Result<(), PptxError> {
        let path = slide_path(index);
        self.package.relate(&path, "slideLayout", &layout_path(slide.layout));
        let mut relations = Relations::default();
        for block in &slide.blocks {
            relations.blocks.push(self.block(&path, block)?);
            relations.links.extend(self.links(&path, block, all));
        }
        self.package.add(&path, kind!("slide"), slide::slide(slide, &relations, &self.look));
        let notes = format!("ppt/notesSlides/notesSlide{}.xml", index + 1);
        self.package.add(&notes, kind!("notesSlide"), notes::notes(&slide.notes, &self.look));
        self.package.relate(&path, "notesSlide", &notes);
        self.package.relate(&notes, "notesMaster", NOTES_MASTER);
        self.package.relate(&notes, "slide", &path);
        Ok(())
    }

    /// The parts of a block, and how the slide calls them.
    fn block(&mut self, slide: &str, block: &Block) -> Result<Vec<String>, PptxError> {
        match block {
            Block::Chart { frame, of, office, native } => {
                let path = self.chart(of, office, *native, (frame.w, frame.h))?;
                Ok(vec![self.package.relate(slide, "chart", &path)])
            }
            Block::Drawing { of, .. } => {
                let files = self.drawing(of)?;
                Ok(files.iter().map(|file| self.package.relate(slide, "image", file)).collect())
            }
            Block::Lead { .. } | Block::Card(_) | Block::Table { .. } | Block::Small { .. } => Ok(Vec::new()),
        }
    }

    fn links(&mut self, slide: &str, block: &Block, all: &[Slide]) -> Vec<(String, String)> {
        let Block::Table { laid, .. } = block else { return Vec::new() };
        let pages = laid.rows.iter().flatten().filter_map(|cell| cell.link.as_ref());
        let targets = pages.filter_map(|page| {
            let target = all.iter().position(|slide| slide.anchor == Some(page.as_str()))?;
            Some((page.clone(), self.package.relate(slide, "slide", &slide_path(target))))
        });
        targets.collect()
    }

    fn chart(
        &mut self,
        of: &Chart,
        office: &OfficeChart,
        native: grid::Native,
        size: (f64, f64),
    ) -> Result<String, PptxError> {
        self.charts += 1;
        let chart = of.name.clone();
        let grid = grid::grid(office, self.look.lang).map_err(|source| PptxError::Chart { chart, source })?;
        let cells = workbook::embedded(&grid).map_err(|source| PptxError::Cells { chart: of.name.clone(), source })?;
        let path = format!("ppt/charts/chart{}.xml", self.charts);
        let workbook = format!("ppt/embeddings/workbook{}.xlsx", self.charts);
        let relation = self.package.relate(&path, "package", &workbook);
        let drawn = chart::Drawn { chart: office, native, grid: &grid, look: self.look, size };
        self.package.add(&path, CHART_KIND, drawn.part(&relation));
        self.package.add_file(&workbook, cells);
        Ok(path)
    }

    /// The drawing as pixels, and as outlines for programs that know them.
    fn drawing(&mut self, of: &Chart) -> Result<[String; 2], PptxError> {
        let failed = |source| PptxError::Drawing { chart: of.name.clone(), source };
        if let Some(files) = self.drawings.get(&of.name) {
            return Ok(files.clone());
        }
        let typeset = Typeset::new(&of.inset).map_err(failed)?;
        let number = self.drawings.len() + 1;
        let files = [format!("ppt/media/chart{number}.png"), format!("ppt/media/chart{number}.svg")];
        self.package.add_file(&files[0], typeset.png(2.0).map_err(failed)?);
        self.package.add_file(&files[1], typeset.outlines().into_bytes());
        self.drawings.insert(of.name.clone(), files.clone());
        Ok(files)
    }

    fn presentation(&mut self, slides: usize) {
        let master = self.package.relate(PRESENTATION, "slideMaster", MASTER);
        let notes = self.package.relate(PRESENTATION, "notesMaster", NOTES_MASTER);
        let ids: Vec<String> =
            (0..slides).map(|i| self.package.relate(PRESENTATION, "slide", &slide_path(i))).collect();
        self.package.relate(PRESENTATION, "theme", "ppt/theme/theme1.xml");
        let mut xml = Xml::document();
        xml.within("p:presentation", &slide::spaces(), |xml| {
            xml.within("p:sldMasterIdLst", &[], |xml| {
                xml.leaf("p:sldMasterId", &[("id", &2_147_483_648_u32), ("r:id", &master)]);
            });
            xml.within("p:notesMasterIdLst", &[], |xml| xml.leaf("p:notesMasterId", &[("r:id", &notes)]));
            xml.within("p:sldIdLst", &[], |xml| {
                for (i, id) in ids.iter().enumerate() {
                    xml.leaf("p:sldId", &[("id", &(256 + i)), ("r:id", id)]);
                }
            });
            let [slide, notes] = master::sizes();
            xml.leaf("p:sldSz", &[("cx", &slide.0), ("cy", &slide.1)]);
            xml.leaf("p:notesSz", &[("cx", &notes.0), ("cy", &notes.1)]);
        });
        self.package.add(PRESENTATION, kind!("presentation.main"), xml);
    }
}
