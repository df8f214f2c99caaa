//! The parts of an office document, what they are, how they refer to one another, and the zip file that holds them.

use super::xml::Xml;
use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// What all relationships begin with.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

/// A document being put together. Paths have no `/` before them.
#[derive(Debug, Default)]
pub struct Package {
    parts: Vec<Part>,
    /// By the path of the part that refers; `""` is the document itself.
    relations: BTreeMap<String, Vec<(String, String)>>,
}

#[derive(Debug)]
struct Part {
    path: String,
    /// `None`: its ending says it.
    kind: Option<&'static str>,
    bytes: Vec<u8>,
}

impl Package {
    /// Adds a part of this content type.
    pub fn add(&mut self, path: &str, kind: &'static str, xml: Xml) {
        self.parts.push(Part { path: path.to_owned(), kind: Some(kind), bytes: xml.bytes() });
    }

    /// Adds a file whose ending says what it is: png, svg, xlsx.
    pub fn add_file(&mut self, path: &str, bytes: Vec<u8>) {
        self.parts.push(Part { path: path.to_owned(), kind: None, bytes });
    }

    /// Lets one part refer to another; returns the name by which it does. `kind` is the last word of the relationship's type.
    pub fn relate(&mut self, from: &str, kind: &str, to: &str) -> String {
        let kind = if kind == "core-properties" { CORE.to_owned() } else { format!("{OFFICE}{kind}") };
        let relations = self.relations.entry(from.to_owned()).or_default();
        let target = if from.is_empty() { to.to_owned() } else { relative(from, to) };
        let known = relations.iter().position(|relation| *relation == (kind.clone(), target.clone()));
        let number = known.unwrap_or_else(|| {
            relations.push((kind, target));
            relations.len() - 1
        });
        format!("rId{}", number + 1)
    }

    /// The zip file. The same parts give the same bytes: files have no dates.
    pub fn zip(self) -> Result<Vec<u8>, ZipError> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut put = |path: &str, bytes: &[u8]| {
            zip.start_file(path, options)?;
            zip.write_all(bytes).map_err(ZipError::from)
        };
        put("[Content_Types].xml", &self.content_types().bytes())?;
        for (from, relations) in &self.relations {
            put(&relations_path(from), &relations_part(relations).bytes())?;
        }
        for part in &self.parts {
            put(&part.path, &part.bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }

    fn content_types(&self) -> Xml {
        let mut xml = Xml::document();
        let space = "http://schemas.openxmlformats.org/package/2006/content-types";
        xml.within("Types", &[("xmlns", &space)], |xml| {
            for (ending, kind) in [
                ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
                ("xml", "application/xml"),
                ("png", "image/png"),
                ("svg", "image/svg+xml"),
                ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ] {
                xml.leaf("Default", &[("Extension", &ending), ("ContentType", &kind)]);
            }
            for part in &self.parts {
                if let Some(kind) = part.kind {
                    xml.leaf("Override", &[("PartName", &format_args!("/{}", part.path)), ("ContentType", &kind)]);
                }
            }
        });
        xml
    }
}

fn relations_path(from: &str) -> String {
    let (folder, file) = from.rsplit_once('/').map_or(("", from), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{file}.rels")
}

fn relations_part(relations: &[(String, String)]) -> Xml {
    let mut xml = Xml::document();
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    xml.within("Relationships", &[("xmlns", &space)], |xml| {
        for (i, (kind, target)) in relations.iter().enumerate() {
            let id = format!("rId{}", i + 1);
            xml.leaf("Relationship", &[("Id", &id), ("Type", kind), ("Target", target)]);
        }
    });
    xml
}

/// The way from one part to another: `ppt/slides/slide1.xml`, `ppt/media/a.png` gives `../media/a.png`.
fn relative(from: &str, to: &str) -> String {
    let folder: Vec<&str> = from.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect());
    let target: Vec<&str> = to.split('/').collect();
    let shared = folder.iter().zip(&target).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", folder.len() - shared);
    up.chain(target[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_between_parts() {
        assert_eq!(relative("ppt/slides/slide1.xml", "ppt/media/a.png"), "../media/a.png");
        assert_eq!(relative("ppt/presentation.xml", "ppt/slides/slide1.xml"), "slides/slide1.xml");
        assert_eq!(relative("ppt/slides/slide1.xml", "ppt/slides/slide2.xml"), "slide2.xml");
        assert_eq!(relations_path("ppt/presentation.xml"), "ppt/_rels/presentation.xml.rels");
        assert_eq!(relations_path(""), "_rels/.rels");
    }

    #[test]
    fn a_part_is_referred_to_by_one_name() {
        let mut package = Package::default();
        assert_eq!(package.relate("a/b.xml", "image", "a/c.png"), "rId1");
        assert_eq!(package.relate("a/b.xml", "image", "a/d.png"), "rId2");
        assert_eq!(package.relate("a/b.xml", "image", "a/c.png"), "rId1");
    }
}
