//! A slide as XML: every block of it as a shape.

use super::cards::{Card, GAP, PADDING, heading_size};
use super::compose::{Block, KICKER, LEAD_GAP, LEAD_INDENT, Layout, SOURCE, Slide};
use super::look::{Look, emu};
use super::master::{line_spacing, placeholder, slide_number, tree};
use super::table::{ENDS, Laid, SIDES};
use super::text::{self, Frame};
use super::xml::Xml;
use crate::chart::color::Color;
use crate::chart::font::Weight;
use std::fmt::Display;

/// What a slide refers to: relationships to the parts of its blocks, and to the slides that links lead to.
#[derive(Debug, Default)]
pub struct Relations {
    /// By the number of the block: a chart; or a picture and its outlines.
    pub blocks: Vec<Vec<String>>,
    /// By the id of the page.
    pub links: Vec<(String, String)>,
}

/// The words over the blank for a description, and the description itself.
struct Named<'a> {
    id: usize,
    name: &'a str,
    description: &'a str,
}

/// A slide.
pub fn slide(slide: &Slide, relations: &Relations, look: &Look) -> Xml {
    let mut xml = Xml::document();
    xml.within("p:sld", &spaces(), |xml| {
        xml.within("p:cSld", &[], |xml| {
            tree(xml, |xml| {
                let kind = if slide.layout == Layout::Title { "type=ctrTitle" } else { "type=title" };
                placeholder(xml, 2, "Title", kind, None, |xml| {
                    let set = Set { size: slide.title_size, weight: Weight::Bold, color: None };
                    let anchor = if slide.layout == Layout::Title { "b" } else { "t" };
                    body(xml, look, anchor, [0.0; 4], &[(slide.title.as_str(), set)], 0.0);
                });
                over_title(xml, slide, look);
                for (i, block) in slide.blocks.iter().enumerate() {
                    let none = Vec::new();
                    write(xml, 10 + i, block, relations.blocks.get(i).unwrap_or(&none), relations, slide.layout, look);
                }
                source(xml, slide, look);
                if slide.layout != Layout::Title {
                    foot(xml, look);
                }
            });
        });
        xml.within("p:clrMapOvr", &[], |xml| xml.leaf("a:masterClrMapping", &[]));
    });
    xml
}

fn over_title(xml: &mut Xml, slide: &Slide, look: &Look) {
    if slide.kicker.is_empty() {
        return;
    }
    let words = text::cut(&slide.kicker, 11.0, Weight::Bold, KICKER.w, 1);
    let set = Set { size: 11.0, weight: Weight::Bold, color: Some(look.theme().us) };
    text_box(xml, &named(3, "Label"), KICKER, look, &[(words.as_str(), set)], 0.0, None);
}

fn source(xml: &mut Xml, slide: &Slide, look: &Look) {
    if slide.source.is_empty() {
        return;
    }
    let sizes = (9.0, 7.0);
    let size =
        text::fit(&[slide.source.as_str()], sizes, Weight::Regular, (SOURCE.w, SOURCE.h), 0.0).unwrap_or(sizes.1);
    let most = (SOURCE.h / (size * text::leading(&slide.source))) as usize;
    let words = text::cut(&slide.source, size, Weight::Regular, SOURCE.w, most.max(1));
    let set = Set { size, weight: Weight::Regular, color: Some(look.theme().muted) };
    text_box(xml, &named(4, "Source"), SOURCE, look, &[(words.as_str(), set)], 0.0, None);
}

fn foot(xml: &mut Xml, look: &Look) {
    if !look.brand.footer.is_empty() {
        placeholder(xml, 5, "Footer", "type=ftr sz=quarter idx=13", None, |xml| {
            plain_body(xml, |xml| {
                xml.within("a:r", &[], |xml| {
                    xml.leaf("a:rPr", &[("lang", &look.language())]);
                    xml.words("a:t", &[], &look.brand.footer);
                });
            });
        });
    }
    placeholder(xml, 6, "Slide number", "type=sldNum sz=quarter idx=14", None, |xml| {
        plain_body(xml, |xml| slide_number(xml, look));
    });
}

fn plain_body(xml: &mut Xml, inside: impl FnOnce(&mut Xml)) {
    xml.within("p:txBody", &[], |xml| {
        xml.leaf("a:bodyPr", &[]);
        xml.leaf("a:lstStyle", &[]);
        xml.within("a:p", &[], inside);
    });
}

fn named(id: usize, name: &str) -> Named<'_> {
    Named { id, name, description: "" }
}

