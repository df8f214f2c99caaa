//! Office documents taken apart: their files, their relationships, the charts in them and the cells behind the charts.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
pub use resvg::usvg::roxmltree::{Document, Node};

/// The namespace of charts.
pub const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What is in a zip file.
pub struct Files(BTreeMap<String, Vec<u8>>);

/// An .xlsx file.
pub fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook")
}

impl Files {
    pub fn read(bytes: &[u8]) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
        let mut files = BTreeMap::new();
        for i in 0..zip.len() {
            let mut file = zip.by_index(i).expect("a file");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("readable");
            let name = file.name().expect("a name").into_owned();
            assert!(files.insert(name.clone(), bytes).is_none(), "{name} is there twice");
        }
        Self(files)
    }

    pub fn parts(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    pub fn bytes(&self, path: &str) -> &[u8] {
        self.0.get(path).unwrap_or_else(|| panic!("{path} is missing"))
    }

    fn text(&self, path: &str) -> &str {
        std::str::from_utf8(self.bytes(path)).expect("UTF-8")
    }

    pub fn xml(&self, path: &str) -> Document<'_> {
        Document::parse(self.text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn get(&self, path: &str) -> Option<Document<'_>> {
        self.0.contains_key(path).then(|| self.xml(path))
    }

    /// Every part is sound, has a content type, and is referred to by names that exist; nothing is referred to in vain.
    pub fn check(&self) {
        let types = self.xml("[Content_Types].xml");
        let of = |name: &str, key: &str| -> Vec<String> {
            let nodes = types.descendants().filter(|node| node.tag_name().name() == name);
            nodes.map(|node| node.attribute(key).expect("a key").to_owned()).collect()
        };
        let (overrides, endings) = (of("Override", "PartName"), of("Default", "Extension"));
        for path in &overrides {
            assert!(self.0.contains_key(path.trim_start_matches('/')), "{path} has a type and is not there");
        }
        for (path, _) in self.parts().filter(|(path, _)| *path != "[Content_Types].xml") {
            let ending = path.rsplit('.').next().expect("an ending").to_owned();
            assert!(overrides.contains(&format!("/{path}")) || endings.contains(&ending), "{path} has no type");
            if ["xml", "rels", "svg"].contains(&ending.as_str()) {
                self.xml(path);
            }
            if ending == "rels" {
                self.check_relations(path);
            }
        }
    }

    fn check_relations(&self, path: &str) {
        let relations = self.relations(path);
        for target in relations.values() {
            assert!(self.0.contains_key(target), "{path} leads to {target}");
        }
        let owner = path.replace("_rels/", "");
        let owner = owner.trim_end_matches(".rels");
        let Some(xml) = self.get(owner) else { return };
        for attribute in xml.descendants().flat_map(|node| node.attributes().collect::<Vec<_>>()) {
            if attribute.namespace() == Some(RELATIONS) {
                assert!(relations.contains_key(attribute.value()), "{owner}: {}", attribute.value());
            }
        }
    }

    /// Names of relationships and where they lead.
    fn relations(&self, path: &str) -> BTreeMap<String, String> {
        let folder = path.split("_rels/").next().expect("a folder").trim_end_matches('/').to_owned();
        let xml = self.xml(path);
        let nodes = xml.descendants().filter(|node| node.tag_name().name() == "Relationship");
        let inside = nodes.filter(|node| node.attribute("TargetMode") != Some("External"));
        inside
            .map(|node| {
                let target = node.attribute("Target").expect("a target");
                let mut way: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
                if target.starts_with('/') {
                    way.clear();
                }
                for part in target.split('/').filter(|part| !part.is_empty()) {
                    match part {
                        ".." => _ = way.pop(),
                        inside => way.push(inside),
                    }
                }
                (node.attribute("Id").expect("an id").to_owned(), way.join("/"))
            })
            .collect()
    }

    /// The title of a slide.
    pub fn title(&self, path: &str) -> Option<String> {
        let xml = self.get(path)?;
        let title = xml.descendants().find(|node| {
            node.tag_name().name() == "ph"
                && node.attribute("type").is_some_and(|kind| kind.to_lowercase().contains("title"))
        })?;
        let shape = title.ancestors().find(|node| node.tag_name().name() == "sp")?;
        let words = shape.descendants().filter(|node| node.tag_name().name() == "t");
        Some(words.filter_map(|node| node.text()).collect())
    }

    /// The cells behind a chart on a slide.
    pub fn workbook_of(&self, chart: &str) -> Cells {
        let relations = chart.replace("charts/", "charts/_rels/") + ".rels";
        let xml = self.xml(chart);
        let external = xml.descendants().find(|node| node.has_tag_name((CHART, "externalData"))).expect("cells");
        let id = external.attribute((RELATIONS, "id")).expect("a relationship");
        let mut workbook = open(self.bytes(&self.relations(&relations)[id]));
        let name = workbook.sheet_names()[0].clone();
        Cells { range: workbook.worksheet_range(&name).expect("a sheet"), name }
    }
}

