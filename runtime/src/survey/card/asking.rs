//! The card of the question that is asked.

use super::super::answer::{OTHER, Offer, Pick, Picks};
use super::super::flow::{Action, Flow, PAGE, Part, SLACK, Way};
use super::super::plan::{Item, Plan};
use super::super::question::Question;
use super::super::rules::Rules;
use super::super::words::fill;
use super::{Face, LONG_ANSWER, Press, grid, press, shortened, turns};
use crate::zone::Zone;

/// From how many questions on people want to know how far they are.
const LONG: usize = 4;

/// From how many choices on it is said that typing searches them.
const MANY: usize = 50;

/// How many squares the bar has.
const BAR: usize = 10;

/// The longest label of which two stand beside each other, in characters.
const SHORT_LABEL: usize = 14;

/// How many hours stand in a row.
const HOURS: usize = 6;

impl Flow<'_> {
    /// The card that asks the question at that position.
    pub(super) fn asking(&self, plan: &Plan, position: usize) -> Face {
        let item = &plan.items[position];
        let (question, words) = (item.question, self.words());
        let (rules, language) = (self.rules(question), self.reader.language);
        let Some(kind) = question.kind() else { return Face::default() };
        let options = (kind.options)(&rules);
        let mut lines = vec![question.text.of(language).to_owned()];
        let mut rows = match kind.picks {
            Picks::Day => grid::rows(&item.name, self.month(item, &rules), &rules),
            Picks::Moment => self.moment_rows(item, &rules, &mut lines),
            Picks::Gathered => self.gathered_rows(item, &rules, &mut lines),
            Picks::One | Picks::Some | Picks::Ranked => self.choices(item, &options, &rules),
        };
        let is_typed = rows.is_empty();
        let given = self.run.at.as_ref().and_then(|_| plan.answers.get(&item.name));
        let given = given.and_then(|answer| question.show(answer, &rules));
        if let Some(given) = &given {
            lines.push(fill(words.until_now, &[("answer", &shortened(given, LONG_ANSWER))]));
            if matches!(kind.picks, Picks::One | Picks::Day | Picks::Moment) {
                rows.push(vec![(words.keep_button.to_owned(), press(&item.name, Action::Keep))]);
            }
        }
        if !self.run.found.is_empty() {
            lines.push(words.did_you_mean.to_owned());
        } else if options.len() > MANY {
            lines.push(words.type_to_search.to_owned());
        }
        rows.push(self.ways(plan, position));
        let offer = Some(kind.offer).filter(|offer| *offer != Offer::Nothing);
        let placeholder = rules.placeholder.map(|placeholder| placeholder.of(language));
        let text = format!("{}{}", self.heading(plan, position), lines.join("\n"));
        Face { text, rows, is_typed, offer, placeholder }
    }

    /// How far the person is, the section, and what is said before the question.
    fn heading(&self, plan: &Plan, position: usize) -> String {
        let language = self.reader.language;
        let item = &plan.items[position];
        let title = item.section.filter(|_| !item.is_gate).and_then(|section| {
            let title = section.title.of(language);
            let number = section.number.map(|number| format!(" {number}")).unwrap_or_default();
            (!title.is_empty()).then(|| format!("{title}{number}"))
        });
        let said = plan.said_before(position).map(|text| text.of(language).to_owned());
        let parts = self.progress(plan, item).into_iter().chain(said).chain(title);
        parts.map(|part| part + "\n\n").collect()
    }

    /// How far the person ever was: neither the number nor the bar moves back, whatever is asked again. The number of
    /// questions does not depend on the answers, so it never grows.
    fn progress(&self, plan: &Plan, item: &Item) -> Option<String> {
        let total = plan.total;
        if total < LONG {
            return None;
        }
        let furthest = self.run.furthest.max(item.ordinal);
        let filled = (furthest * BAR / total).min(BAR);
        let bar = "▓".repeat(filled) + &"░".repeat(BAR - filled);
        let number = (furthest + 1).min(total);
        Some(format!("{}  {bar}", fill(self.words().progress, &[("number", &number), ("total", &total)])))
    }

    /// One button for each choice, in rows and pages.
    fn choices(&self, item: &Item, options: &[Pick], rules: &Rules) -> Vec<Vec<(String, Press)>> {
        let question = item.question;
        let found = |pick: &&Pick| self.run.found.is_empty() || self.run.found.contains(&pick.name);
        let own = self.run.ticked.iter().filter_map(|name| Some(Pick::new(name, name.strip_prefix(OTHER)?)));
        let own: Vec<Pick> = own.collect();
        let shown: Vec<&Pick> = options.iter().filter(found).chain(&own).collect();
        let pages = if shown.len() <= PAGE + SLACK { 1 } else { shown.len().div_ceil(PAGE) };
        let size = if pages == 1 { shown.len() } else { PAGE };
        let page = self.run.page.min(pages - 1);
        let shown: Vec<&Pick> = shown.into_iter().skip(page * size).take(size).collect();
        let button =
            |pick: &&Pick| (self.choice(question, pick), press(&item.name, Action::Pick(&pick.name)));
        let buttons: Vec<_> = shown.iter().map(button).collect();
        let columns = rules.columns.unwrap_or_else(|| columns(&shown));
        let mut rows: Vec<Vec<_>> = buttons.chunks(columns.max(1)).map(<[_]>::to_vec).collect();
        rows.extend(turns(&item.name, page, pages));
        let extra = [(rules.other, Action::Other), (rules.none, Action::None)];
        rows.extend(extra.into_iter().filter_map(|(label, action)| {
            Some(vec![(label?.of(self.reader.language).to_owned(), press(&item.name, action))])
        }));
        rows.extend(self.done(item, options.len(), rules));
        rows
    }

    fn choice(&self, question: &Question, pick: &Pick) -> String {
        let place = self.run.ticked.iter().position(|ticked| *ticked == pick.name);
        let label = shortened(&pick.label, SHORT_LABEL * 4);
        match (question.kind().map(|kind| kind.picks), place) {
            (Some(Picks::Some), Some(_)) => format!("☑ {label}"),
            (Some(Picks::Some), None) => format!("☐ {label}"),
            (Some(Picks::Ranked), Some(place)) => format!("{}. {label}", place + 1),
            (Some(Picks::Ranked), None) => format!("– {label}"),
            _ => label.into_owned(),
        }
    }

    /// What ends the ticking, once enough is ticked.
    fn done(&self, item: &Item, options: usize, rules: &Rules) -> Option<Vec<(String, Press)>> {
        let (count, words) = (self.run.ticked.len(), self.words());
        let is_enough = match item.question.kind()?.picks {
            Picks::Some => rules.check_picks(count).is_ok() && (count > 0 || rules.none.is_none()),
            Picks::Ranked => count == options,
            Picks::One | Picks::Gathered | Picks::Day | Picks::Moment => false,
        };
        let label = match count {
            0 => words.none_button.to_owned(),
            _ => fill(words.done_button, &[("count", &count)]),
        };
        is_enough.then(|| vec![(label, press(&item.name, Action::Done))])
    }

    /// What ends the sending of several things.
    fn gathered_rows(
        &self,
        item: &Item,
        rules: &Rules,
        lines: &mut Vec<String>,
    ) -> Vec<Vec<(String, Press)>> {
        let (count, words) = (self.run.gathered.len(), self.words());
        if count > 0 {
            lines.push(words.gather_more.to_owned());
        }
        if rules.check_picks(count).is_err() {
            return Vec::new();
        }
        let label = if count == 0 { words.none_button } else { words.enough_button };
        vec![vec![(label.to_owned(), press(&item.name, Action::Done))]]
    }

    /// The month of days that is shown, counted from that of the year 0 on.
    fn month(&self, item: &Item, rules: &Rules) -> usize {
        let given = || self.run.answers.get(&item.name)?.as_str()?.get(..10)?.parse().ok();
        if self.run.page > 0 { self.run.page } else { grid::first_month(given(), rules) }
    }

    /// The buttons of the part of a moment that is asked for.
    fn moment_rows(&self, item: &Item, rules: &Rules, lines: &mut Vec<String>) -> Vec<Vec<(String, Press)>> {
        let (words, name) = (self.words(), &item.name);
        let pick = |label: String, pick: &str| (label, press(name, Action::Pick(pick)));
        match self.run.part(self.reader.zone) {
            Part::Zone => {
                lines.push(words.which_zone.to_owned());
                let label = |zone: &String| Zone::named(zone).map_or_else(|| zone.clone(), Zone::city);
                let found: Vec<_> = self.run.found.iter().map(|zone| pick(label(zone), zone)).collect();
                found.chunks(2).map(<[_]>::to_vec).collect()
            }
            Part::Day => {
                let mut rows = grid::rows(name, self.month(item, rules), rules);
                if let Some(zone) = self.reader.zone {
                    let label = fill(words.zone_button, &[("zone", &zone.city())]);
                    rows.push(vec![(label, press(name, Action::Zone))]);
                }
                rows
            }
            Part::Time => {
                let day = self.run.ticked.first().and_then(|day| day.parse().ok());
                let day = day.map(|day| super::super::types::show_date(day, words)).unwrap_or_default();
                lines.push(format!("{day}. {}", words.which_time));
                let hours: Vec<_> = (0..24)
                    .map(|hour| format!("{hour:02}:00"))
                    .map(|hour| pick(hour.clone(), &hour))
                    .collect();
                hours.chunks(HOURS).map(<[_]>::to_vec).collect()
            }
        }
    }

    /// Where one can go from a question.
    fn ways(&self, plan: &Plan, position: usize) -> Vec<(String, Press)> {
        let (item, words) = (&plan.items[position], self.words());
        let way = |label: &str, way| (label.to_owned(), press(&item.name, Action::Go(way)));
        let has_back = plan.before(position).is_some() || self.is_within(item);
        let back = has_back.then(|| way(words.back_button, Way::Back));
        let skip = item.question.optional.then(|| way(words.skip_button, Way::Skip));
        back.into_iter().chain(skip).chain([way(words.cancel_button, Way::Cancel)]).collect()
    }
}

/// How many choices stand in a row: as many as are easy to read and to hit.
fn columns(shown: &[&Pick]) -> usize {
    let longest = shown.iter().map(|pick| pick.label.chars().count()).max().unwrap_or_default();
    match longest {
        0..=4 => 6.min(shown.len()),
        5..=SHORT_LABEL => 2,
        _ => 1,
    }
}