fn write(xml: &mut Xml, id: usize, block: &Block, own: &[String], relations: &Relations, layout: Layout, look: &Look) {
    match block {
        Block::Lead { frame, paragraphs, size } => lead(xml, id, *frame, paragraphs, *size, layout, look),
        Block::Card(of) => card(xml, id, of, look),
        Block::Small { frame, text, size } => {
            let set = Set { size: *size, weight: Weight::Regular, color: Some(look.theme().muted) };
            text_box(xml, &named(id, "Note"), *frame, look, &[(text.as_str(), set)], 0.0, None);
        }
        Block::Chart { frame, of, .. } => {
            let description = format!("{} {}", of.title, of.inset.description);
            let named = Named { id, name: &of.name, description: description.trim() };
            graphic(xml, &named, *frame, "http://schemas.openxmlformats.org/drawingml/2006/chart", |xml| {
                let space = "http://schemas.openxmlformats.org/drawingml/2006/chart";
                xml.leaf("c:chart", &[("xmlns:c", &space), ("r:id", &own.first().map_or("", String::as_str))]);
            });
        }
        Block::Drawing { frame, of } => {
            let description = format!("{} {}", of.title, of.inset.description);
            let named = Named { id, name: &of.name, description: description.trim() };
            picture(xml, &named, *frame, own);
        }
        Block::Table { frame, laid, name } => {
            let named = Named { id, name: if name.is_empty() { "Table" } else { name }, description: name };
            graphic(xml, &named, *frame, "http://schemas.openxmlformats.org/drawingml/2006/table", |xml| {
                table(xml, laid, relations, look);
            });
        }
    }
}

/// What the finding means. Beside a chart a line of the seller's colour stands before it.
fn lead(xml: &mut Xml, id: usize, frame: Frame, paragraphs: &[String], size: f64, layout: Layout, look: &Look) {
    let aside = layout == Layout::Finding && frame.x > 100.0;
    let color = if layout == Layout::Title { look.theme().muted } else { look.theme().ink };
    let set = Set { size, weight: Weight::Regular, color: Some(color) };
    let words: Vec<(&str, Set)> = paragraphs.iter().map(|text| (text.as_str(), set)).collect();
    let kind = if layout == Layout::Title { "type=subTitle idx=10" } else { "type=body idx=10" };
    let indent = if aside { LEAD_INDENT } else { 0.0 };
    // The first lead of a slide is its text; a slide has no more than one.
    placeholder(xml, id, "Text", kind, Some(frame), |xml| {
        body(xml, look, "t", [indent, 0.0, 0.0, 0.0], &words, LEAD_GAP);
    });
    if aside {
        bar(xml, id + 200, Frame { w: 3.0, ..frame }, look.theme().us, look);
    }
}

fn card(xml: &mut Xml, id: usize, card: &Card, look: &Look) {
    let (edge, heading) = look.tone(card.panel.tone);
    let mut words = vec![(
        card.panel.heading.as_str(),
        Set { size: heading_size(card.size), weight: Weight::Bold, color: Some(heading) },
    )];
    let set = Set { size: card.size, weight: Weight::Regular, color: Some(look.theme().ink) };
    words.extend(card.panel.lines.iter().map(|line| (line.as_str(), set)));
    let named = named(id, &card.panel.heading);
    text_box(xml, &named, card.frame, look, &words, GAP, Some(look.theme().panel));
    bar(xml, id + 200, Frame { w: 4.0, ..card.frame }, edge, look);
}

fn bar(xml: &mut Xml, id: usize, frame: Frame, color: Color, look: &Look) {
    xml.within("p:sp", &[], |xml| {
        non_visual(xml, "p:nvSpPr", "p:cNvSpPr", &named(id, "Line"), &[]);
        xml.within("p:spPr", &[], |xml| {
            transform(xml, "a:xfrm", frame);
            rectangle(xml);
            look.fill(xml, color);
            xml.within("a:ln", &[], |xml| xml.leaf("a:noFill", &[]));
        });
    });
}

/// How a paragraph is set; without a colour as its placeholder says.
#[derive(Clone, Copy)]
struct Set {
    size: f64,
    weight: Weight,
    color: Option<Color>,
}

fn text_box(
    xml: &mut Xml,
    of: &Named,
    frame: Frame,
    look: &Look,
    words: &[(&str, Set)],
    gap: f64,
    fill: Option<Color>,
) {
    xml.within("p:sp", &[], |xml| {
        non_visual(xml, "p:nvSpPr", "p:cNvSpPr", of, &[("txBox", &1)]);
        xml.within("p:spPr", &[], |xml| {
            transform(xml, "a:xfrm", frame);
            rectangle(xml);
            match fill {
                Some(color) => look.fill(xml, color),
                None => xml.leaf("a:noFill", &[]),
            }
        });
        let insets = if fill.is_some() { [PADDING + 4.0, PADDING, PADDING, PADDING] } else { [0.0; 4] };
        body(xml, look, "t", insets, words, gap);
    });
}

