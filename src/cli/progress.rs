//! A bar on stderr for runs that take a while, and the ear for Ctrl-C.

use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::interrupt;
use crate::engine::Watch;

/// Shorter runs show nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// Whether a bar is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// If stderr is a terminal.
    OnTerminal,
    /// Never.
    Never,
}

/// Watches a run for the person at the terminal.
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    shown: bool,
}

impl Progress {
    /// A bar that appears once the run has taken half a second.
    pub fn new(shown: Shown) -> Self {
        let shown = shown == Shown::OnTerminal && stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{bar:30} {percent:>3} %  {human_pos} / {human_len}  {eta}");
        Self { bar: bar.with_style(style.expect("the template is right")), started: Instant::now(), shown }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watch for Progress {
    fn progress(&self, done: u64, total: u64) {
        if self.shown && self.started.elapsed() > PATIENCE {
            if self.bar.is_hidden() {
                self.bar.set_draw_target(ProgressDrawTarget::stderr());
            }
            self.bar.set_length(total);
            self.bar.set_position(done);
        }
    }

    fn cancelled(&self) -> bool {
        interrupt::asked()
    }
}
