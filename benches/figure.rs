//! The table of what a draw costs, and the picture of it in docs/performance.md.

use std::fmt::Write as _;

use reframe::chart::{CostAxis, CostChart, CostLine, CostPanel, Role, Words};
use reframe::model::Lang;

/// Beside the manifest; the pictures have the same name.
pub const TABLE: &str = "docs/images/performance-scaling.csv";

/// One size of the problem, measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What was varied.
    pub axis: String,
    /// To what.
    pub size: u64,
    /// `engine` or `plain`.
    pub program: String,
    /// Nanoseconds per draw: the median of the rounds, and their quartiles.
    pub nanoseconds: [f64; 3],
}

const HEAD: &str = "axis,size,program,ns_per_draw,quartile_1,quartile_3";

/// As a CSV file.
pub fn to_csv(rows: &[Row]) -> String {
    let mut text = format!("{HEAD}\n");
    for Row { axis, size, program, nanoseconds: [median, low, high] } in rows {
        writeln!(text, "{axis},{size},{program},{median:.1},{low:.1},{high:.1}").expect("text grows");
    }
    text
}

/// From such a file.
///
/// # Panics
/// If it is another file.
pub fn from_csv(text: &str) -> Vec<Row> {
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(HEAD), "the table of costs");
    let number = |cell: &str| cell.parse::<f64>().expect("a number");
    let row = |line: &str| match line.split(',').collect::<Vec<_>>()[..] {
        [axis, size, program, median, low, high] => Row {
            axis: axis.to_owned(),
            size: number(size) as u64,
            program: program.to_owned(),
            nanoseconds: [median, low, high].map(number),
        },
        _ => panic!("six cells, not `{line}`"),
    };
    lines.map(row).collect()
}

/// The picture of a table.
pub fn chart(rows: &[Row]) -> CostChart {
    let axes: [(&str, &str, CostAxis); 6] = [
        ("strategies", "Strategies", CostAxis::Log),
        ("draws", "Draws, compiling included", CostAxis::Log),
        ("threads", "Threads, on the clock", CostAxis::Linear),
        ("stakeholders", "Stakeholders", CostAxis::Log),
        ("criteria", "Criteria", CostAxis::Log),
        ("vendors", "Vendors", CostAxis::Log),
    ];
    let line = |axis: &str, program: &str, name: &str, role| {
        let of = rows.iter().filter(|row| row.axis == axis && row.program == program);
        let points = of.map(|row| (row.size as f64, row.nanoseconds[0])).collect();
        CostLine { name: name.to_owned(), role, points }
    };
    let panel = |(id, name, axis): (&str, &str, CostAxis)| CostPanel {
        name: name.to_owned(),
        axis,
        lines: vec![line(id, "engine", "engine", Role::Us), line(id, "plain", "plain code", Role::Rival)],
    };
    CostChart {
        words: Words {
            lang: Lang::En,
            title: title(rows),
            subtitle: "A committee of 6 stakeholders, 8 criteria and a latent one, 4 vendors, the baseline and 12 \
                       strategies of one move; each panel varies one of them"
                .to_owned(),
            caption: "CPU time of one thread, medians of rounds in turn, except that threads are timed on the clock \
                      (5% quantile). Plain code: the same model draw by draw, fixed-size arrays, generators prepared \
                      once, no vector instructions asked for; both give the same answers. Hard votes, all beliefs \
                      different. Both axes are logarithmic, but for the number of threads."
                .to_owned(),
        },
        axis: "Time per draw".to_owned(),
        panels: axes.map(panel).into(),
    }
}

/// What the table says about the most strategies.
fn title(rows: &[Row]) -> String {
    let most = rows.iter().filter(|row| row.axis == "strategies").map(|row| row.size).max().unwrap_or(0);
    let time = |program: &str| {
        let row = rows.iter().find(|row| row.axis == "strategies" && row.size == most && row.program == program);
        row.map_or(0.0, |row| row.nanoseconds[0] / 1000.0)
    };
    format!("{most} strategies: {:.1} µs per draw, plain code {:.1} µs", time("engine"), time("plain"))
}
