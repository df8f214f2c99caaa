//! What is drawn under a name.

use reframe::chart::{Bounds, Scene, Shape};

pub fn find<'a>(scene: &'a Scene, name: &str) -> &'a Shape {
    let found = scene.items.iter().find(|item| item.name == name);
    &found.unwrap_or_else(|| panic!("nothing is called `{name}`")).shape
}

pub fn grid_at(scene: &Scene, name: &str) -> f64 {
    let Shape::Line { points, .. } = find(scene, name) else { panic!("`{name}` is not a line") };
    if points[0].0 == points[1].0 { points[0].0 } else { points[0].1 }
}

pub fn rect(scene: &Scene, name: &str) -> Bounds {
    let Shape::Rect { bounds, .. } = find(scene, name) else { panic!("`{name}` is not a rectangle") };
    *bounds
}

pub fn words_of<'a>(scene: &'a Scene, name: &str) -> &'a str {
    let Shape::Text { text, .. } = find(scene, name) else { panic!("`{name}` is not a text") };
    text
}

pub fn assert_close(drawn: f64, expected: f64, what: &str) {
    assert!((drawn - expected).abs() < 0.05, "{what} is drawn at {drawn}, not at {expected}");
}
