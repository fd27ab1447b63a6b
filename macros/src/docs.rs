//! The first paragraph of a doc comment.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The first paragraph of a doc comment, and the attributes that hold it.
pub(crate) struct Summary {
    pub(crate) text: String,
    pub(crate) lines: Vec<Attribute>,
}

/// Reads the first paragraph as rustdoc does: up to an empty line, its lines joined by spaces.
pub(crate) fn summary(attrs: &[Attribute]) -> Option<Summary> {
    let mut text = String::new();
    let mut lines: Vec<Attribute> = Vec::new();
    for (attr, line) in doc_lines(attrs) {
        if line.is_empty() && text.is_empty() {
            continue;
        }
        if line.is_empty() {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&line);
        lines.push(attr.clone());
    }
    (!text.is_empty()).then_some(Summary { text, lines })
}

/// All lines of the doc comment; a `/** .. */` has several in one attribute, perhaps with stars.
fn doc_lines(attrs: &[Attribute]) -> impl Iterator<Item = (&Attribute, String)> {
    attrs.iter().filter_map(|attr| Some((attr, doc_text(attr)?))).flat_map(|(attr, doc)| {
        let several = doc.contains('\n');
        let bare = |line: &str| match line.trim() {
            starred if several => starred.trim_start_matches('*').trim().to_owned(),
            line => line.to_owned(),
        };
        // An empty `///` holds no line for `lines`, but ends a paragraph.
        let lines: Vec<String> = if doc.is_empty() { vec![doc] } else { doc.lines().map(bare).collect() };
        lines.into_iter().map(move |line| (attr, line))
    })
}

/// The text of one `#[doc = ".."]`, which is what `///` stands for.
fn doc_text(attr: &Attribute) -> Option<String> {
    match &attr.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn the_first_paragraph_is_joined_and_the_rest_left_out() {
        let attrs: Vec<Attribute> = vec![
            parse_quote!(#[doc = ""]),
            parse_quote!(#[doc = " Store a value"]),
            parse_quote!(#[inline]),
            parse_quote!(#[doc = " and get its key"]),
            parse_quote!(#[doc = ""]),
            parse_quote!(#[doc = " More."]),
        ];
        let summary = summary(&attrs).unwrap();
        assert_eq!(summary.text, "Store a value and get its key");
        assert_eq!(summary.lines.len(), 2);
    }

    #[test]
    fn a_block_comment_is_read_up_to_its_empty_line() {
        let attrs: Vec<Attribute> = vec![parse_quote!(#[doc = "\n * Say hello\n *\n * More.\n "])];
        assert_eq!(summary(&attrs).unwrap().text, "Say hello");
    }

    #[test]
    fn no_comment_is_no_summary() {
        assert!(summary(&[parse_quote!(#[doc(hidden)]), parse_quote!(#[doc = "  "])]).is_none());
    }
}
