//! What all slides share: theme, master and layouts, and the master of the notes.

use super::compose::{FIRST, Layout, SIZE, TITLE};
use super::look::{EAST_ASIAN, Look, emu};
use super::slide::{fonts, placeholder_frame, spaces, transform};
use super::text::Frame;
use super::xml::Xml;

/// Where the foot of the company stands, and the number of the slide.
const FOOT: Frame = Frame::new(40.0, 515.0, 560.0, 14.0);
const NUMBER: Frame = Frame::new(880.0, 515.0, 40.0, 14.0);
/// Where the logo stands: as wide as it is, up to this.
const LOGO: Frame = Frame::new(690.0, 511.0, 180.0, 20.0);

impl Layout {
    /// All layouts, in the order of their parts.
    pub const ALL: [Layout; 4] = [Layout::Title, Layout::Finding, Layout::Panels, Layout::Table];

    fn name(self) -> &'static str {
        match self {
            Layout::Title => "Title",
            Layout::Finding => "Finding",
            Layout::Panels => "Panels",
            Layout::Table => "Appendix table",
        }
    }
}

/// Colours and fonts.
pub fn theme(look: &Look) -> Xml {
    let mut xml = Xml::document();
    let space = "http://schemas.openxmlformats.org/drawingml/2006/main";
    xml.within("a:theme", &[("xmlns:a", &space), ("name", &"Playbook")], |xml| {
        xml.within("a:themeElements", &[], |xml| {
            xml.within("a:clrScheme", &[("name", &"Playbook")], |xml| {
                for (name, color) in look.scheme() {
                    let [r, g, b] = color.rgb;
                    let value = format!("{r:02X}{g:02X}{b:02X}");
                    xml.within(&format!("a:{name}"), &[], |xml| xml.val("a:srgbClr", value));
                }
            });
            xml.within("a:fontScheme", &[("name", &"Playbook")], |xml| {
                for name in ["a:majorFont", "a:minorFont"] {
                    xml.within(name, &[], |xml| {
                        match look.latin() {
                            (family, Some(panose)) => {
                                xml.leaf("a:latin", &[("typeface", &family), ("panose", &panose)]);
                            }
                            (family, None) => xml.leaf("a:latin", &[("typeface", &family)]),
                        }
                        xml.leaf("a:ea", &[("typeface", &EAST_ASIAN)]);
                        xml.leaf("a:cs", &[("typeface", &"")]);
                        xml.leaf("a:font", &[("script", &"Hans"), ("typeface", &EAST_ASIAN)]);
                    });
                }
            });
            format_scheme(xml);
        });
    });
    xml
}

/// Fills, lines and effects, of which a theme must have three each; ours are flat.
fn format_scheme(xml: &mut Xml) {
    let fill = |xml: &mut Xml| xml.within("a:solidFill", &[], |xml| xml.val("a:schemeClr", "phClr"));
    xml.within("a:fmtScheme", &[("name", &"Flat")], |xml| {
        xml.within("a:fillStyleLst", &[], |xml| (0..3).for_each(|_| fill(xml)));
        xml.within("a:lnStyleLst", &[], |xml| {
            for width in [6350, 12_700, 19_050] {
                xml.within("a:ln", &[("w", &width)], fill);
            }
        });
        xml.within("a:effectStyleLst", &[], |xml| {
            (0..3).for_each(|_| xml.within("a:effectStyle", &[], |xml| xml.leaf("a:effectLst", &[])));
        });
        xml.within("a:bgFillStyleLst", &[], |xml| (0..3).for_each(|_| fill(xml)));
    });
}

/// The master of all slides. `logo` is the relationship to its picture; `layouts` those to the layouts.
pub fn master(look: &Look, logo: Option<&str>, layouts: &[String]) -> Xml {
    let mut xml = Xml::document();
    xml.within("p:sldMaster", &spaces(), |xml| {
        xml.within("p:cSld", &[], |xml| {
            background(xml);
            tree(xml, |xml| {
                placeholder(xml, 2, "Title", "type=title", Some(TITLE), |xml| words(xml, look, "Title"));
                placeholder(xml, 3, "Text", "type=body idx=1", Some(super::compose::BODY), |xml| {
                    words(xml, look, "Text")
                });
                foot(xml, look, 4);
                line(xml, look, 7, Frame::new(40.0, 511.0, 880.0, 0.0));
                if let Some(logo) = logo {
                    picture(xml, look, 8, logo, LOGO);
                }
            });
        });
        color_map(xml);
        xml.within("p:sldLayoutIdLst", &[], |xml| {
            for (i, relation) in layouts.iter().enumerate() {
                xml.leaf("p:sldLayoutId", &[("id", &(2_147_483_649_u32 + i as u32)), ("r:id", relation)]);
            }
        });
        xml.within("p:hf", &[("hdr", &0), ("dt", &0)], |_| {});
        styles(xml);
    });
    xml
}

