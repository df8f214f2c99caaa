//! The charts of the study: tornado, and shares of the variance.

use super::{SHOWN, Told};
use crate::chart::{SharesChart, SharesRow, Theme, TornadoChart, TornadoRow, shares, tornado};
use crate::report::figures::{Chart, words};
use crate::stats::number::percent;

/// Both charts; no shares where nothing varies.
pub(super) fn charts(told: &Told, theme: &Theme) -> Vec<Chart> {
    let mut charts = Vec::new();
    if !told.found.bars.is_empty() {
        charts.push(tornado_chart(told, theme));
    }
    charts.extend(shares_chart(told, theme));
    charts
}

fn subtitle(told: &Told) -> String {
    format!("{} · {}", told.names.scenario.title.get(told.names.lang), told.strategy())
}

fn tornado_chart(told: &Told, theme: &Theme) -> Chart {
    let row = |bar: &crate::study::Bar| TornadoRow {
        name: told.names.scalar(bar.scalar),
        levels: bar.levels.map(|level| told.names.level(bar.scalar, level)),
        win: bar.win,
        swing: bar.swing,
    };
    let left_out = told.found.bars.len().saturating_sub(SHOWN);
    let note = if left_out > 0 {
        told.say(
            format!(" The {SHOWN} widest of {} inputs.", told.found.bars.len()),
            format!("共 {} 个因素，图中为影响最大的 {SHOWN} 个。", told.found.bars.len()),
        )
    } else {
        String::new()
    };
    let data = |words| TornadoChart {
        words,
        axis: told.say("Our win probability", "我方胜率"),
        swing: told.say("Swing in points", "相差（百分点）"),
        ends: [told.say("Input low, or no", "取低值，或“否”"), told.say("Input high, or yes", "取高值，或“是”")],
        middle: told.say("Everything uncertain", "全部照旧不确定"),
        win: told.found.win,
        rows: told.found.bars.iter().take(SHOWN).map(row).collect(),
    };
    let caption = format!("{}{note}", told.method());
    let around = words(told.names.lang, &told.tornado_title(), subtitle(told), &caption);
    Chart::new("tornado".to_owned(), around, theme, |words, theme| tornado(&data(words), theme))
}

fn shares_chart(told: &Told, theme: &Theme) -> Option<Chart> {
    let row = |group: &crate::study::GroupIndices| {
        let indices = group.win?;
        Some(SharesRow {
            name: told.names.input(group.kind),
            alone: indices.first,
            together: indices.total,
            number: format!("{} / {}", percent(&at_least_0(&indices.first)), percent(&indices.total)),
        })
    };
    let rows: Vec<SharesRow> = told.found.indices.iter().take(SHOWN).filter_map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let data = |words| SharesChart {
        words,
        axis: told.say("Share of the variance of our win probability", "占我方胜率方差的份额"),
        alone: told.say("Alone", "单独"),
        together: told.say("With others", "连同其他"),
        rows: rows.clone(),
    };
    let note = told.say(" Shares below 0 by chance are drawn as 0.", "因抽样误差略低于 0 的份额，图上画作 0。");
    let caption = format!("{}{note}", told.method());
    let around = words(told.names.lang, &told.shares_title(), subtitle(told), &caption);
    Some(Chart::new("variance-shares".to_owned(), around, theme, |words, theme| shares(&data(words), theme)))
}

/// What is drawn as 0 is written as next to nothing; the table has the number as it came out.
fn at_least_0(share: &crate::stats::Estimate) -> crate::stats::Estimate {
    let value = share.value().max(0.0);
    crate::stats::Estimate::new(value, share.std_error(), share.low().clamp(0.0, value), share.high().max(value))
}