/// Paragraphs with `gap` ems between them; `insets` from the left, top, right and bottom.
fn body(xml: &mut Xml, look: &Look, anchor: &str, insets: [f64; 4], words: &[(&str, Set)], gap: f64) {
    xml.within("p:txBody", &[], |xml| {
        let [left, top, right, bottom] = insets.map(emu);
        let properties: [(&str, &dyn Display); 6] = [
            ("wrap", &"square"),
            ("lIns", &left),
            ("tIns", &top),
            ("rIns", &right),
            ("bIns", &bottom),
            ("anchor", &anchor),
        ];
        xml.within("a:bodyPr", &properties, |xml| xml.leaf("a:normAutofit", &[]));
        xml.leaf("a:lstStyle", &[]);
        for (i, (text, set)) in words.iter().enumerate() {
            let before = if i == 0 { 0.0 } else { gap * set.size };
            paragraph(xml, look, text, *set, before, "l", None);
        }
    });
}

fn paragraph(xml: &mut Xml, look: &Look, text: &str, set: Set, before: f64, align: &str, link: Option<&str>) {
    xml.within("a:p", &[], |xml| {
        xml.within("a:pPr", &[("algn", &align)], |xml| {
            line_spacing(xml, before);
        });
        let size = (set.size * look.shrink() * 100.0).floor() as u32;
        let bold = u8::from(set.weight == Weight::Bold);
        let attributes: [(&str, &dyn Display); 3] = [("lang", &look.language()), ("sz", &size), ("b", &bold)];
        if text.is_empty() {
            xml.leaf("a:endParaRPr", &attributes[..2]);
            return;
        }
        xml.within("a:r", &[], |xml| {
            xml.within("a:rPr", &attributes, |xml| {
                if let Some(color) = set.color {
                    look.fill(xml, color);
                }
                // Not every program lets boxes inherit the fonts of the master; titles do.
                if set.color.is_some() {
                    fonts(xml);
                }
                if let Some(link) = link {
                    xml.leaf("a:hlinkClick", &[("r:id", &link), ("action", &"ppaction://hlinksldjump")]);
                }
            });
            xml.words("a:t", &[], text);
        });
    });
}

/// The fonts of the theme.
pub fn fonts(xml: &mut Xml) {
    xml.leaf("a:latin", &[("typeface", &"+mn-lt")]);
    xml.leaf("a:ea", &[("typeface", &"+mn-ea")]);
}

fn picture(xml: &mut Xml, of: &Named, frame: Frame, relations: &[String]) {
    let [pixels, outlines] = relations else { return };
    xml.within("p:pic", &[], |xml| {
        xml.within("p:nvPicPr", &[], |xml| {
            xml.leaf("p:cNvPr", &[("id", &of.id), ("name", &of.name), ("descr", &of.description)]);
            xml.within("p:cNvPicPr", &[], |xml| xml.leaf("a:picLocks", &[("noChangeAspect", &1)]));
            xml.leaf("p:nvPr", &[]);
        });
        xml.within("p:blipFill", &[], |xml| {
            xml.within("a:blip", &[("r:embed", pixels)], |xml| {
                xml.within("a:extLst", &[], |xml| {
                    xml.within("a:ext", &[("uri", &"{96DAC541-7B7A-43D3-8B79-37D633B846F1}")], |xml| {
                        let space = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
                        xml.leaf("asvg:svgBlip", &[("xmlns:asvg", &space), ("r:embed", outlines)]);
                    });
                });
            });
            xml.within("a:stretch", &[], |xml| xml.leaf("a:fillRect", &[]));
        });
        xml.within("p:spPr", &[], |xml| {
            transform(xml, "a:xfrm", frame);
            rectangle(xml);
        });
    });
}

fn graphic(xml: &mut Xml, of: &Named, frame: Frame, kind: &str, inside: impl FnOnce(&mut Xml)) {
    xml.within("p:graphicFrame", &[], |xml| {
        non_visual(xml, "p:nvGraphicFramePr", "p:cNvGraphicFramePr", of, &[]);
        transform(xml, "p:xfrm", frame);
        xml.within("a:graphic", &[], |xml| xml.within("a:graphicData", &[("uri", &kind)], inside));
    });
}