fn styles(xml: &mut Xml) {
    let level = |xml: &mut Xml, n: usize, size: u32, bold: bool, color: &str, major: bool| {
        let attributes: [(&str, &dyn std::fmt::Display); 2] = [("marL", &0), ("indent", &0)];
        xml.within(&format!("a:lvl{n}pPr"), &attributes, |xml| {
            line_spacing(xml, 0.0);
            xml.leaf("a:buNone", &[]);
            xml.within("a:defRPr", &[("sz", &(size * 100)), ("b", &u8::from(bold)), ("kern", &0)], |xml| {
                xml.within("a:solidFill", &[], |xml| xml.val("a:schemeClr", color));
                let font = if major { "mj" } else { "mn" };
                xml.leaf("a:latin", &[("typeface", &format_args!("+{font}-lt"))]);
                xml.leaf("a:ea", &[("typeface", &format_args!("+{font}-ea"))]);
            });
        });
    };
    xml.within("p:txStyles", &[], |xml| {
        xml.within("p:titleStyle", &[], |xml| level(xml, 1, 24, true, "tx1", true));
        xml.within("p:bodyStyle", &[], |xml| (1..=5).for_each(|n| level(xml, n, 14, false, "tx1", false)));
        xml.within("p:otherStyle", &[], |xml| (1..=5).for_each(|n| level(xml, n, 12, false, "tx1", false)));
    });
}

/// Single lines, and so many points before the paragraph.
pub fn line_spacing(xml: &mut Xml, before: f64) {
    xml.within("a:lnSpc", &[], |xml| xml.val("a:spcPct", 100_000));
    xml.within("a:spcBef", &[], |xml| xml.val("a:spcPts", (before * 100.0).round() as u32));
}

/// One layout. `logo` as for the master.
pub fn layout(look: &Look, layout: Layout, logo: Option<&str>) -> Xml {
    let mut xml = Xml::document();
    let mut attributes = spaces().to_vec();
    let kind = if layout == Layout::Title { "title" } else { "obj" };
    attributes.push(("type", &kind));
    attributes.push(("preserve", &1));
    let first = layout == Layout::Title;
    if first {
        attributes.push(("showMasterSp", &0));
    }
    xml.within("p:sldLayout", &attributes, |xml| {
        xml.within("p:cSld", &[("name", &layout.name())], |xml| {
            tree(xml, |xml| {
                let (title, body) = if first { (FIRST[0], FIRST[1]) } else { (TITLE, super::compose::BODY) };
                if first {
                    block(xml, look, 6, Frame::new(0.0, 0.0, 22.0, SIZE.1));
                    if let Some(logo) = logo {
                        picture(xml, look, 7, logo, Frame::new(72.0, 48.0, 260.0, 44.0));
                    }
                }
                let title_kind = if first { "type=ctrTitle" } else { "type=title" };
                let body_kind = if first { "type=subTitle idx=10" } else { "type=body idx=10" };
                placeholder(xml, 2, "Title", title_kind, Some(title), |xml| words(xml, look, "Title"));
                placeholder(xml, 3, "Text", body_kind, Some(body), |xml| words(xml, look, "Text"));
                foot(xml, look, 4);
            });
        });
        xml.within("p:clrMapOvr", &[], |xml| xml.leaf("a:masterClrMapping", &[]));
    });
    xml
}

/// The master of the notes.
pub fn notes_master(look: &Look) -> Xml {
    let mut xml = Xml::document();
    xml.within("p:notesMaster", &spaces(), |xml| {
        xml.within("p:cSld", &[], |xml| {
            background(xml);
            tree(xml, |xml| {
                placeholder(xml, 2, "Slide", "type=sldImg", Some(NOTES[0]), |_| {});
                placeholder(xml, 3, "Notes", "type=body idx=1", Some(NOTES[1]), |xml| words(xml, look, "Notes"));
            });
        });
        color_map(xml);
        xml.within("p:notesStyle", &[], |xml| {
            xml.within("a:lvl1pPr", &[], |xml| {
                xml.within("a:spcAft", &[], |xml| xml.val("a:spcPts", 600));
                xml.within("a:defRPr", &[("sz", &1100)], |xml| {
                    xml.leaf("a:latin", &[("typeface", &"+mn-lt")]);
                    xml.leaf("a:ea", &[("typeface", &"+mn-ea")]);
                });
            });
        });
    });
    xml
}

