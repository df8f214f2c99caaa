//! What playbooks say.

#[path = "support/playbook.rs"]
mod support;

use reframe::model::Lang;
use support::Ran;

#[test]
#[ignore = "for looking"]
fn print() {
    let file = std::env::var("FILE").unwrap();
    let mut ran = Ran::new(&file, 2000);
    if std::env::var("STUDIED").is_ok() { ran = ran.studied(); }
    for lang in Lang::ALL {
        for page in ran.playbook(lang).pages {
            println!("== {} [{}]\n{}", page.id, page.label, page.finding);
            for line in &page.lead {
                println!("  > {line}");
            }
            for panel in &page.panels {
                println!("  [{}]", panel.heading);
                for l in &panel.lines {
                    println!("     {l}");
                }
            }
            for line in &page.notes {
                println!("  # {line}");
            }
            for t in &page.tables {
                println!("  T {} {} {} rows", t.name, t.title, t.rows.len());
            }
            println!("  S {}", page.source);
        }
    }
}
