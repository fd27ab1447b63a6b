//! All records of a type, for code that is no handler.

use std::fmt;
use std::sync::Arc;

use super::{AccessError, Link};
use crate::data::{Data, Listed};
use crate::store::Owner;

/// All records of a type, one after the other; made by [`DataStore::all`](crate::DataStore::all).
pub struct All<T> {
    link: Arc<Link>,
    listed: Option<Listed<T>>,
}

impl<T: Data> All<T> {
    pub(super) fn new(link: Arc<Link>) -> Self {
        All { link, listed: None }
    }

    /// The next one, and whose it is; `None` behind the last one. One that can't be read as its type is logged and left
    /// out.
    ///
    /// # Errors
    /// If the bot has stopped, or the store can't be read.
    pub async fn next(&mut self) -> Result<Option<(Owner, T)>, AccessError> {
        let dispatcher = self.link.dispatcher().await.ok_or(AccessError::Stopped)?;
        let listed = self.listed.get_or_insert_with(|| dispatcher.records().listed());
        Ok(listed.next(dispatcher.records()).await?)
    }
}

impl<T> fmt::Debug for All<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("All").finish_non_exhaustive()
    }
}
