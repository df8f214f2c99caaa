//! What the speaker sees: numbers, caveats, how to read the chart.

use super::look::Look;
use super::master::{placeholder, tree};
use super::slide::spaces;
use super::xml::Xml;

/// Notes of a slide, a paragraph each.
pub fn notes(paragraphs: &[String], look: &Look) -> Xml {
    let mut xml = Xml::document();
    xml.within("p:notes", &spaces(), |xml| {
        xml.within("p:cSld", &[], |xml| {
            tree(xml, |xml| {
                placeholder(xml, 2, "Slide", "type=sldImg", None, |_| {});
                placeholder(xml, 3, "Notes", "type=body idx=1", None, |xml| {
                    xml.within("p:txBody", &[], |xml| {
                        xml.leaf("a:bodyPr", &[]);
                        xml.leaf("a:lstStyle", &[]);
                        for paragraph in paragraphs {
                            xml.within("a:p", &[], |xml| {
                                xml.within("a:r", &[], |xml| {
                                    xml.leaf("a:rPr", &[("lang", &look.language())]);
                                    xml.words("a:t", &[], paragraph);
                                });
                            });
                        }
                        if paragraphs.is_empty() {
                            xml.leaf("a:p", &[]);
                        }
                    });
                });
            });
        });
        xml.within("p:clrMapOvr", &[], |xml| xml.leaf("a:masterClrMapping", &[]));
    });
    xml
}
