//! Numbers as answers.

use super::super::answer::Answer;
use super::super::rules::{Range, Rules};
use super::super::words::{Words, fill};
use super::text;
use crate::args::{BadArg, FromArg};
use crate::update::Arrived;

/// What lies between the two; near the lower one, since that is what people tend to be asked for.
fn between(least: i128, most: i128) -> i128 {
    least.saturating_add(most.saturating_sub(least) / 3)
}

/// A whole number within those bounds, of a type that has its own, in words.
fn described((least, most): (Option<i128>, Option<i128>), (min, max): (i128, i128), words: &Words) -> String {
    // Nobody is told the bounds of a type that are beyond what people count.
    let is_small = max <= u32::MAX.into();
    let least = least.filter(|least| *least > min).or(is_small.then_some(min)).or((min == 0).then_some(0));
    let most = most.filter(|most| *most < max).or((is_small && least == Some(min)).then_some(max));
    match (least, most) {
        (Some(least), Some(most)) => fill(words.of_whole_between, &[("least", &least), ("most", &most)]),
        (Some(least), None) => fill(words.of_whole_least, &[("least", &least)]),
        (None, Some(most)) => fill(words.of_whole_most, &[("most", &most)]),
        (None, None) => words.of_whole.to_owned(),
    }
}

macro_rules! answer_for_whole_numbers {
    ($($type:ty)*) => {$(
        impl Answer for $type {
            fn expected(rules: &Rules) -> String {
                let bounds = match rules.range() {
                    Some(Range::Whole(least, most)) => (Some(least), Some(most)),
                    _ => (None, None),
                };
                described(bounds, (<$type>::MIN.into(), <$type>::MAX.into()), rules.words())
            }

            fn example(rules: &Rules) -> Option<String> {
                match rules.range() {
                    Some(Range::Whole(least, most)) => {
                        Some(between(least, most.min(least.saturating_add(100))).to_string())
                    }
                    _ => Some("3".to_owned()),
                }
            }

            fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
                let number: $type = text(said).and_then(|text| text.parse().ok()).ok_or(BadArg::EXPECTED)?;
                match rules.range() {
                    Some(Range::Whole(least, most)) if !(least..=most).contains(&i128::from(number)) => {
                        Err(BadArg::EXPECTED)
                    }
                    _ => Ok(number),
                }
            }

            stored_by_serde!();

            fn show(&self, _: &Rules) -> String {
                self.to_string()
            }
        }
    )*};
}

answer_for_whole_numbers!(u8 u16 u32 u64 i8 i16 i32 i64);

macro_rules! answer_for_decimals {
    ($($type:ty)*) => {$(
        impl Answer for $type {
            fn expected(rules: &Rules) -> String {
                let words = rules.words();
                match bounds(rules) {
                    Some((f64::MIN, f64::MAX)) | None => words.of_number.to_owned(),
                    Some((least, most)) => fill(words.of_number_between, &[("least", &least), ("most", &most)]),
                }
            }

            fn example(rules: &Rules) -> Option<String> {
                let (least, most) = bounds(rules).unwrap_or((2.0, 3.0));
                Some(f64::midpoint(least, most).to_string())
            }

            fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
                // In many languages the decimals stand behind a comma.
                let text = text(said).ok_or(BadArg::EXPECTED)?.replacen(',', ".", 1);
                let number = <$type as FromArg>::from_arg(&text)?;
                match bounds(rules) {
                    Some((least, most)) if !(least..=most).contains(&f64::from(number)) => Err(BadArg::EXPECTED),
                    _ => Ok(number),
                }
            }

            stored_by_serde!();

            fn show(&self, _: &Rules) -> String {
                self.to_string()
            }
        }
    )*};
}

#[expect(clippy::cast_precision_loss, reason = "bounds that somebody wrote are small")]
fn bounds(rules: &Rules) -> Option<(f64, f64)> {
    rules.range().map(|range| match range {
        Range::Decimal(least, most) => (least, most),
        Range::Whole(least, most) => (least as f64, most as f64),
    })
}

answer_for_decimals!(f32 f64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_expected_names_the_bounds() {
        let rules = Rules::NONE.with_range(Range::Whole(13, 120));
        assert_eq!(u8::expected(&rules), "a whole number from 13 to 120");
        assert_eq!(u8::expected(&Rules::NONE.with_range(Range::Whole(1, 255))), "a whole number, 1 or more");
        assert_eq!(
            f64::expected(&Rules::NONE.with_range(Range::Decimal(0.5, 2.0))),
            "a number from 0.5 to 2"
        );
    }

    #[test]
    fn an_example_would_do() {
        for (least, most) in [(13, 120), (0, 0), (-5, 5), (1, i128::from(u64::MAX))] {
            let example: i128 =
                i64::example(&Rules::NONE.with_range(Range::Whole(least, most))).unwrap().parse().unwrap();
            assert!((least..=most).contains(&example), "{example}");
        }
    }
}