/// A sheet.
pub struct Cells {
    name: String,
    range: Range<Data>,
}

impl Cells {
    /// What is in cells such as `Data!$B$2:$B$9`, in the words of a chart.
    pub fn column(&self, at: &str) -> Vec<Option<String>> {
        let (sheet, cells) = at.split_once('!').expect("a sheet");
        assert_eq!(sheet, self.name);
        cells_at(&self.range, cells)
            .into_iter()
            .map(|cell| match cell {
                Data::Empty => None,
                Data::String(text) => Some(text.replace(|c: char| c.is_control(), " ")),
                Data::Float(x) => Some(x.to_string()),
                other => panic!("{other:?}"),
            })
            .collect()
    }
}

fn cells_at(range: &Range<Data>, at: &str) -> Vec<Data> {
    let position = |cell: &str| {
        let cell = cell.replace('$', "");
        let split = cell.find(|c: char| c.is_ascii_digit()).expect("a row");
        let column = cell[..split].bytes().fold(0, |n, letter| 26 * n + u32::from(letter - b'A') + 1) - 1;
        (cell[split..].parse::<u32>().expect("a number") - 1, column)
    };
    let (first, last) = at.split_once(':').unwrap_or((at, at));
    let ((top, column), (bottom, _)) = (position(first), position(last));
    (top..=bottom).map(|row| range.get_value((row, column)).cloned().unwrap_or(Data::Empty)).collect()
}

/// The numbers in cells such as `$B$2:$B$9`.
pub fn numbers_at(range: &Range<Data>, at: &str) -> Vec<Option<f64>> {
    let number = |cell: Data| match cell {
        Data::Float(x) => Some(x),
        Data::Empty => None,
        other => panic!("{other:?}"),
    };
    cells_at(range, at).into_iter().map(number).collect()
}

/// What a chart last saw in its cells.
pub struct Cache {
    pub words: Vec<Option<String>>,
}

impl Cache {
    pub fn numbers(&self) -> Vec<Option<f64>> {
        self.words.iter().map(|word| word.as_ref().map(|word| word.parse().expect("a number"))).collect()
    }
}

pub fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|node| node.tag_name().name() == name)
}

pub fn val(node: Node) -> String {
    node.attribute("val").expect("a value").to_owned()
}

/// What a series last saw of this.
pub fn cached(node: Node, name: &str) -> Cache {
    let part = node.children().find(|node| node.tag_name().name() == name).unwrap_or_else(|| panic!("no {name}"));
    cache_after(part.descendants().find(|node| node.has_tag_name((CHART, "f"))).expect("cells"))
}

/// What was last seen in the cells that this names.
pub fn cache_after(cells: Node) -> Cache {
    let cache = cells.next_sibling_element().expect("a cache");
    let count = cache.children().find(|node| node.tag_name().name() == "ptCount").expect("a count");
    let mut words = vec![None; val(count).parse().expect("a number")];
    for point in cache.children().filter(|node| node.tag_name().name() == "pt") {
        let index: usize = point.attribute("idx").expect("an index").parse().expect("a number");
        let value = point.first_element_child().expect("a value");
        words[index] = Some(value.text().unwrap_or_default().to_owned());
    }
    Cache { words }
}

/// All words of a part.
pub fn text_of(xml: &Document) -> String {
    xml.descendants().filter(|node| node.tag_name().name() == "t").filter_map(|node| node.text()).collect()
}
