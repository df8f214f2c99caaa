//! The fixed words of the language as people meet them in drop-downs: in English as the language has them, in Chinese
//! translated. Both are read in every workbook.

use super::normal::plain;
use crate::model::Lang;

/// A text in both languages of the program.
#[derive(Clone, Copy, Debug)]
pub(super) struct Say {
    pub en: &'static str,
    pub zh: &'static str,
}

impl Say {
    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }
}

pub(super) const fn say(en: &'static str, zh: &'static str) -> Say {
    Say { en, zh }
}

/// A word of the language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// As the language has it.
    pub token: &'static str,
    /// As a Chinese workbook shows it.
    pub zh: &'static str,
}

const fn word(token: &'static str, zh: &'static str) -> Word {
    Word { token, zh }
}

impl Word {
    pub fn show(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.token,
            Lang::Zh => self.zh,
        }
    }
}

/// The token that somebody meant: letter case, spaces for hyphens and full-width letters do not matter.
pub(super) fn token(words: &[Word], typed: &str) -> Option<&'static str> {
    let typed = plain(typed).trim().to_lowercase();
    let hyphened = typed.replace([' ', '_'], "-");
    words.iter().find(|word| word.token == hyphened || plain(word.zh).to_lowercase() == typed).map(|word| word.token)
}

pub(super) const NEEDS: &[Word] = &[
    word("business", "业务"),
    word("product", "产品"),
    word("price", "价格"),
    word("externality", "外部性"),
    word("gain", "个人利益"),
    word("growth", "个人成长"),
    word("emotion", "情绪价值"),
];

pub(super) const ROLES: &[Word] = &[
    word("economic-buyer", "经济买家"),
    word("champion", "倡导者"),
    word("coach", "内线"),
    word("blocker", "阻碍者"),
    word("user", "使用者"),
];

pub(super) const CONFIDENCE: &[Word] =
    &[word("low", "低"), word("medium", "中"), word("high", "高"), word("exact", "确切")];

pub(super) const MOVE_KINDS: &[Word] = &[
    word("teach", "引入新变量"),
    word("reframe", "重塑权重"),
    word("justify", "论证"),
    word("prove", "验证"),
    word("tailor", "定制"),
    word("build-trust", "建立信任"),
    word("enable-champion", "赋能倡导者"),
    word("navigate", "疏通关卡"),
    word("de-risk", "降低风险"),
    word("discount", "降价"),
];

pub(super) const GATE_KINDS: &[Word] =
    &[word("requirement", "硬性要求"), word("veto", "否决"), word("pass", "概率通过")];

pub(super) const RULES: &[Word] = &[
    word("weighted-utility", "加权效用"),
    word("weighted-probability", "加权概率"),
    word("autocracy", "一人拍板"),
    word("plurality", "相对多数"),
    word("quota", "门槛多数"),
    word("borda", "波达法"),
];

pub(super) const CHANNELS: &[Word] = &[word("online", "线上"), word("hybrid", "混合"), word("in-person", "当面")];

pub(super) const OUTSIDE: &[Word] = &[word("clamp", "截断"), word("extrapolate", "外推")];

pub(super) const SETTLED: &[Word] = &[word("settled", "直到稳定")];

pub(super) const ALL: &[Word] = &[word("all", "全部")];

pub(super) const YES_NO: &[Word] = &[word("yes", "是"), word("no", "否")];

/// In which form a row of the people sheet says what counts; the words are the fields of the language.
pub(super) const FORMS: &[Word] = &[
    word("weights", "权重"),
    word("ratings", "评分"),
    word("ranking", "排序"),
    word("bounds", "上下限"),
    word("lived", "日常使用权重"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_in_both_languages() {
        for words in
            [NEEDS, ROLES, CONFIDENCE, MOVE_KINDS, GATE_KINDS, RULES, CHANNELS, OUTSIDE, SETTLED, ALL, YES_NO, FORMS]
        {
            for word in words {
                for lang in Lang::ALL {
                    assert_eq!(token(words, word.show(lang)), Some(word.token));
                }
            }
        }
        assert_eq!(token(MOVE_KINDS, " Build_Trust "), Some("build-trust"));
        assert_eq!(token(MOVE_KINDS, "teech"), None);
    }
}
