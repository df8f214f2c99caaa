//! Charts: plain data in, a [`Scene`] out, and the scene as SVG or PNG.
//!
//! ```text
//! OutcomesChart, ReframeCurveChart, WeightsChart, ... -> Scene -> to_svg, to_outlines, to_png
//!                 every word ready made                  positions    bytes
//! ```
//!
//! A chart computes positions, never findings: every number and every word comes from the caller. What it does add is
//! how a number is written ([`crate::stats::number`]) and the alternative text, a list of the numbers drawn.

mod adoption;
mod break_even;
pub mod color;
mod cost;
mod dot_plot;
mod end_labels;
mod faces;
mod flow;
pub mod font;
mod frontier;
mod heat_map;
mod icon_array;
mod legend;
mod legible;
mod marks;
mod outcomes;
mod outlines;
mod page;
mod payoff;
mod place;
mod png;
mod quantile_dots;
mod questions;
mod rank_bars;
mod raster;
mod reframe_curve;
mod rows;
mod scale;
mod scene;
mod shares;
mod simplex;
mod stakeholder_map;
mod svg;
mod ternary;
mod theme;
mod tornado;
mod trajectory;
mod typeset;
mod uplifts;
mod waterfall;
mod weight_map;
mod weights;

pub use adoption::{AdoptionChart, AdoptionRow, adoption};
pub use break_even::{BreakEvenChart, BreakEvenRow, break_even};
pub use cost::{CostAxis, CostChart, CostLine, CostPanel, cost};
pub use dot_plot::{DotPlotChart, DotRow, MOST_SERIES, dot_plot};
pub use faces::{Font, FontError};
pub use flow::{FlowChart, FlowRow, flow};
pub use frontier::{FrontierChart, FrontierDot, frontier};
pub use heat_map::{HeatCell, HeatMapChart, HeatRow, heat_map};
pub use icon_array::{IconArrayChart, IconGroup, IconPanel, icon_array};
pub use outcomes::{OutcomeRow, OutcomesChart, outcomes};
pub use outlines::to_outlines;
pub use page::Words;
pub use payoff::{PayoffCell, PayoffChart, PayoffSide, payoff};
pub use png::{Drawing, MAX_PIXELS, RenderError, png_size, to_png};
pub use quantile_dots::{DotsRow, QuantileDotsChart, quantile_dots};
pub use questions::{QuestionRow, QuestionsChart, questions};
pub use rank_bars::{RankBarsChart, RankRow, rank_bars};
pub use reframe_curve::{BreakEvenMark, CurveLine, LikelySpan, ReframeCurveChart, reframe_curve};
pub use scene::{Anchor, Bounds, Item, Scene, Shape, Stroke};
pub use shares::{SharesChart, SharesRow, shares};
pub use simplex::{MapAlternative, MapMark, WeightField};
pub use stakeholder_map::{MapLink, MapPerson, StakeholderMapChart, stakeholder_map};
pub use svg::to_svg;
pub use ternary::{TernaryChart, ternary};
pub use theme::{Marker, Role, Theme};
pub use tornado::{TornadoChart, TornadoRow, tornado};
pub use trajectory::{TrajectoryChart, TrajectoryRow, trajectory};
pub use typeset::Typeset;
pub use uplifts::{UpliftRow, UpliftsChart, uplifts};
pub use waterfall::{WaterfallChart, WaterfallStep, waterfall};
pub use weight_map::{WeightMapChart, weight_map};
pub use weights::{CriterionShift, StakeholderPanel, WeightsChart, weights};
