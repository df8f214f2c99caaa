//! Who may listen to whom, in lists: the engine never looks for a pair, and never multiplies by nobody.

/// People who listen to each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Circle {
    /// How many people.
    pub people: usize,
    /// Who listens, and to whom; ascending by both.
    pub pairs: Vec<(usize, usize)>,
    /// `[pair]` to whom.
    speakers: Vec<usize>,
    /// `[listener]` to how many.
    listens: Vec<usize>,
    /// `[listener]` his first pair; then the number of pairs.
    first: Vec<usize>,
    /// How I - A is taken apart into triangles.
    pub triangles: Triangles,
}

/// The elimination of I - A, without pivots: what is worked out, and what is then done to any right-hand side. The
/// diagonal lies in the first places, whatever else is not 0 behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Triangles {
    /// How many places there are.
    pub places: usize,
    /// `[pair]` its place.
    pub place_of: Vec<usize>,
    /// `[column]` what is taken from the rows below.
    pub columns: Vec<Vec<Elimination>>,
    /// `[row]` place of the factor and row that is taken from this one, going down.
    pub down: Vec<Vec<(usize, usize)>>,
    /// `[row]` the same going up.
    pub up: Vec<Vec<(usize, usize)>>,
}

/// A multiple of one row is taken from another.
#[derive(Clone, Debug, PartialEq)]
pub struct Elimination {
    /// Place that becomes 0; it keeps the factor.
    pub factor: usize,
    /// Place that changes, and place that is taken from it as often as the factor says.
    pub changes: Vec<(usize, usize)>,
}

impl Circle {
    /// From `[listener][speaker]`, flat: whether the first may ever listen to the second.
    pub fn new(pattern: &[bool], people: usize) -> Self {
        let everybody = || (0..people).flat_map(|i| (0..people).map(move |j| (i, j)));
        let pairs: Vec<_> = everybody().filter(|(i, j)| pattern[i * people + j]).collect();
        let first: Vec<_> = (0..=people).map(|who| pairs.partition_point(|(i, _)| *i < who)).collect();
        let listens = first.windows(2).map(|ends| ends[1] - ends[0]).collect();
        let speakers = pairs.iter().map(|(_, j)| *j).collect();
        let triangles = Triangles::new(&pairs, people);
        Self { people, pairs, speakers, listens, first, triangles }
    }

    /// The numbers of a listener's pairs.
    #[inline(always)]
    pub fn pairs_of(&self, listener: usize) -> std::ops::Range<usize> {
        self.first[listener]..self.first[listener + 1]
    }

    /// `[pair]` to whom.
    #[inline(always)]
    pub fn speakers(&self) -> &[usize] {
        &self.speakers
    }

    /// `[listener]` to how many.
    #[inline(always)]
    pub fn listens(&self) -> &[usize] {
        &self.listens
    }
}

impl Triangles {
    fn new(pairs: &[(usize, usize)], people: usize) -> Self {
        let mut place = vec![None; people * people];
        let mut places = 0;
        let mut give = |place: &mut Option<usize>| {
            *place.get_or_insert_with(|| {
                places += 1;
                places - 1
            })
        };
        for who in 0..people {
            give(&mut place[who * people + who]);
        }
        let place_of = pairs.iter().map(|(i, j)| give(&mut place[i * people + j])).collect();
        let mut columns = vec![Vec::new(); people];
        for k in 0..people {
            for i in k + 1..people {
                let Some(factor) = place[i * people + k] else { continue };
                let mut changes = Vec::new();
                for j in k + 1..people {
                    if let Some(taken) = place[k * people + j] {
                        changes.push((give(&mut place[i * people + j]), taken));
                    }
                }
                columns[k].push(Elimination { factor, changes });
            }
        }
        let taken = |row: usize, from: std::ops::Range<usize>| {
            from.filter_map(|other| Some((place[row * people + other]?, other))).collect()
        };
        let down = (0..people).map(|row| taken(row, 0..row)).collect();
        let up = (0..people).map(|row| taken(row, row + 1..people)).collect();
        Self { places, place_of, columns, down, up }
    }
}
