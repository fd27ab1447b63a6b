//! Reading a text byte by byte, as TDLib's parsers do: places in their errors are bytes.

/// A text, the place that is read next, and what was made of the text so far.
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    written: Vec<u8>,
    /// The length of what was written, in UTF-16 code units.
    pub(super) utf16: usize,
    /// Half of a surrogate pair was written.
    pub(super) has_half: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            written: Vec::with_capacity(text.len()),
            utf16: 0,
            has_half: false,
        }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The byte so many places ahead; 0 beyond the end.
    pub(super) fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    /// Whether this comes next.
    pub(super) fn sees(&self, expected: &str) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(expected.as_bytes()))
    }

    /// The bytes from a place up to here, as text.
    pub(super) fn since(&self, from: usize) -> String {
        String::from_utf8_lossy(&self.bytes[from..self.at.min(self.bytes.len())]).into_owned()
    }

    /// Passes over bytes as long as they fit, and gives them as text.
    pub(super) fn take_while(&mut self, fits: impl Fn(u8) -> bool) -> String {
        let from = self.at;
        while !self.is_at_end() && fits(self.peek(0)) {
            self.at += 1;
        }
        self.since(from)
    }

    /// Passes over white space.
    pub(super) fn skip_space(&mut self) {
        self.take_while(is_space);
    }

    /// Writes the next byte.
    pub(super) fn copy(&mut self) {
        let byte = self.peek(0);
        self.written.push(byte);
        self.utf16 += units(byte);
        self.at += 1;
    }

    /// Writes a character that does not stand there as such.
    pub(super) fn write(&mut self, c: char) {
        self.written.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        self.utf16 += c.len_utf16();
    }

    /// How many bytes were written.
    pub(super) fn written(&self) -> usize {
        self.written.len()
    }

    /// What was written from a place on.
    pub(super) fn written_since(&self, from: usize) -> String {
        String::from_utf8_lossy(&self.written[from..]).into_owned()
    }

    /// Whether the last byte that was written is this.
    pub(super) fn has_written(&self, byte: u8) -> bool {
        self.written.last() == Some(&byte)
    }

    /// All that was written.
    pub(super) fn into_text(self) -> String {
        String::from_utf8_lossy(&self.written).into_owned()
    }
}

/// How many UTF-16 code units begin with this byte of UTF-8.
fn units(byte: u8) -> usize {
    match byte {
        0x80..0xc0 => 0,
        0xf0.. => 2,
        _ => 1,
    }
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x0b)
}

/// The language of a block of code: what stands before the first white space, unless the block ends first.
/// Passes over it and over one line break.
pub(super) fn language(cursor: &mut Cursor<'_>) -> String {
    let begin = cursor.at;
    let mut language = cursor.take_while(|byte| !is_space(byte) && byte != b'`');
    if cursor.is_at_end() || cursor.peek(0) == b'`' {
        cursor.at = begin;
        language.clear();
    }
    let is_break = |byte: u8| byte == b'\n' || byte == b'\r';
    let (first, second) = (cursor.peek(0), cursor.peek(1));
    if is_break(first) {
        cursor.at += if is_break(second) && first != second { 2 } else { 1 };
    }
    language
}
