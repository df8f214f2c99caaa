//! Matrix games: known solutions, and the gap between the two linear programmes.

use reframe::study::solve_game;

fn close(observed: &[f64], expected: &[f64]) {
    for (o, e) in observed.iter().zip(expected) {
        assert!((o - e).abs() < 1e-9, "{observed:?} {expected:?}");
    }
}

#[test]
fn matching_pennies_is_a_toss() {
    let game = solve_game(&[vec![1.0, -1.0], vec![-1.0, 1.0]]);
    close(&game.rows, &[0.5, 0.5]);
    close(&game.columns, &[0.5, 0.5]);
    close(&[game.value, game.gap()], &[0.0, 0.0]);
}

/// Two by two without a saddle: x = (d - c) / (a + d - b - c), v = (ad - bc) / (a + d - b - c).
#[test]
fn two_by_two_has_the_textbook_solution() {
    let (a, b, c, d) = (0.7, 0.2, 0.3, 0.5);
    let game = solve_game(&[vec![a, b], vec![c, d]]);
    let total = a + d - b - c;
    close(&game.rows, &[(d - c) / total, (a - b) / total]);
    close(&game.columns, &[(d - b) / total, (a - c) / total]);
    close(&[game.value, game.gap()], &[(a * d - b * c) / total, 0.0]);
}

#[test]
fn rock_paper_scissors_takes_thirds() {
    let game = solve_game(&[vec![0.5, 0.0, 1.0], vec![1.0, 0.5, 0.0], vec![0.0, 1.0, 0.5]]);
    close(&game.rows, &[1.0 / 3.0; 3]);
    close(&game.columns, &[1.0 / 3.0; 3]);
    close(&[game.value], &[0.5]);
}

#[test]
fn a_saddle_is_played_purely_and_what_is_dominated_never() {
    // Row 1 is better than the others everywhere; column 0 is its worst.
    let game = solve_game(&[vec![0.1, 0.2, 0.3], vec![0.4, 0.6, 0.5], vec![0.3, 0.55, 0.2]]);
    close(&game.rows, &[0.0, 1.0, 0.0]);
    close(&game.columns, &[1.0, 0.0, 0.0]);
    close(&[game.value, game.lower, game.upper], &[0.4; 3]);
}

#[test]
fn one_row_gets_its_worst_and_one_column_concedes_its_best() {
    close(&[solve_game(&[vec![0.4, 0.1, 0.6]]).value], &[0.1]);
    close(&[solve_game(&[vec![0.4], vec![0.1], vec![0.6]]).value], &[0.6]);
    close(&[solve_game(&vec![vec![0.25; 3]; 2]).value], &[0.25]);
}

/// No pure strategy of either side does better against the other's mix, in games of all sizes.
#[test]
fn the_gap_closes_in_games_of_all_sizes() {
    let mut state = 7_u64;
    let mut number = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    for (height, width) in [(1, 5), (2, 2), (3, 7), (9, 4), (12, 16), (12, 64), (40, 40)] {
        let payoff: Vec<Vec<f64>> = (0..height).map(|_| (0..width).map(|_| number()).collect()).collect();
        let game = solve_game(&payoff);
        assert!(game.gap().abs() < 1e-9, "{height} x {width}: {}", game.gap());
        let pure = payoff.iter().map(|row| row.iter().copied().fold(1.0, f64::min)).fold(0.0, f64::max);
        assert!(game.value >= pure - 1e-12, "mixing never costs");
    }
}