/// The slide and the notes on a page of notes: 540 by 720 points.
pub const NOTES: [Frame; 2] = [Frame::new(54.0, 48.0, 432.0, 243.0), Frame::new(54.0, 312.0, 432.0, 372.0)];

fn background(xml: &mut Xml) {
    xml.within("p:bg", &[], |xml| {
        xml.within("p:bgRef", &[("idx", &1001)], |xml| xml.val("a:schemeClr", "bg1"));
    });
}

fn color_map(xml: &mut Xml) {
    let same = ["accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"];
    let mut map: Vec<(&str, &dyn std::fmt::Display)> =
        vec![("bg1", &"lt1"), ("tx1", &"dk1"), ("bg2", &"lt2"), ("tx2", &"dk2")];
    map.extend(same.iter().map(|name| (*name, name as &dyn std::fmt::Display)));
    xml.leaf("p:clrMap", &map);
}

/// The tree of shapes that every slide, layout and master has.
pub fn tree(xml: &mut Xml, shapes: impl FnOnce(&mut Xml)) {
    xml.within("p:spTree", &[], |xml| {
        xml.within("p:nvGrpSpPr", &[], |xml| {
            xml.leaf("p:cNvPr", &[("id", &1), ("name", &"")]);
            xml.leaf("p:cNvGrpSpPr", &[]);
            xml.leaf("p:nvPr", &[]);
        });
        xml.leaf("p:grpSpPr", &[]);
        shapes(xml);
    });
}

/// A shape whose place the layout knows; `kind` is such as `type=body idx=10`.
pub fn placeholder(
    xml: &mut Xml,
    id: usize,
    name: &str,
    kind: &str,
    frame: Option<Frame>,
    text: impl FnOnce(&mut Xml),
) {
    xml.within("p:sp", &[], |xml| {
        xml.within("p:nvSpPr", &[], |xml| {
            xml.leaf("p:cNvPr", &[("id", &id), ("name", &name)]);
            xml.within("p:cNvSpPr", &[], |xml| xml.leaf("a:spLocks", &[("noGrp", &1)]));
            xml.within("p:nvPr", &[], |xml| {
                let pairs: Vec<(&str, &str)> = kind.split(' ').filter_map(|pair| pair.split_once('=')).collect();
                let attributes: Vec<(&str, &dyn std::fmt::Display)> =
                    pairs.iter().map(|(key, value)| (*key, value as &dyn std::fmt::Display)).collect();
                xml.leaf("p:ph", &attributes);
            });
        });
        placeholder_frame(xml, frame);
        text(xml);
    });
}

fn words(xml: &mut Xml, look: &Look, text: &str) {
    xml.within("p:txBody", &[], |xml| {
        let none: [(&str, &dyn std::fmt::Display); 6] =
            [("lIns", &0), ("tIns", &0), ("rIns", &0), ("bIns", &0), ("anchor", &"t"), ("wrap", &"square")];
        xml.within("a:bodyPr", &none, |xml| xml.leaf("a:normAutofit", &[]));
        xml.leaf("a:lstStyle", &[]);
        xml.within("a:p", &[], |xml| {
            xml.within("a:r", &[], |xml| {
                xml.leaf("a:rPr", &[("lang", &look.language())]);
                xml.words("a:t", &[], text);
            });
        });
    });
}

/// The foot of the company and the number of the slide: on master and layouts.
fn foot(xml: &mut Xml, look: &Look, id: usize) {
    placeholder(xml, id, "Footer", "type=ftr sz=quarter idx=13", Some(FOOT), |xml| {
        foot_words(xml, look, "l", |xml| {
            xml.within("a:r", &[], |xml| {
                xml.leaf("a:rPr", &[("lang", &look.language())]);
                xml.words("a:t", &[], &look.brand.footer);
            });
        });
    });
    placeholder(xml, id + 1, "Slide number", "type=sldNum sz=quarter idx=14", Some(NUMBER), |xml| {
        foot_words(xml, look, "r", |xml| slide_number(xml, look));
    });
}

