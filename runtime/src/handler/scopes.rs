//! Where a command is offered.

/// Where a command is offered in the menu and in `/help`: everywhere, unless something is named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scopes(u8);

impl Scopes {
    /// Nothing is named.
    pub const EVERYWHERE: Scopes = Scopes(0);
    /// In private chats.
    pub const PRIVATE: Scopes = Scopes(1);
    /// In groups and supergroups.
    pub const GROUP: Scopes = Scopes(2);
    /// In groups and supergroups, to their administrators.
    pub const ADMINS: Scopes = Scopes(4);

    /// In each of either.
    #[must_use]
    pub const fn and(self, other: Scopes) -> Scopes {
        Scopes(self.0 | other.0)
    }

    /// Whether something is named.
    pub(crate) const fn is_everywhere(self) -> bool {
        self.0 == 0
    }

    /// Whether a command is offered there, which all are that name nothing.
    pub(crate) const fn has(self, place: Scopes) -> bool {
        self.0 == 0 || self.0 & place.0 != 0
    }

    /// Their names, as `scope = ..` takes them.
    pub(crate) fn names(self) -> Vec<&'static str> {
        let all = [(Scopes::PRIVATE, "private"), (Scopes::GROUP, "group"), (Scopes::ADMINS, "admins")];
        all.into_iter().filter(|(place, _)| self.0 & place.0 != 0).map(|(_, name)| name).collect()
    }
}
