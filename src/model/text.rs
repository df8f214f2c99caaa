//! Labels in more than one language.

use std::collections::BTreeMap;

/// A language that reframe writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// English
    En,
    /// Simplified Chinese
    Zh,
}

impl Lang {
    /// All languages, in the order of preference when a text is missing in the wanted one.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Zh];

    /// The tag used in files and on the command line: `en`, `zh`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh",
        }
    }
}

/// A label: one string for every language, or one per language. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(BTreeMap<Lang, String>);

impl Text {
    /// The same words in every language.
    pub fn same(words: impl Into<String>) -> Self {
        let words = words.into();
        Self(Lang::ALL.into_iter().map(|lang| (lang, words.clone())).collect())
    }

    /// English and Chinese.
    pub fn bilingual(en: &str, zh: &str) -> Self {
        Self([(Lang::En, en.to_owned()), (Lang::Zh, zh.to_owned())].into())
    }

    /// Words per language; `None` if there are none at all.
    pub fn per_language(words: BTreeMap<Lang, String>) -> Option<Self> {
        (!words.is_empty()).then_some(Self(words))
    }

    /// The words in this language, or in the first language that has any.
    pub fn get(&self, lang: Lang) -> &str {
        self.0.get(&lang).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// Every distinct wording, with its language.
    pub fn all(&self) -> impl Iterator<Item = (Lang, &str)> {
        self.0.iter().map(|(lang, words)| (*lang, words.as_str()))
    }
}
