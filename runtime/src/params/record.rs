//! Records as parameters.

use std::sync::Arc;

use super::borrow::{Borrow, Need, RecordType};
use super::call::Call;
use super::lend::{Lend, LendMut, Lending};
use crate::data::{Data, Taken, merge_json, read_record};
use crate::failure::Failure;
use crate::store::{Owner, Scope};
use crate::update::Facts;

impl<T: Data> Lend for T {
    type Guard<'a> = Arc<T>;

    const BORROW: Borrow = Borrow::of(Need::Record(record_type::<T>()));

    async fn lend_optional(call: &Call) -> Result<Option<Arc<T>>, Failure> {
        match owner(T::SCOPE, &call.incoming.facts) {
            Some(owner) => Ok(Some(call.services.records.shared(owner).await?)),
            None => Ok(None),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Data> LendMut for T {
    const BORROW: Borrow = Borrow::of(Need::Record(record_type::<T>())).mutable();

    fn take(call: &Call) -> Lending<'_, Taken<T>> {
        Box::pin(async { T::take_optional(call).await?.ok_or(Failure::Missing(T::PATH)) })
    }

    fn take_optional(call: &Call) -> Lending<'_, Option<Taken<T>>> {
        Box::pin(async {
            match owner(T::SCOPE, &call.incoming.facts) {
                Some(owner) => Ok(Some(call.services.records.taken(owner).await?)),
                None => Ok(None),
            }
        })
    }
}

const fn record_type<T: Data>() -> RecordType {
    let (merge, read) = (merge_json::<T>(), read_record::<T>());
    RecordType { scope: T::SCOPE, name: T::NAME, path: T::PATH, merge, read }
}

/// Whose record an update means by that scope.
fn owner(scope: Scope, facts: &Facts) -> Option<Owner> {
    let chat = facts.address.as_ref();
    match scope {
        Scope::Bot => Some(Owner::BOT),
        Scope::User => facts.user_owner().map(Owner::new),
        Scope::Chat => chat.map(|address| Owner::new(address.chat)),
        Scope::Member => Some(Owner::in_chat(chat?.chat, facts.user_owner()?)),
        Scope::Topic => Some(Owner::in_chat(chat?.chat, chat?.thread?)),
    }
}
