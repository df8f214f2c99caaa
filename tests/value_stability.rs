//! Published numbers can be made again: the first random numbers of every purpose, and a small run.
//!
//! A change here means that every seed gives other numbers than before. That may be right, but it is a breaking
//! change: it needs a line in the changelog, and only then the new values here. Estimates are compared to nine digits,
//! because logarithms and exponentials of the platform go into the tables.

mod support;

use reframe::model::*;
use reframe::random::{Purpose, Streams};
use support::build::{Build, believed, bounds, dirichlet, raise, ranking, uniform};
use support::run::findings;

const SEED: u64 = 2024;

#[test]
fn the_first_numbers_of_every_purpose() {
    let (who, criterion, alternative) = ("ann", "price", "us");
    let purposes = [
        Purpose::Weight { who, criterion },
        Purpose::WeightPoint { who, nth: 0 },
        Purpose::WeightPoint { who, nth: 1 },
        Purpose::Performance { alternative, criterion },
        Purpose::OwnPerformance { who, alternative, criterion },
        Purpose::Credibility { vendor: "us" },
        Purpose::TakenUp { played: "teach", time: 0, who },
        Purpose::TakenUp { played: "teach", time: 1, who },
        Purpose::Strength { played: "teach", time: 0, who },
        Purpose::Backfire { played: "teach", time: 0, who },
        Purpose::Tailored { played: "tailor", time: 0, who },
        Purpose::Indecision { who },
        Purpose::Speaks { stage: "early", who },
        Purpose::Gate { gate: "legal", vendor: "us" },
        Purpose::Mood { who, alternative },
    ];
    let streams = Streams::new(SEED);
    let numbers = |purpose: &Purpose<'_>| [0, 1, 255, 256, 1_000_000].map(|draw| streams.bits(purpose.key(), draw));
    let observed: Vec<[u64; 5]> = purposes.iter().map(numbers).collect();
    assert_eq!(observed, FIRST, "other random numbers than in earlier versions: a breaking change");
}

const FIRST: [[u64; 5]; 15] = [
    [
        14_443_261_995_848_636_708,
        10_942_548_396_473_135_566,
        12_498_487_570_086_684_991,
        7_375_565_624_019_660_878,
        17_798_814_533_406_241_470,
    ],
    [
        14_907_249_876_892_347_837,
        2_773_614_068_340_082_099,
        11_452_156_593_480_382_514,
        2_372_978_906_955_399_514,
        8_914_506_194_362_136_036,
    ],
    [
        5_788_024_975_933_831_307,
        3_300_477_600_910_358_444,
        17_383_213_881_148_299_170,
        2_133_351_423_028_193_902,
        11_020_686_742_678_378_088,
    ],
    [
        2_845_898_302_726_625_941,
        10_452_147_959_827_555_075,
        6_593_534_986_547_124_628,
        16_459_906_321_433_267_492,
        17_587_135_494_696_753_519,
    ],
    [
        9_002_375_658_101_845_246,
        2_672_657_080_023_449_544,
        16_539_393_449_374_451_799,
        16_919_846_392_214_414_880,
        3_449_118_241_387_933_637,
    ],
    [
        15_171_611_182_591_885_230,
        15_951_223_902_530_463_944,
        10_436_906_618_981_477_639,
        7_356_089_533_423_055_703,
        7_548_814_323_604_516_948,
    ],
    [
        6_304_508_486_701_811_050,
        2_395_249_844_294_153_306,
        12_705_586_768_390_914_566,
        10_633_794_509_375_926_284,
        4_315_514_225_731_086_956,
    ],
    [
        9_885_389_949_455_563_276,
        15_139_017_063_971_781_602,
        17_735_158_336_956_226_909,
        11_053_044_852_224_375_489,
        4_901_494_863_690_400_281,
    ],
    [
        14_340_720_157_634_154_122,
        13_564_850_137_023_936_818,
        5_757_776_857_289_627_976,
        13_647_890_511_192_347_443,
        12_102_490_409_623_830_694,
    ],
    [
        15_492_900_301_718_169_049,
        10_927_265_130_544_621_634,
        16_482_580_413_484_890_972,
        10_475_582_429_742_160_745,
        12_818_811_278_173_320_002,
    ],
    [
        15_099_706_845_960_846_517,
        1_621_563_102_955_726_402,
        2_621_816_103_594_938_139,
        15_266_665_323_200_284_416,
        678_128_404_797_466_154,
    ],
    [
        15_666_037_431_821_863_701,
        17_234_730_261_267_957_191,
        17_366_559_252_368_312_755,
        17_545_179_359_469_864_605,
        15_113_004_097_807_122_474,
    ],
    [
        10_852_428_633_073_268_230,
        13_762_574_022_184_774_809,
        1_953_559_551_228_855_949,
        9_017_544_016_274_459_989,
        10_349_070_690_485_713_871,
    ],
    [
        13_664_662_121_343_024_528,
        14_520_212_837_765_591_729,
        8_743_732_211_767_959_548,
        18_230_171_023_997_846_344,
        4_967_873_245_651_917_165,
    ],
    [
        1_636_087_216_831_908_784,
        10_674_315_229_112_380_943,
        9_279_263_257_938_681_113,
        13_262_583_734_659_941_630,
        7_537_681_954_327_375_186,
    ],
];

