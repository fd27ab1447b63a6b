//! A survey as a handler: reads what arrived, takes it through the flow, and answers.

use teloxide_core::types::{
    ButtonRequest, ForceReply, KeyboardButton, KeyboardMarkup, KeyboardRemove, UserId,
};
use tracing::warn;
use uuid::Uuid;

use super::answer::Offer;
use super::card::{Face, Press};
use super::flow::{Action, Event, Flow, Step, Way};
use super::question::Spec;
use super::run::{Card, Runs};
use crate::args::Words;
use crate::button::{Button, ButtonField};
use crate::data::Taken;
use crate::failure::Failure;
use crate::params::{Call, Finished, LendMut};
use crate::reply::{Edit, IntoReply, Outcome, Outgoing, Reply, Watch, escape_html};
use crate::store::Owner;
use crate::update::Arrived;

/// The commands, and the words, by which people go through a survey without buttons.
const WAYS: [(&str, Way); 3] = [("back", Way::Back), ("skip", Way::Skip), ("cancel", Way::Cancel)];

/// The record that a survey needs, for its [`Route`](crate::handler::Route).
pub const RUNS: crate::params::Borrow = <Runs as LendMut>::BORROW;

/// Handles an update for a survey, if it is for that.
pub async fn conduct(call: &Call, spec: &'static Spec) -> Result<Outcome, Failure> {
    let runs = Runs::take(call).await?;
    let mut conductor = Conductor { call, spec, runs, outcome: Outcome::new(call) };
    let facts = &call.incoming.facts;
    if facts.press.is_some() {
        conductor.take_press().await?;
    } else if let Some(command) = &facts.command {
        conductor.take_command(&command.name)?;
    } else if conductor.runs.asks(spec) {
        let word = facts.text.as_deref().map(|text| text.trim().to_lowercase());
        let way = WAYS.iter().find(|(name, _)| word.as_deref() == Some(name)).map(|(_, way)| *way);
        conductor.take(way.map_or(Event::Says(Arrived(&call.incoming)), Event::Goes))?;
    } else {
        return Err(Failure::NotTaken);
    }
    let Conductor { runs, mut outcome, .. } = conductor;
    outcome.keep(runs)?;
    Ok(outcome)
}

struct Conductor<'a> {
    call: &'a Call,
    spec: &'static Spec,
    runs: Taken<Runs>,
    outcome: Outcome,
}

