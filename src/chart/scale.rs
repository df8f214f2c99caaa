//! Numbers to positions: scales, ticks, and labels that do not collide.

/// A linear map from values to pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub top: f64,
    pub from: f64,
    pub to: f64,
}

impl Scale {
    /// Position of a value; 0 is at `from`, `top` at `to`.
    pub fn at(&self, value: f64) -> f64 {
        self.from + (self.to - self.from) * value / self.top
    }
}

/// Where an axis of shares ends so that it holds `highest`, and its ticks, 0 included.
pub(super) fn axis(highest: f64) -> (f64, Vec<f64>) {
    const PERCENT: [(u32, u32); 10] =
        [(1, 5), (2, 10), (5, 15), (5, 25), (10, 30), (10, 40), (10, 50), (20, 60), (20, 80), (25, 100)];
    let (step, top) = PERCENT.into_iter().find(|(_, top)| highest * 100.0 <= f64::from(*top)).unwrap_or((25, 100));
    let ticks = (0..=top / step).map(|i| f64::from(i * step) / 100.0).collect();
    (f64::from(top) / 100.0, ticks)
}

/// Centres for labels of these heights, as near as possible to where they are wanted (least squares), in the same
/// order, without overlap, within `low` to `high` if they fit there.
///
/// Isotonic regression by pooling adjacent violators, after taking each label's heap of predecessors off.
pub(super) fn spread(wanted: &[f64], heights: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut offset = 0.0;
    let offsets: Vec<f64> = order
        .iter()
        .map(|&i| {
            let centre = offset + heights[i] / 2.0;
            offset += heights[i];
            centre
        })
        .collect();
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (&i, offset) in order.iter().zip(&offsets) {
        let (mut mean, mut count) = (wanted[i] - offset, 1);
        while let Some(&(previous, n)) = pools.last().filter(|pool| pool.0 > mean) {
            mean = (mean * count as f64 + previous * n as f64) / (count + n) as f64;
            count += n;
            pools.pop();
        }
        pools.push((mean, count));
    }
    let shifts = pools.into_iter().flat_map(|(mean, count)| std::iter::repeat_n(mean, count));
    let mut centres = vec![0.0; wanted.len()];
    for ((i, offset), shift) in order.into_iter().zip(offsets.iter()).zip(shifts) {
        centres[i] = shift.min(high - total(heights)).max(low) + offset;
    }
    centres
}

fn total(heights: &[f64]) -> f64 {
    heights.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_hold_their_values() {
        for i in 0..=100 {
            let highest = f64::from(i) / 100.0;
            let (top, ticks) = axis(highest);
            assert!(highest <= top + 1e-12 && (3..=6).contains(&ticks.len()), "{highest} {top} {ticks:?}");
            assert_eq!(ticks.last(), Some(&top));
        }
    }

    #[test]
    fn labels_stay_if_they_can_and_never_overlap() {
        assert_eq!(spread(&[10.0, 50.0], &[10.0, 10.0], 0.0, 100.0), vec![10.0, 50.0]);
        assert_eq!(spread(&[50.0, 50.0], &[10.0, 10.0], 0.0, 100.0), vec![45.0, 55.0]);
        assert_eq!(spread(&[0.0, 0.0, 99.0], &[10.0; 3], 0.0, 100.0), vec![5.0, 15.0, 95.0]);
        let many = spread(&[80.0, 20.0, 81.0, 80.5, 20.0], &[12.0; 5], 0.0, 100.0);
        let mut sorted = many.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 12.0 - 1e-9), "{many:?}");
        assert!(many[0] < many[3] && many[3] < many[2], "{many:?}");
    }
}
