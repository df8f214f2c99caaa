//! What the parts of the document are to those who do not see it: headings, paragraphs, figures, tables.

use krilla::geom::Rect;
use krilla::tagging::{BBox, Identifier, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};
use std::num::NonZeroU16;

/// What an element is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Section,
    Heading(u16),
    Paragraph,
    /// With its alternative text.
    Figure(String),
    Box,
    Table,
    Head,
    Body,
    Row,
    /// Heads a column.
    ColumnHead,
    /// Heads a row.
    RowHead,
    Cell,
    Contents,
    Entry,
    Link,
}

/// An element by its position in the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ElementId(usize);

#[derive(Debug)]
struct Element {
    kind: Kind,
    /// Its words, for headings.
    title: String,
    parent: Option<ElementId>,
    content: Vec<Identifier>,
    place: Option<(usize, Rect)>,
}

/// All elements, in reading order.
#[derive(Debug, Default)]
pub(super) struct Structure {
    elements: Vec<Element>,
}

impl Structure {
    pub fn add(&mut self, parent: Option<ElementId>, kind: Kind) -> ElementId {
        self.elements.push(Element { kind, title: String::new(), parent, content: Vec::new(), place: None });
        ElementId(self.elements.len() - 1)
    }

    pub fn len(&self) -> usize {
        self.elements.len()
    }

    pub fn truncate(&mut self, elements: usize) {
        self.elements.truncate(elements);
    }

    pub fn name(&mut self, element: ElementId, title: &str) {
        title.clone_into(&mut self.elements[element.0].title);
    }

    /// What was drawn for the element.
    pub fn fill(&mut self, element: ElementId, content: Identifier) {
        self.elements[element.0].content.push(content);
    }

    /// Where a figure stands: page and rectangle.
    pub fn place(&mut self, element: ElementId, page: usize, rect: Rect) {
        self.elements[element.0].place = Some((page, rect));
    }

    /// The tree of the document.
    pub fn tree(self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        let mut groups: Vec<Option<(Option<ElementId>, TagGroup)>> = Vec::new();
        for element in self.elements {
            let mut group = TagGroup::new(tag(&element));
            element.content.into_iter().for_each(|content| group.push(Node::Leaf(content)));
            groups.push(Some((element.parent, group)));
        }
        // Children stand behind their parents: from the end each element is complete when it is moved into its parent.
        // Their order turns round on the way, and back again below.
        for at in (0..groups.len()).rev() {
            let (parent, mut group) = groups[at].take().expect("each element is moved once");
            turn(&mut group);
            match parent.and_then(|parent| groups[parent.0].as_mut()) {
                Some((_, parent)) => parent.push(group),
                None => tree.push(group),
            }
        }
        tree.children.reverse();
        tree
    }
}

/// Children in reading order: groups came in from the last to the first, content as it was drawn.
fn turn(group: &mut TagGroup) {
    let (mut content, mut groups): (Vec<Node>, Vec<Node>) =
        group.children.drain(..).partition(|node| matches!(node, Node::Leaf(_)));
    groups.reverse();
    content.append(&mut groups);
    group.children = content;
}

fn tag(element: &Element) -> TagKind {
    match &element.kind {
        Kind::Section => Tag::Section.into(),
        Kind::Heading(level) => {
            let level = NonZeroU16::new(*level).expect("headings count from 1");
            Tag::Hn(level, Some(element.title.clone())).into()
        }
        Kind::Paragraph => Tag::P.into(),
        Kind::Figure(alt) => {
            let place = element.place.map(|(page, rect)| BBox::new(page, rect));
            Tag::Figure(Some(alt.clone())).with_bbox(place).into()
        }
        Kind::Box => Tag::Div.into(),
        Kind::Table => Tag::Table.into(),
        Kind::Head => Tag::THead.into(),
        Kind::Body => Tag::TBody.into(),
        Kind::Row => Tag::TR.into(),
        Kind::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Kind::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Cell => Tag::TD.into(),
        Kind::Contents => Tag::TOC.into(),
        Kind::Entry => Tag::TOCI.into(),
        Kind::Link => Tag::Link.into(),
    }
}