fn table(xml: &mut Xml, laid: &Laid, relations: &Relations, look: &Look) {
    let theme = look.theme();
    xml.within("a:tbl", &[], |xml| {
        xml.leaf("a:tblPr", &[("firstRow", &u8::from(!laid.heads.is_empty()))]);
        xml.within("a:tblGrid", &[], |xml| {
            for width in &laid.widths {
                xml.leaf("a:gridCol", &[("w", &emu(*width))]);
            }
        });
        if !laid.heads.is_empty() {
            xml.within("a:tr", &[("h", &emu(laid.head_height))], |xml| {
                for (head, right) in laid.heads.iter().zip(&laid.right) {
                    let set = Set { size: laid.size, weight: Weight::Bold, color: Some(theme.muted) };
                    cell(xml, look, head, set, *right, None, (theme.ink, 1.0, "b"));
                }
            });
        }
        for (row, height) in laid.rows.iter().zip(&laid.heights) {
            xml.within("a:tr", &[("h", &emu(*height))], |xml| {
                for (of, right) in row.iter().zip(&laid.right) {
                    let link = of.link.as_ref().and_then(|id| relations.links.iter().find(|(page, _)| page == id));
                    let (weight, color) =
                        if of.strong { (Weight::Bold, theme.us) } else { (Weight::Regular, theme.ink) };
                    let set = Set { size: laid.size, weight, color: Some(color) };
                    let link = link.map(|(_, relation)| relation.as_str());
                    cell(xml, look, &of.text, set, *right, link, (theme.grid, 0.75, "ctr"));
                }
            });
        }
    });
}

fn cell(
    xml: &mut Xml,
    look: &Look,
    text: &str,
    set: Set,
    right: bool,
    link: Option<&str>,
    (line, width, anchor): (Color, f64, &str),
) {
    xml.within("a:tc", &[], |xml| {
        xml.within("a:txBody", &[], |xml| {
            xml.leaf("a:bodyPr", &[]);
            xml.leaf("a:lstStyle", &[]);
            paragraph(xml, look, text, set, 0.0, if right { "r" } else { "l" }, link);
        });
        let (side, end) = (emu(SIDES / 2.0), emu(ENDS / 2.0));
        let margins: [(&str, &dyn Display); 5] =
            [("marL", &side), ("marR", &side), ("marT", &end), ("marB", &end), ("anchor", &anchor)];
        xml.within("a:tcPr", &margins, |xml| {
            for name in ["a:lnL", "a:lnR", "a:lnT"] {
                xml.within(name, &[("w", &0)], |xml| xml.leaf("a:noFill", &[]));
            }
            xml.within("a:lnB", &[("w", &emu(width))], |xml| look.fill(xml, line));
            xml.leaf("a:noFill", &[]);
        });
    });
}

fn non_visual(xml: &mut Xml, outer: &str, inner: &str, of: &Named, attributes: &[(&str, &dyn Display)]) {
    xml.within(outer, &[], |xml| {
        let mut all: Vec<(&str, &dyn Display)> = vec![("id", &of.id), ("name", &of.name)];
        if !of.description.is_empty() {
            all.push(("descr", &of.description));
        }
        xml.leaf("p:cNvPr", &all);
        xml.leaf(inner, attributes);
        xml.leaf("p:nvPr", &[]);
    });
}

fn rectangle(xml: &mut Xml) {
    xml.within("a:prstGeom", &[("prst", &"rect")], |xml| xml.leaf("a:avLst", &[]));
}

/// Where a shape stands.
pub fn transform(xml: &mut Xml, name: &str, frame: Frame) {
    let [x, y, w, h] = [frame.x, frame.y, frame.w, frame.h].map(emu);
    xml.within(name, &[], |xml| {
        xml.leaf("a:off", &[("x", &x), ("y", &y)]);
        xml.leaf("a:ext", &[("cx", &w), ("cy", &h)]);
    });
}

/// The place of a placeholder; without one it is the layout's.
pub fn placeholder_frame(xml: &mut Xml, frame: Option<Frame>) {
    xml.within("p:spPr", &[], |xml| {
        if let Some(frame) = frame {
            transform(xml, "a:xfrm", frame);
        }
    });
}

/// The namespaces of slides and what belongs to them.
pub fn spaces() -> [(&'static str, &'static dyn Display); 3] {
    [
        ("xmlns:a", &"http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("xmlns:r", &"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ("xmlns:p", &"http://schemas.openxmlformats.org/presentationml/2006/main"),
    ]
}
