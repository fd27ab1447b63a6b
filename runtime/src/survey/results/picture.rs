//! Results as a picture: bars, as PNG.

use std::convert::Infallible;

use embedded_graphics::mono_font::iso_8859_1::{FONT_9X18, FONT_10X20};
use embedded_graphics::mono_font::{MonoFont, MonoTextStyle};
use embedded_graphics::pixelcolor::Rgb888;
use embedded_graphics::prelude::*;
use embedded_graphics::primitives::{PrimitiveStyle, Rectangle};
use embedded_graphics::text::{Baseline, Text};

use super::summary::{QuestionSummary, Summary};

const WIDTH: u32 = 800;
const MARGIN: i32 = 24;
/// The height of a line.
const LINE: i32 = 28;
/// The space above a question.
const GAP: i32 = 16;
/// Where bars begin, and how long the longest is.
const BARS_AT: i32 = 280;
const BAR_LENGTH: u32 = 400;
const BAR_HEIGHT: u32 = 16;
/// How many letters of a label stand before its bar.
const LETTERS: usize = 26;
/// How many letters of the wider font stand in a line.
const WIDE: usize = 75;

const PAPER: Rgb888 = Rgb888::new(255, 255, 255);
const INK: Rgb888 = Rgb888::new(28, 28, 30);
const PALE: Rgb888 = Rgb888::new(232, 238, 244);
const BAR: Rgb888 = Rgb888::new(51, 144, 236);

impl Summary {
    /// The counts and averages as a picture with bars, in PNG. Letters beyond Latin-1 are left out.
    pub fn picture(&self) -> Vec<u8> {
        let lines = self.questions.iter().map(|question| 1 + question.options.len());
        let lines = i32::try_from(lines.sum::<usize>()).unwrap_or(i32::MAX / 100);
        let gaps = GAP * i32::try_from(self.questions.len()).unwrap_or_default();
        let height = 2 * MARGIN + 2 * LINE + lines.saturating_mul(LINE).saturating_add(gaps);
        let mut canvas = Canvas::new(Size::new(WIDTH, height.unsigned_abs()));
        let mut y = MARGIN;
        canvas.write(self.title, (MARGIN, y), WIDE, &FONT_10X20);
        canvas.write(&self.counts(), (MARGIN, y + LINE), WIDE, &FONT_9X18);
        y += 2 * LINE;
        for question in &self.questions {
            y = canvas.draw(question, &self.counts_of(question), y + GAP);
        }
        canvas.into_png()
    }
}

/// A picture that is being made, of 3 bytes for each dot.
struct Canvas {
    size: Size,
    dots: Vec<u8>,
}

impl Canvas {
    fn new(size: Size) -> Self {
        let count = usize::try_from(size.width * size.height).unwrap_or_default();
        Canvas { size, dots: [PAPER.r(), PAPER.g(), PAPER.b()].repeat(count) }
    }

    /// Draws a question from that height on, and gives the height below it.
    fn draw(&mut self, question: &QuestionSummary, counts: &str, mut y: i32) -> i32 {
        let QuestionSummary { options, .. } = question;
        self.write(counts, (MARGIN, y), WIDE, &FONT_10X20);
        y += LINE;
        let most = options.iter().map(|(_, count)| *count).max().unwrap_or_default().max(1);
        for (label, count) in options {
            let length = u32::try_from(u64::from(BAR_LENGTH) * count / most).unwrap_or(BAR_LENGTH);
            self.write(label, (MARGIN, y), LETTERS, &FONT_9X18);
            self.fill(y, BAR_LENGTH, PALE);
            self.fill(y, length, BAR);
            let behind = BARS_AT + i32::try_from(BAR_LENGTH).unwrap_or_default() + 12;
            self.write(&count.to_string(), (behind, y), LETTERS, &FONT_9X18);
            y += LINE;
        }
        y
    }

    fn write(&mut self, text: &str, (x, y): (i32, i32), most: usize, font: &MonoFont<'static>) {
        let style = MonoTextStyle::new(font, INK);
        // What the font does not have would be a `?`.
        let known: String = text.chars().filter(|letter| u8::try_from(u32::from(*letter)).is_ok()).collect();
        let shown = if known.trim().is_empty() { text } else { known.trim() };
        let shown: String = shown.chars().take(most).collect();
        let Ok(_) = Text::with_baseline(&shown, Point::new(x, y), style, Baseline::Top).draw(self);
    }

    fn fill(&mut self, y: i32, length: u32, color: Rgb888) {
        let bar = Rectangle::new(Point::new(BARS_AT, y), Size::new(length, BAR_HEIGHT));
        let Ok(()) = bar.into_styled(PrimitiveStyle::with_fill(color)).draw(self);
    }

    fn into_png(self) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.size.width, self.size.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        // A vector takes all that is written, and the dots are as many as the size says.
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&self.dots));
        if written.is_err() {
            file.clear();
        }
        file
    }
}

impl OriginDimensions for Canvas {
    fn size(&self) -> Size {
        self.size
    }
}

impl DrawTarget for Canvas {
    type Color = Rgb888;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Rgb888>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        for Pixel(Point { x, y }, color) in pixels {
            let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { continue };
            if x < self.size.width && y < self.size.height {
                let at = 3 * usize::try_from(y * self.size.width + x).unwrap_or_default();
                self.dots[at..at + 3].copy_from_slice(&[color.r(), color.g(), color.b()]);
            }
        }
        Ok(())
    }
}
