//! safe-choice, decision-chain: what the person at the desk has to answer for.

use super::ask::{changed, scenario};
use super::compare::*;

#[test]
fn a_safe_name_beats_a_better_product_until_somebody_makes_it_safe() {
    let clinic = scenario("safe-choice/scenario.toml");
    clearly_less("the better product", compare((&clinic, "baseline", "saltmarsh"), (&clinic, "baseline", "goldcrown")));
    clearly_more("safety against proof", our_gain(&clinic, "defence", "better-product"));
    let old = "{ detection = 0.4, price = 0.2, defence = 0.4 }";
    let edit = [("scenario.toml", old, "{ detection = 0.75, price = 0.2, defence = 0.05 }")];
    let calm = changed("safe-choice/scenario.toml", &edit);
    clearly_more("nothing to defend", compare((&calm, "baseline", "saltmarsh"), (&calm, "baseline", "goldcrown")));
    clearly_more("then proof is worth more", our_gain(&calm, "better-product", "defence"));
}

#[test]
fn one_more_desk_puts_more_projects_aside() {
    let (five, six) = (scenario("decision-chain/scenario.toml"), scenario("decision-chain/one-more.toml"));
    let aside = |scenario| (scenario, "baseline", "status_quo");
    clearly_more("six desks", compare(aside(&six), aside(&five)));
}

#[test]
fn help_is_worth_most_at_the_narrowest_desk() {
    let chain = scenario("decision-chain/scenario.toml");
    clearly_more("legal against finance", our_gain(&chain, "narrowest", "next"));
    clearly_more("finance against architects", our_gain(&chain, "next", "easiest"));
    let wide = [("scenario.toml", "probability = 0.5", "probability = 0.95")];
    let wide = changed("decision-chain/scenario.toml", &wide);
    clearly_less("legal is wide", our_gain(&wide, "narrowest", "next"));
}
