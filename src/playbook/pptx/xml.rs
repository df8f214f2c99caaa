//! XML as office programs want it, without a way to forget an end tag or to leave a character unescaped.

use std::fmt::{Display, Write as _};

/// An XML document being written.
#[derive(Debug)]
pub struct Xml {
    out: String,
}

/// Attributes of an element, in order.
pub type Attributes<'a> = &'a [(&'a str, &'a dyn Display)];

impl Xml {
    /// With the declaration that every part begins with.
    pub fn document() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned() }
    }

    /// The document as bytes.
    pub fn bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// An element and what is in it.
    pub fn within(&mut self, name: &str, attributes: Attributes, inside: impl FnOnce(&mut Self)) {
        self.start(name, attributes);
        self.out.push('>');
        inside(self);
        self.put(format_args!("</{name}>"));
    }

    /// An element without content.
    pub fn leaf(&mut self, name: &str, attributes: Attributes) {
        self.start(name, attributes);
        self.out.push_str("/>");
    }

    /// An element whose only attribute is `val`, of which charts are full.
    pub fn val(&mut self, name: &str, value: impl Display) {
        self.leaf(name, &[("val", &value)]);
    }

    /// An element with words in it.
    pub fn words(&mut self, name: &str, attributes: Attributes, words: impl Display) {
        self.within(name, attributes, |xml| escape(&mut xml.out, &words.to_string()));
    }

    fn start(&mut self, name: &str, attributes: Attributes) {
        self.put(format_args!("<{name}"));
        for (key, value) in attributes {
            self.put(format_args!(" {key}=\""));
            escape(&mut self.out, &value.to_string());
            self.out.push('"');
        }
    }

    fn put(&mut self, what: std::fmt::Arguments) {
        self.out.write_fmt(what).expect("writing to a string cannot fail");
    }
}

/// Characters that XML cannot hold at all become blanks.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push(' '),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_people_write_can_break_the_document() {
        let mut xml = Xml::document();
        xml.within("a", &[("b", &"x\"<&>\n\u{1}")], |xml| xml.words("c", &[], "]]> & <d>"));
        let text = String::from_utf8(xml.bytes()).unwrap();
        let body = text.split_once('\n').unwrap().1;
        assert_eq!(body, "<a b=\"x&quot;&lt;&amp;&gt;&#10; \"><c>]]&gt; &amp; &lt;d&gt;</c></a>");
    }
}
