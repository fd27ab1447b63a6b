//! What people on the page may do with the bot's program.

use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::{Emulator, journal::Happening};

/// Wishes that may wait; more are refused.
const MOST_WISHES: usize = 8;

/// Something that is to happen with the bot's program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BotWish {
    /// It does not run and should.
    Start,
    /// It should end in order and start again.
    Restart,
    /// It should end in order.
    Stop,
    /// It should end at once, as in a crash.
    Kill,
}

impl BotWish {
    const ALL: [Self; 4] = [Self::Start, Self::Restart, Self::Stop, Self::Kill];

    fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Restart => "restart",
            Self::Stop => "stop",
            Self::Kill => "kill",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wish| wish.name() == name)
    }
}

/// Brings the wishes of people to whoever runs the bot; from [`Emulator::keep_bot`].
#[derive(Debug)]
pub struct BotDesk {
    emulator: Emulator,
    wishes: mpsc::Receiver<BotWish>,
}

impl BotDesk {
    /// Waits for the next wish, as long as it takes.
    pub async fn next(&mut self) -> BotWish {
        match self.wishes.recv().await {
            Some(wish) => wish,
            // Somebody else has taken over.
            None => std::future::pending().await,
        }
    }

    /// Shows whether the bot runs.
    pub fn show_running(&self, is_running: bool) {
        let state = self.emulator.state();
        let shown = {
            let mut keeper = state.keeper();
            keeper.is_running = is_running;
            keeper.shown()
        };
        state.journal().note(&Happening::Bot(shown));
    }
}

/// Who runs the bot, if it is anybody whom the emulator knows.
#[derive(Default)]
pub(crate) struct Keeper {
    can: Vec<BotWish>,
    is_running: bool,
    wishes: Option<mpsc::Sender<BotWish>>,
}

/// Why a wish is not heard.
pub(crate) enum Deaf {
    /// Nobody keeps the bot, or not this way.
    CanNot,
    /// Earlier wishes wait still.
    IsBusy,
}

impl Keeper {
    /// Null if nobody keeps the bot.
    pub(crate) fn shown(&self) -> Value {
        if self.wishes.is_none() {
            return Value::Null;
        }
        let can: Vec<_> = self.can.iter().map(|wish| wish.name()).collect();
        json!({ "is_running": self.is_running, "can": can })
    }

    pub(crate) fn tell(&self, wish: BotWish) -> Result<(), Deaf> {
        let wishes = self.wishes.as_ref().filter(|_| self.can.contains(&wish)).ok_or(Deaf::CanNot)?;
        wishes.try_send(wish).map_err(|_| Deaf::IsBusy)
    }
}

impl Emulator {
    /// Takes over the bot's program: from now on people on the page can wish for these things.
    pub fn keep_bot(&self, can: &[BotWish]) -> BotDesk {
        let (sender, wishes) = mpsc::channel(MOST_WISHES);
        *self.state().keeper() = Keeper { can: can.to_vec(), is_running: false, wishes: Some(sender) };
        BotDesk { emulator: self.clone(), wishes }
    }
}
