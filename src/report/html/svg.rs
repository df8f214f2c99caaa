//! An SVG document made fit to stand inside a page with others.

/// The `<svg>` element of a document, with every id and every reference to one prefixed, so that two charts on one
/// page cannot take each other's gradients and clips.
pub fn scoped(document: &str, prefix: &str) -> String {
    let element = document.find("<svg").map_or("", |start| &document[start..]);
    let references = [" id=\"", " id='", "url(#", "href=\"#", "href='#"];
    let mut out = String::with_capacity(element.len() + 256);
    let mut rest = element;
    while let Some((at, mark)) = next(rest, &references) {
        out.push_str(&rest[..at + mark.len()]);
        out.push_str(prefix);
        out.push('-');
        rest = &rest[at + mark.len()..];
    }
    out.push_str(rest);
    out
}

fn next<'a>(text: &str, marks: &[&'a str]) -> Option<(usize, &'a str)> {
    marks.iter().filter_map(|mark| text.find(mark).map(|at| (at, *mark))).min_by_key(|(at, _)| *at)
}

#[cfg(test)]
mod tests {
    use super::scoped;

    #[test]
    fn ids_and_references_get_the_same_prefix() {
        let document =
            r##"<?xml version="1.0"?><svg><clipPath id="c"/><g clip-path="url(#c)"/><use href="#c"/></svg>"##;
        let expected = r##"<svg><clipPath id="f-c"/><g clip-path="url(#f-c)"/><use href="#f-c"/></svg>"##;
        assert_eq!(scoped(document, "f"), expected);
    }
}
