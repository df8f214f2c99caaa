//! A page of a playbook with nothing on it but its finding.

use reframe::playbook::Page;

/// The page; tests put on it what they look at.
pub fn page(id: &str, label: String, finding: String) -> Page {
    Page {
        id: id.to_owned(),
        label,
        finding,
        lead: Vec::new(),
        picture: None,
        panels: Vec::new(),
        tables: Vec::new(),
        notes: Vec::new(),
        source: String::new(),
    }
}
