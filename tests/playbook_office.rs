//! The playbook as slides and as a workbook: what office programs find in them.

#[path = "support/playbook.rs"]
mod playbook;

use reframe::model::Lang;

/// Writes the samples where they can be looked at.
#[test]
#[ignore = "writes files to look at"]
fn samples_to_look_at() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    for (lang, code) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for (name, made) in [("sample", playbook::sample(lang)), ("awkward", playbook::awkward(lang))] {
            let slides = reframe::playbook::pptx::document(&made).unwrap();
            std::fs::write(folder.join(format!("{name}-{code}.pptx")), slides).unwrap();
            let workbook = reframe::playbook::xlsx::document(&made).unwrap();
            std::fs::write(folder.join(format!("{name}-{code}.xlsx")), workbook).unwrap();
        }
    }
    println!("{}", folder.display());
}
