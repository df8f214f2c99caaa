//! The corners of a polytope of weights, and its division into simplices.

use super::Polytope;

/// Beyond these sizes the division costs more than it saves; a random walk takes over.
const MOST_CORNERS: usize = 600;
const MOST_SIMPLICES: usize = 20_000;
/// Closer than this to a face counts as on it.
const ON_FACE: f64 = 1e-11;

/// A corner, and the faces it lies on (bit k: the k-th inequality; w >= 0 first, then the constraints).
#[derive(Clone, Debug)]
pub(super) struct Corner {
    pub(super) point: Vec<f64>,
    faces: u128,
}

/// All corners, by the double description method (Motzkin et al. 1953): start from the simplex and cut it with one
/// constraint after the other. `None` if there are too many.
pub(super) fn corners(polytope: &Polytope) -> Option<Vec<Corner>> {
    let size = polytope.size;
    if size + polytope.constraints.len() > 128 {
        return None;
    }
    let everywhere = (1_u128 << size) - 1;
    let unit = |k: usize| (0..size).map(|j| if j == k { 1.0 } else { 0.0 }).collect();
    let mut corners: Vec<Corner> =
        (0..size).map(|k| Corner { point: unit(k), faces: everywhere & !(1 << k) }).collect();
    for (k, constraint) in polytope.constraints.iter().enumerate() {
        let bit = 1_u128 << (size + k);
        let slack: Vec<f64> =
            corners.iter().map(|corner| dot(&constraint.row, &corner.point) - constraint.least).collect();
        let mut kept = Vec::new();
        for (corner, &slack) in corners.iter().zip(&slack) {
            if slack >= -ON_FACE {
                let on = if slack <= ON_FACE { bit } else { 0 };
                kept.push(Corner { point: corner.point.clone(), faces: corner.faces | on });
            }
        }
        for (i, inside) in corners.iter().enumerate().filter(|(i, _)| slack[*i] > ON_FACE) {
            for (j, outside) in corners.iter().enumerate().filter(|(j, _)| slack[*j] < -ON_FACE) {
                let shared = inside.faces & outside.faces;
                let neighbours =
                    corners.iter().enumerate().all(|(l, other)| l == i || l == j || other.faces & shared != shared);
                if neighbours {
                    let t = slack[i] / (slack[i] - slack[j]);
                    let point = inside.point.iter().zip(&outside.point).map(|(a, b)| a + t * (b - a)).collect();
                    kept.push(Corner { point, faces: shared | bit });
                }
            }
        }
        if kept.len() > MOST_CORNERS {
            return None;
        }
        corners = kept;
    }
    Some(corners)
}

/// Simplices (lists of corners) that fill the polytope without overlap, by pulling its first corner, then the first
/// corner of every face that does not hold it, and so on (Lee & Santos 2017, 16.2). `None` if there are too many.
pub(super) fn simplices(polytope: &Polytope, corners: &[Corner]) -> Option<Vec<Vec<usize>>> {
    let faces = polytope.size + polytope.constraints.len();
    let all: Vec<usize> = (0..corners.len()).collect();
    let dimension = affine_rank(corners, &all);
    let mut found = Vec::new();
    pull(corners, faces, &all, dimension, &mut Vec::new(), &mut found).then_some(found)
}

fn pull(
    corners: &[Corner],
    faces: usize,
    face: &[usize],
    dimension: usize,
    apexes: &mut Vec<usize>,
    found: &mut Vec<Vec<usize>>,
) -> bool {
    if face.len() == dimension + 1 {
        found.push(apexes.iter().chain(face).copied().collect());
        return found.len() <= MOST_SIMPLICES;
    }
    let apex = face[0];
    let mut seen: Vec<Vec<usize>> = Vec::new();
    apexes.push(apex);
    for k in 0..faces {
        let facet: Vec<usize> = face.iter().copied().filter(|&v| corners[v].faces >> k & 1 == 1).collect();
        let is_new = facet.len() >= dimension && !facet.contains(&apex) && !seen.contains(&facet);
        if is_new && affine_rank(corners, &facet) == dimension - 1 {
            if !pull(corners, faces, &facet, dimension - 1, apexes, found) {
                return false;
            }
            seen.push(facet);
        }
    }
    apexes.pop();
    true
}

/// Volume of a simplex in its own dimension, up to a factor that all simplices of the polytope share.
pub(super) fn volume(corners: &[Corner], simplex: &[usize]) -> f64 {
    let edges = edges(corners, simplex);
    let mut gram: Vec<Vec<f64>> = edges.iter().map(|a| edges.iter().map(|b| dot(a, b)).collect()).collect();
    let mut determinant = 1.0;
    for k in 0..gram.len() {
        determinant *= gram[k][k];
        for i in k + 1..gram.len() {
            let factor = gram[i][k] / gram[k][k];
            for j in k..gram.len() {
                gram[i][j] -= factor * gram[k][j];
            }
        }
    }
    determinant.max(0.0).sqrt()
}

/// Dimension of the smallest flat that holds these corners.
fn affine_rank(corners: &[Corner], members: &[usize]) -> usize {
    let mut rows = edges(corners, members);
    let mut rank = 0;
    let width = corners[members[0]].point.len();
    for column in 0..width {
        let Some(pivot) = (rank..rows.len()).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()))
        else {
            break;
        };
        if rows[pivot][column].abs() <= 1e-9 {
            continue;
        }
        rows.swap(rank, pivot);
        for i in rank + 1..rows.len() {
            let factor = rows[i][column] / rows[rank][column];
            for j in column..width {
                rows[i][j] -= factor * rows[rank][j];
            }
        }
        rank += 1;
    }
    rank
}

fn edges(corners: &[Corner], members: &[usize]) -> Vec<Vec<f64>> {
    let origin = &corners[members[0]].point;
    members[1..].iter().map(|&v| corners[v].point.iter().zip(origin).map(|(a, b)| a - b).collect()).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