/// Every kind of belief and of move in one committee.
fn purchase() -> Scenario {
    let soft = |shift: Shift| Shift { strength: Distribution::beta(3.0, 7.0, 0.0, 1.0).expect("a beta"), ..shift };
    let belief = |belief: Result<Distribution, ImpossibleDistribution>| belief.expect("parameters in range");
    let price = ValueFunction::linear(300.0, 100.0, Outside::Clamp).expect("a scale");
    Build::new(&["price", "speed", "safety"], &["us", "rival"])
        .latent("safety")
        .with(|parts| parts.criteria[0].value = price)
        .credibility("us", believed(0.7, 10.0))
        .person("ann", dirichlet(&[5.0, 2.0, 0.0], 12.0))
        .person("bob", ranking(&[&[1], &[0]]))
        .reach(0.8)
        .person("cho", uniform(2))
        .person("dee", bounds(&[(0.2, 0.7), (0.1, 1.0)]))
        .scores("us", &[220.0, 0.6, 0.9])
        .scores("rival", &[180.0, 0.5, 0.2])
        .scores("status_quo", &[300.0, 0.2, 0.1])
        .performance("us", "price", belief(Distribution::range(200.0, 240.0)))
        .performance("us", "speed", belief(Distribution::pert(0.3, 0.6, 0.8)))
        .performance("rival", "price", belief(Distribution::lognormal(180.0, 0.1)))
        .performance("rival", "speed", belief(Distribution::triangular(0.3, 0.5, 0.8)))
        .performance_for("bob", "rival", "speed", belief(Distribution::uniform(0.2, 0.9)))
        .teach("teach", soft(raise(2, 0.6)))
        .accepted(0.7)
        .justify("proof", &["teach"], 0.8)
        .act("ten", MoveKind::Discount { criterion: CriterionId::new(0), cut: Cut::Share(0.1) })
        .accepted(0.9)
        .strategy("teach", &["teach"])
        .strategy("all", &["teach", "teach", "proof", "ten"])
        .scenario()
}

#[test]
fn a_small_run() {
    let found = findings(&purchase(), 1000, SEED);
    let mut lines = Vec::new();
    for strategy in &found.strategies {
        let win: Vec<String> = strategy.win.iter().map(|w| format!("{:.9}", w.value())).collect();
        let uplift = strategy.uplift.as_ref().map_or_else(String::new, |u| format!("{:.9}", u[0].value()));
        let weights: Vec<String> = strategy.group_weights.iter().map(|w| format!("{:.9}", w.mean.value())).collect();
        lines.push(format!("win {} uplift {uplift} weights {}", win.join(" "), weights.join(" ")));
    }
    assert_eq!(lines, SMALL_RUN, "other results than in earlier versions: a breaking change");
}

const SMALL_RUN: [&str; 3] = [
    "win 0.257000000 0.743000000 0.000000000 uplift  weights 0.475100223 0.524899777 0.000000000",
    "win 0.510000000 0.490000000 0.000000000 uplift 0.253000000 weights 0.433704217 0.482047336 0.084248447",
    "win 0.930000000 0.070000000 0.000000000 uplift 0.673000000 weights 0.362469039 0.406289758 0.231241204",
];
