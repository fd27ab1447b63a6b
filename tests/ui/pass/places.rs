//! Where handlers may stand: in modules, behind `use`, in function bodies, behind `cfg`.

#![deny(warnings)]

use pouch::prelude::*;

/// Commands of the people who run the bot.
pub mod admin {
    use pouch::prelude::*;

    /// Who may not write any more.
    #[chat_data]
    #[derive(Default)]
    pub struct Banned {
        names: BTreeSet<String>,
    }

    /// Ban somebody
    #[command("ban")]
    pub fn ban(banned: &mut Banned, name: String) {
        banned.names.insert(name);
    }

    pub(crate) mod deeper {
        use pouch::prelude::*;

        /// Forgive everybody
        #[command("forgive")]
        pub(in crate::admin) fn forgive(banned: &mut super::Banned) {
            banned.names.clear();
        }

        /// Say who is banned
        #[command("banned")]
        pub(crate) fn list(super_banned: Option<&crate::admin::Banned>) -> Option<String> {
            super_banned.map(|banned| banned.names.iter().cloned().collect::<Vec<_>>().join(", "))
        }

        pub(super) fn handlers() -> pouch::Handlers {
            handlers![forgive, list]
        }
    }

    /// Lists the handlers of this module.
    #[must_use]
    pub fn handlers() -> pouch::Handlers {
        let _ = deeper::handlers();
        handlers![ban, deeper::forgive]
    }
}

use admin::deeper::list as list_banned;

/// A raw name
#[command("move")]
fn r#move(r#in: String) -> String {
    r#in
}

/// Compiled never
#[command("never")]
#[cfg(any())]
fn never(missing: Missing) {}

/// Compiled always
#[command("always")]
#[cfg(all())]
#[deprecated]
fn always() {}

macro_rules! counter {
    ($handler:ident, $name:literal, $data:ty, $number:ty) => {
        #[doc = "Count up"]
        #[command($name)]
        fn $handler(count: &mut $data, by: Option<$number>) -> $number {
            count.0 += by.unwrap_or(1);
            count.0
        }
    };
}

/// How often somebody counted.
#[user_data]
#[derive(Default)]
struct Count(u32);

counter!(count, "count", Count, u32);

fn main() {
    /// Data of one function.
    #[user_data]
    #[derive(Default)]
    struct Local {
        value: String,
    }

    /// Set the local value
    #[command("local")]
    fn local(local: &mut Local, value: String) -> &str {
        local.value = value;
        &local.value
    }

    let _ = admin::handlers();
    #[expect(deprecated)]
    always();
    let _ = App::new(handlers![admin::ban, list_banned, r#move, always, count, local]);
}
