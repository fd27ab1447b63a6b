//! Of which kind and how large a file is: `mime = "image/*"`, `size = "5 MB"`.

use super::super::super::model::Question;
use super::type_name;
use crate::errors::{Errors, Mistake};
use crate::syntax;

/// Types that Telegram tells the kind of, and those that it tells the size of, too.
const WITH_KIND: [&str; 5] = ["Document", "Audio", "Animation", "Video", "Voice"];
const WITH_SIZE: [&str; 7] = ["Document", "Audio", "Animation", "Video", "Voice", "PhotoSize", "VideoNote"];

/// Units of sizes, in bytes.
const UNITS: [(&str, u64); 3] = [("KB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30)];

/// A size such as `5 MB`, in bytes.
pub(in super::super::super) fn bytes(written: &str) -> Option<u64> {
    let (unit, size) = UNITS.iter().find(|(unit, _)| written.ends_with(unit))?;
    let number: u64 = written.strip_suffix(unit)?.trim().parse().ok()?;
    number.checked_mul(*size).filter(|bytes| *bytes > 0)
}

/// The kinds that are written so, with commas between them; `None` where one is none.
pub(in super::super::super) fn kinds(written: &str) -> Option<Vec<String>> {
    let is_kind = |kind: &str| {
        let parts: Vec<&str> = kind.split('/').collect();
        let is_part = |part: &&str| !part.is_empty() && !part.contains(char::is_whitespace);
        parts.len() == 2 && parts.iter().all(is_part) && !parts[0].contains('*')
    };
    let kinds = written.split(',').map(str::trim);
    kinds.map(|kind| is_kind(kind).then(|| kind.to_owned())).collect()
}

/// Reports rules for files that can't be kept.
pub(super) fn check(question: &Question, errors: &mut Errors) {
    let written = syntax::text_of(&question.answer);
    let name = type_name(&question.answer);
    let is_of = |types: &[&str]| types.iter().any(|ty| name == *ty || written.ends_with(&format!("<{ty}>")));
    if let Some(mime) = &question.mime {
        if !is_of(&WITH_KIND) {
            let mistake =
                Mistake::new(format!("`mime` is for files, and Telegram tells no kind of `{written}`"));
            errors.report(mime, mistake.help("leave it out, or ask for a `Document`"));
        } else if kinds(&mime.value()).is_none() {
            let mistake = Mistake::new(format!("`{}` is no kind of file", mime.value().escape_debug()));
            errors.report(mime, mistake.help("write `mime = \"application/pdf, image/*\"`, for instance"));
        }
    }
    if let Some(size) = &question.size {
        if !is_of(&WITH_SIZE) {
            let mistake = Mistake::new(format!("`size` is for files, and `{written}` is none"));
            errors.report(size, mistake.help("leave it out"));
        } else if bytes(&size.value()).is_none() {
            let mistake = Mistake::new(format!("`{}` is no size", size.value().escape_debug()));
            errors.report(size, mistake.help("write `size = \"5 MB\"`: a number and `KB`, `MB` or `GB`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_kinds_are_read_as_people_write_them() {
        assert_eq!(
            (bytes("5 MB"), bytes("20KB"), bytes("5"), bytes("0 MB")),
            (Some(5 << 20), Some(20 << 10), None, None)
        );
        assert_eq!(kinds("application/pdf, image/*"), Some(vec!["application/pdf".into(), "image/*".into()]));
        assert!(["", "pdf", "*/*", "image/", "image/a b"].iter().all(|wrong| kinds(wrong).is_none()));
    }
}
