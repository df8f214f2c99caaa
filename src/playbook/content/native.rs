//! Short forms for the charts of office programs.

use super::Told;
use crate::chart::Role;
use crate::chart::color::Color;
use crate::playbook::{NumberStyle, OfficeChart, OfficeKind, OfficeSeries, Places};
use crate::report::figures;
use crate::stats::Estimate;

/// A chart over names.
pub(super) fn named(
    kind: OfficeKind,
    (places_title, values_title): (String, String),
    style: NumberStyle,
    places: Vec<String>,
    series: Vec<OfficeSeries>,
) -> OfficeChart {
    OfficeChart { kind, places_title, values_title, style, places: Places::Names(places), series, range: None }
}

/// A series with whiskers, each value written beside its mark.
pub(super) fn estimated<'e>(
    name: String,
    values: impl Iterator<Item = &'e Estimate> + Clone,
    color: Color,
) -> OfficeSeries {
    let whiskers: Vec<(f64, f64)> = values.clone().map(whisker).collect();
    let some = whiskers.iter().any(|(below, above)| *below > 0.0 || *above > 0.0);
    OfficeSeries {
        error: some.then_some(whiskers),
        labelled: true,
        ..plain(name, values.map(|value| Some(value.value())).collect(), color)
    }
}

/// A series of bare values.
pub(super) fn plain(name: String, values: Vec<Option<f64>>, color: Color) -> OfficeSeries {
    OfficeSeries { name, values, error: None, sizes: None, color, colors: Vec::new(), hidden: false, labelled: false }
}

/// Half-widths of an interval, below and above.
fn whisker(estimate: &Estimate) -> (f64, f64) {
    (estimate.value() - estimate.low(), estimate.high() - estimate.value())
}

/// The colour of an alternative; rivals have one each where they stand side by side.
pub(super) fn color(told: &Told, position: usize) -> Color {
    let theme = &told.brand.theme;
    let role = |position| figures::role(told.view, position);
    match role(position) {
        Role::Rival => {
            let before = (0..position).filter(|other| role(*other) == Role::Rival).count();
            theme.rivals[before % theme.rivals.len()]
        }
        other => theme.role(other),
    }
}

/// The palest form of a colour, for what was before.
pub(super) fn pale(color: Color) -> Color {
    color.tint(PALE)
}

const PALE: f64 = 0.4;

/// The same with other colours at some places.
pub(super) fn with_colors(series: OfficeSeries, colors: Vec<(usize, Color)>) -> OfficeSeries {
    OfficeSeries { colors, ..series }
}

/// Ends of an axis of probabilities that begins at 0, because bars are compared by their lengths: up to the next tenth.
pub(super) fn from_zero(largest: f64) -> Option<(f64, f64)> {
    Some((0.0, ((largest * 10.0 - 1e-9).ceil() / 10.0).clamp(0.1, 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_of_bars_begin_at_nothing_and_end_at_a_tenth() {
        assert_eq!(from_zero(0.33), Some((0.0, 0.4)));
        assert_eq!(from_zero(0.4), Some((0.0, 0.4)));
        assert_eq!(from_zero(0.0), Some((0.0, 0.1)));
        assert_eq!(from_zero(0.999), Some((0.0, 1.0)));
    }
}