impl Conductor<'_> {
    async fn take_press(&mut self) -> Result<(), Failure> {
        let mut fields = self.call.fields().await?;
        let question: String = fields.next(String::from_field)?;
        let action: String = fields.last(String::from_field)?;
        let action = Action::read(&action).ok_or(Failure::OutOfDate)?;
        if self.runs.find(self.spec).is_none() {
            self.outcome.toast_if_silent("This has been sent or cancelled already.");
            return Ok(());
        }
        self.runs.raise(self.spec);
        self.take(Event::Presses(&question, action))
    }

    fn take_command(&mut self, name: &str) -> Result<(), Failure> {
        if name == self.spec.command {
            Words::new(self.call.text_behind_command(), self.spec.command, &[]).end()?;
            return self.start();
        }
        if !self.runs.asks(self.spec) {
            return Err(Failure::NotTaken);
        }
        if let Some((_, way)) = WAYS.iter().find(|(way, _)| *way == name) {
            return self.take(Event::Goes(*way));
        }
        // Another handler answers it, and then the question is asked again.
        self.outcome.leave_to_others();
        self.ask(None)
    }

    /// Asks the first question, or whether to go on with what was begun.
    fn start(&mut self) -> Result<(), Failure> {
        let asks = self.runs.asks(self.spec);
        self.runs.raise(self.spec);
        match self.runs.find(self.spec) {
            Some(run) if asks => Flow { spec: self.spec, run }.start_again(),
            Some(_) => (),
            None => drop(self.runs.begin(self.spec)),
        }
        for edit in self.runs.retire_others(self.spec) {
            self.add_edit(edit);
        }
        self.ask(None)
    }

    /// Takes what somebody does, and shows what comes of it.
    fn take(&mut self, event: Event<'_>) -> Result<(), Failure> {
        let spec = self.spec;
        let Some(run) = self.runs.find(spec) else { return Err(Failure::NotTaken) };
        if !run.carry_over(spec) {
            let (survey, version) = (spec.path, spec.version);
            warn!(survey, version, "the questions have changed, and the version has not: raise `version`");
        }
        let mut flow = Flow { spec, run };
        let step = flow.take(event);
        let given = match &step {
            Step::On { given, .. } | Step::Finished { given, .. } => {
                given.map(|position| flow.frozen(position))
            }
            Step::Nothing(_) | Step::Cancelled => None,
        };
        match step {
            Step::Nothing(text) => self.outcome.toast_if_silent(text),
            Step::On { note, .. } => return self.go_on(note.as_deref(), given),
            Step::Cancelled => {
                self.close("Cancelled.".to_owned(), true)?;
                self.runs.end(spec);
                self.mention_interrupted()?;
            }
            Step::Finished { answers, .. } => {
                let summary =
                    if spec.review { format!("✓ Sent\n\n{}", flow.summary()) } else { String::new() };
                self.close(given.unwrap_or(summary), spec.review)?;
                self.runs.end(spec);
                self.mention_interrupted()?;
                self.outcome.finish(Finished { path: spec.path, answers, build: spec.build });
            }
        }
        Ok(())
    }

    /// Shows what is asked next: on the card whose button was pressed, or below what was sent.
    fn go_on(&mut self, note: Option<&str>, given: Option<String>) -> Result<(), Failure> {
        if self.call.incoming.facts.press.is_none() {
            self.retire(given);
            return self.ask(note);
        }
        let card = self.card(note);
        if self.needs_message(&card) {
            self.remember_card(None);
            let frozen = given.map_or_else(|| Edit::only_buttons::<[Button; 0]>([]), Edit::text);
            frozen.into_reply(&mut self.outcome)?;
            return self.ask(note);
        }
        let buttons = self.buttons(&card);
        Edit::text(card.text).buttons(buttons).into_reply(&mut self.outcome)?;
        let address = self.call.incoming.facts.address.as_ref().filter(|address| !address.is_left_behind);
        self.remember_card(address.and_then(|address| Some(Card::Known(address.chat, address.message?))));
        Ok(())
    }

    /// Whether the card can't take the place of one with buttons: a message has one sort of markup.
    fn needs_message(&self, card: &Face) -> bool {
        (card.is_typed && !self.is_private()) || (card.offer.is_some() && self.is_private())
    }

    /// Takes the buttons off the card, and writes what was answered on it: never do the buttons of two count.
    fn retire(&mut self, given: Option<String>) {
        let card = self.runs.find(self.spec).and_then(|run| run.card.take());
        let edit = card.and_then(|card| self.runs.retire(card, given));
        if let Some(edit) = edit {
            self.add_edit(edit);
        }
    }

    /// Adds an edit, unless the message stayed behind in the group that became this supergroup.
    fn add_edit(&mut self, edit: Outgoing) {
        if edit.lane == self.chat() {
            self.outcome.add(edit);
        }
    }

    /// Says how to go on with what this survey has interrupted.
    fn mention_interrupted(&mut self) -> Result<(), Failure> {
        match self.runs.command() {
            Some(command) => Reply::text(format!("Go on with /{command}")).into_reply(&mut self.outcome),
            None => Ok(()),
        }
    }

    /// Ends the survey: the pressed card loses its buttons, and after a message the person is told, if `is_told`.
    fn close(&mut self, text: String, is_told: bool) -> Result<(), Failure> {
        if self.call.incoming.facts.press.is_some() {
            return Edit::text(text).into_reply(&mut self.outcome);
        }
        let has_keyboard = self.is_private() && self.has_offers();
        self.retire(Some(text.clone()));
        if is_told || has_keyboard {
            let reply = Reply::text(text);
            let reply = if has_keyboard { reply.markup(KeyboardRemove::new()) } else { reply };
            return reply.into_reply(&mut self.outcome);
        }
        Ok(())
    }

    /// Whether a question offers to send something with Telegram's own keyboard.
    fn has_offers(&self) -> bool {
        self.spec.questions.iter().any(|question| question.kind.offer != Offer::Nothing)
    }

    /// Sends what is asked as a message of its own.
    fn ask(&mut self, note: Option<&str>) -> Result<(), Failure> {
        self.retire(None);
        let card = self.card(note);
        match card.offer.filter(|_| self.is_private()) {
            Some(offer) => {
                let keyboard = offer_keyboard(offer, &card);
                Reply::text(card.text).markup(keyboard).into_reply(&mut self.outcome)
            }
            None if card.is_typed && !self.is_private() => self.forced(&card).into_reply(&mut self.outcome),
            None => {
                let buttons = self.buttons(&card);
                Reply::text(card.text).buttons(buttons).into_reply(&mut self.outcome)?;
                self.watch_card();
                Ok(())
            }
        }
    }

    /// Has it noted which message the card is that was just sent.
    fn watch_card(&mut self) {
        let Some(person) = self.call.incoming.facts.user_owner() else { return };
        let (card, _) = Uuid::new_v4().as_u64_pair();
        self.outcome.watch_latest(Watch { owner: Owner::in_chat(self.chat(), person), card });
        self.remember_card(Some(Card::Sent(card)));
    }

    /// A question to one person in a group: their client opens a reply to it, which a bot sees in privacy mode, too.
    fn forced(&self, card: &Face) -> Reply {
        let mut force = ForceReply::new().selective();
        force.input_field_placeholder = card.placeholder.map(str::to_owned);
        // The one who is meant wrote the quoted message, or is named in the text.
        let reply = match (&self.call.incoming.facts.press, self.call.incoming.user()) {
            (Some(_), Some(user)) => {
                let (id, name) = (user.id, escape_html(&user.first_name));
                let text = escape_html(&card.text);
                Reply::html(format!("<a href=\"tg://user?id={id}\">{name}</a>,\n{text}"))
            }
            _ => Reply::text(&*card.text).quote(),
        };
        reply.markup(force)
    }

    fn card(&mut self, note: Option<&str>) -> Face {
        match self.runs.find(self.spec) {
            Some(run) => Flow { spec: self.spec, run }.face(note),
            None => Face::default(),
        }
    }

    /// The buttons of a card; in a group, nobody else can press them.
    fn buttons(&self, card: &Face) -> Vec<Vec<Button>> {
        let person = self.call.incoming.facts.user_owner().and_then(|id| u64::try_from(id).ok()).map(UserId);
        let person = person.filter(|_| !self.is_private());
        card.buttons(|label, Press { question, action }| {
            let fields = vec![(*question).to_owned(), action.clone()];
            let button = Button::run(label, self.spec.path, self.spec.tag, fields);
            person.map_or(button.clone(), |person| button.only_for(person))
        })
    }

    /// Remembers which card shows the question that is asked.
    fn remember_card(&mut self, card: Option<Card>) {
        if let Some(run) = self.runs.find(self.spec) {
            run.card = card;
        }
    }

    fn chat(&self) -> i64 {
        self.call.incoming.facts.address.as_ref().map_or(0, |address| address.chat)
    }

    /// Whether nobody else is in the chat: its id is the person's.
    fn is_private(&self) -> bool {
        self.call.incoming.facts.user_owner() == Some(self.chat())
    }
}

/// Telegram's keyboard with what it offers to send, and the ways through the survey as words.
fn offer_keyboard(offer: Offer, card: &Face) -> KeyboardMarkup {
    let send = match offer {
        Offer::Contact => KeyboardButton::new("Send my phone number").request(ButtonRequest::Contact),
        Offer::Location => KeyboardButton::new("Send my location").request(ButtonRequest::Location),
        Offer::Nothing => KeyboardButton::new("Cancel"),
    };
    let ways = WAYS.iter().filter(|(_, way)| {
        let action = Action::Go(*way).write();
        card.rows.iter().flatten().any(|(_, press)| press.action == action)
    });
    let ways = ways.map(|(word, _)| KeyboardButton::new(capitalized(word))).collect();
    KeyboardMarkup::new([vec![send], ways]).resize_keyboard().one_time_keyboard()
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
