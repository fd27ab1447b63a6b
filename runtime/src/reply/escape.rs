//! Making what people typed safe inside formatted texts.

/// Escapes a text for use in [`Reply::html`](crate::Reply::html), in quoted attributes too.
///
/// ```
/// assert_eq!(pouch::escape_html("<b> & \"c\""), "&lt;b&gt; &amp; &quot;c&quot;");
/// ```
pub fn escape_html(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, character| {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
        escaped
    })
}

/// Escapes a text for use in [`Reply::markdown`](crate::Reply::markdown), outside of code and links.
///
/// ```
/// assert_eq!(pouch::escape_markdown("1.5 (about)"), r"1\.5 \(about\)");
/// ```
pub fn escape_markdown(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, character| {
        if character.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(character);
        escaped
    })
}
