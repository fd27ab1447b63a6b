//! The names of all zones, so that those in attributes are checked when they are compiled.

use crate::text::{Text, equal};

/// The IANA's list, one name in a line. The names that `chrono_tz` has are no constants.
const NAMES: &str = include_str!("names.txt");

/// Refuses a time zone that there is none of, or that this build does not know.
///
/// # Panics
/// With a text that names it.
#[track_caller]
pub const fn check_zone(name: &str) {
    if let Some(text) = refusal(name, cfg!(feature = "zones")) {
        panic!("{}", text.as_str());
    }
}

/// What is wrong with that name of a zone.
const fn refusal(name: &str, has_zones: bool) -> Option<Text> {
    if known(name).is_some() {
        if has_zones || is_utc(name) {
            return None;
        }
        return Some(
            Text::new()
                .with(&["the time zone `", name, "` needs the feature `zones` of `pouch`"])
                .with(&["\n= help: write `features = [\"zones\"]` where `Cargo.toml` names `pouch`"])
                .with(&["\n= note: without `zone`, times are those of UTC"]),
        );
    }
    let text = Text::new().with(&["`", name, "` is no time zone"]);
    Some(match meant_by(name) {
        Some(meant) => text.with(&["\n= help: did you mean `", meant, "`?"]),
        None => text
            .with(&["\n= help: write one of the IANA's list, such as `zone = \"Europe/Berlin\"`"])
            .with(&["\n= note: without `zone`, times are those of UTC"]),
    })
}

/// Whether it names UTC, which needs no table.
pub(super) const fn is_utc(name: &str) -> bool {
    equal(name, "UTC") || equal(name, "Etc/UTC")
}

/// The name, if there is such a zone.
pub(crate) const fn known(name: &str) -> Option<&'static str> {
    let mut rest = NAMES;
    while let Some((line, behind)) = first_line(rest) {
        if equal(line, name) {
            return Some(line);
        }
        rest = behind;
    }
    None
}

/// The zone whose name, or whose city, that is but for large letters and spaces.
const fn meant_by(name: &str) -> Option<&'static str> {
    let mut rest = NAMES;
    while let Some((line, behind)) = first_line(rest) {
        if is_end(line.as_bytes(), name.as_bytes()) {
            return Some(line);
        }
        rest = behind;
    }
    None
}

/// Whether that is the line, or all of it behind a `/`, but for large letters and spaces.
const fn is_end(line: &[u8], end: &[u8]) -> bool {
    let Some(start) = line.len().checked_sub(end.len()) else { return false };
    if end.is_empty() || (start > 0 && line[start - 1] != b'/') {
        return false;
    }
    let mut index = 0;
    while index < end.len() {
        let letter = if end[index] == b' ' { b'_' } else { end[index] };
        if !line[start + index].eq_ignore_ascii_case(&letter) {
            return false;
        }
        index += 1;
    }
    true
}

/// The text before the end of the first line, and what stands behind it.
const fn first_line(text: &'static str) -> Option<(&'static str, &'static str)> {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        if bytes[end] == b'\n' {
            return Some((text.split_at(end).0, text.split_at(end + 1).1));
        }
        end += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str, has_zones: bool) -> Option<String> {
        refusal(name, has_zones).map(|text| text.as_str().to_owned())
    }

    #[cfg(feature = "zones")]
    #[test]
    fn the_list_is_that_of_the_table() {
        let table: Vec<&str> = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect();
        assert_eq!(NAMES.lines().collect::<Vec<_>>(), table);
    }

    #[test]
    fn a_name_that_is_nearly_right_is_corrected() {
        for (name, meant) in [
            ("Berlin", "Europe/Berlin"),
            ("europe/berlin", "Europe/Berlin"),
            ("New York", "America/New_York"),
            ("utc", "Etc/UTC"),
        ] {
            let text = format!("`{name}` is no time zone\n= help: did you mean `{meant}`?");
            assert_eq!(refused(name, true), Some(text));
        }
        for name in ["", "Atlantis", "+02:00", "/Berlin", "erlin"] {
            let text = refused(name, true).unwrap();
            assert!(text.contains("is no time zone\n= help: write one of"), "{name}: {text}");
        }
    }

    #[test]
    fn zones_need_the_feature_and_utc_does_not() {
        assert_eq!((refused("Europe/Berlin", true), refused("UTC", false)), (None, None));
        let text = refused("Europe/Berlin", false).unwrap();
        assert!(text.starts_with("the time zone `Europe/Berlin` needs the feature `zones`"), "{text}");
        assert!(refused("Atlantis", false).unwrap().contains("is no time zone"));
    }
}