/// The number of the slide, as a field.
pub fn slide_number(xml: &mut Xml, look: &Look) {
    let field: [(&str, &dyn std::fmt::Display); 2] =
        [("id", &"{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"), ("type", &"slidenum")];
    xml.within("a:fld", &field, |xml| {
        xml.leaf("a:rPr", &[("lang", &look.language())]);
        xml.words("a:t", &[], "‹#›");
    });
}

fn foot_words(xml: &mut Xml, look: &Look, align: &str, inside: impl FnOnce(&mut Xml)) {
    xml.within("p:txBody", &[], |xml| {
        let none: [(&str, &dyn std::fmt::Display); 5] =
            [("lIns", &0), ("tIns", &0), ("rIns", &0), ("bIns", &0), ("anchor", &"ctr")];
        xml.leaf("a:bodyPr", &none);
        xml.within("a:lstStyle", &[], |xml| {
            xml.within("a:lvl1pPr", &[("algn", &align)], |xml| {
                xml.within("a:defRPr", &[("sz", &900)], |xml| {
                    look.fill(xml, look.theme().muted);
                    fonts(xml);
                });
            });
        });
        xml.within("a:p", &[], inside);
    });
}

fn line(xml: &mut Xml, look: &Look, id: usize, frame: Frame) {
    xml.within("p:cxnSp", &[], |xml| {
        xml.within("p:nvCxnSpPr", &[], |xml| {
            xml.leaf("p:cNvPr", &[("id", &id), ("name", &"Line")]);
            xml.leaf("p:cNvCxnSpPr", &[]);
            xml.leaf("p:nvPr", &[]);
        });
        xml.within("p:spPr", &[], |xml| {
            transform(xml, "a:xfrm", frame);
            xml.within("a:prstGeom", &[("prst", &"line")], |xml| xml.leaf("a:avLst", &[]));
            look.line(xml, look.theme().grid, 0.75);
        });
    });
}

/// A rectangle of the seller's colour.
fn block(xml: &mut Xml, look: &Look, id: usize, frame: Frame) {
    xml.within("p:sp", &[], |xml| {
        xml.within("p:nvSpPr", &[], |xml| {
            xml.leaf("p:cNvPr", &[("id", &id), ("name", &"Band")]);
            xml.leaf("p:cNvSpPr", &[]);
            xml.leaf("p:nvPr", &[]);
        });
        xml.within("p:spPr", &[], |xml| {
            transform(xml, "a:xfrm", frame);
            xml.within("a:prstGeom", &[("prst", &"rect")], |xml| xml.leaf("a:avLst", &[]));
            look.fill(xml, look.theme().us);
            xml.within("a:ln", &[], |xml| xml.leaf("a:noFill", &[]));
        });
    });
}

/// The logo, as large as it gets within a place: at its left on the first slide, at its right on the others.
fn picture(xml: &mut Xml, look: &Look, id: usize, relation: &str, place: Frame) {
    let Some(logo) = &look.brand.logo else { return };
    let aspect = f64::from(logo.width.max(1)) / f64::from(logo.height.max(1));
    let w = place.w.min(place.h * aspect);
    let x = if place.y > 100.0 { place.x + place.w - w } else { place.x };
    let frame = Frame { x, w, h: w / aspect, ..place };
    xml.within("p:pic", &[], |xml| {
        xml.within("p:nvPicPr", &[], |xml| {
            xml.leaf("p:cNvPr", &[("id", &id), ("name", &"Logo"), ("descr", &logo.alt)]);
            xml.within("p:cNvPicPr", &[], |xml| xml.leaf("a:picLocks", &[("noChangeAspect", &1)]));
            xml.leaf("p:nvPr", &[]);
        });
        xml.within("p:blipFill", &[], |xml| {
            xml.leaf("a:blip", &[("r:embed", &relation)]);
            xml.within("a:stretch", &[], |xml| xml.leaf("a:fillRect", &[]));
        });
        xml.within("p:spPr", &[], |xml| {
            transform(xml, "a:xfrm", frame);
            xml.within("a:prstGeom", &[("prst", &"rect")], |xml| xml.leaf("a:avLst", &[]));
        });
    });
}

/// Width and height of slides and of pages of notes.
pub fn sizes() -> [(i64, i64); 2] {
    [(emu(SIZE.0), emu(SIZE.1)), (emu(540.0), emu(720.0))]
}
