//! A map in the JSON of its record.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Bound;
use std::sync::{Arc, OnceLock};

use serde::de::{DeserializeOwned, Error as _, MapAccess, Visitor};
use serde::ser::{Error as _, SerializeMap};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::super::session::{Context, in_context, within};
use super::iter::Cursor;
use super::key::{MapKey, from_json_key};
use super::slots::{Before, Slot};
use super::{Map, decode, encode};
use crate::store::{EntryWrite, MapId};

/// The key in a record's JSON that tells a map's mark from an object with entries.
pub(in super::super) const MARK: &str = "$map";
/// The key of the number of entries, behind it.
pub(in super::super) const LEN: &str = "len";

/// What to do with a map that is written.
enum Manner {
    Whole,
    Mark,
    Keep,
    Refuse,
}

impl<K: MapKey, V: Serialize + DeserializeOwned> Serialize for Map<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let manner = in_context(|context| match context {
            Context::Elsewhere | Context::Reading { .. } => Manner::Whole,
            Context::Comparing => Manner::Mark,
            Context::Keeping { .. } => Manner::Keep,
            Context::Entry => Manner::Refuse,
        });
        match manner {
            Manner::Whole => self.write_whole(serializer),
            Manner::Mark => self.write_mark(serializer),
            Manner::Keep => {
                self.keep().map_err(S::Error::custom)?;
                self.write_mark(serializer)
            }
            Manner::Refuse => Err(S::Error::custom("a value of a `Map` can't hold a `Map`")),
        }
    }
}

impl<K, V> Map<K, V> {
    fn id(&self) -> MapId {
        *self.id.get_or_init(MapId::fresh)
    }

    /// An empty map is what any empty map is.
    fn write_mark<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        if self.len > 0 {
            object.serialize_entry(MARK, &self.id().to_string())?;
            object.serialize_entry(LEN, &self.len)?;
        }
        object.end()
    }
}

impl<K: MapKey, V: Serialize + DeserializeOwned> Map<K, V> {
    /// Like any other map, with all entries.
    fn write_whole<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.len))?;
        let mut cursor = Cursor::new(self, Bound::Unbounded, Bound::Unbounded);
        while let Some((key, value)) = cursor.next(self).map_err(S::Error::custom)? {
            object.serialize_entry(&key.to_key().to_json_key(), &value)?;
        }
        object.end()
    }

    /// Hands over what changed.
    fn keep(&self) -> Result<(), String> {
        let (mut writes, mut is_changed) = (Vec::new(), false);
        for (key, slot) in self.slots.iter() {
            let Slot { value, before } = slot;
            if matches!(before, Before::Same) && self.is_stored {
                continue;
            }
            let say = |error: serde_json::Error| format!("the entry {key} of a `Map`: {error}");
            let json = value.as_ref().map(encode).transpose().map_err(say)?;
            let differs = matches!(before, Before::Was(before) if *before != json);
            is_changed |= differs;
            if if self.is_stored { differs } else { json.is_some() } {
                // JSON has no NaN, for one: what can't be read again must fail while it can be rolled back.
                json.as_deref().map(decode::<V>).transpose().map_err(say)?;
                writes.push(EntryWrite { map: self.id(), key: key.clone(), json: json.map(Into::into) });
            }
        }
        writes.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        in_context(|context| {
            let Context::Keeping { session, kept } = context else { return Ok(()) };
            let is_at_home = self.session.as_ref().map(Arc::as_ptr) == session.as_ref().map(Arc::as_ptr);
            if self.is_stored && !is_at_home {
                return Err("a `Map` can't move into another record; insert its entries there".to_owned());
            }
            kept.has_maps = true;
            kept.is_changed |= is_changed;
            if self.len > 0 {
                kept.maps.push(self.id());
                kept.writes.append(&mut writes);
            }
            Ok(())
        })
    }
}

impl<'de, K: MapKey, V: DeserializeOwned> Deserialize<'de> for Map<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if in_context(|context| matches!(context, Context::Entry)) {
            return Err(D::Error::custom("a value of a `Map` can't hold a `Map`"));
        }
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

struct MapVisitor<K, V>(PhantomData<fn() -> (K, V)>);

impl<'de, K: MapKey, V: DeserializeOwned> Visitor<'de> for MapVisitor<K, V> {
    type Value = Map<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Map<K, V>, A::Error> {
        let mut map = Map::new();
        let mut text: Option<String> = object.next_key()?;
        if text.as_deref() == Some(MARK) {
            return read_mark(object);
        }
        map.session = in_context(|context| context.join(None));
        while let Some(key) = text {
            let (value, _) = within(Context::Entry, || object.next_value::<V>());
            let key: K = from_json_key(&key)
                .ok_or_else(|| A::Error::custom(format!("`{key}` is none of the map's keys")))?;
            let slot = Slot { value: Some(value?), before: Before::Same };
            let key = key.to_key();
            if let Some(earlier) = map.slots.find_mut(&key) {
                *earlier = slot;
            } else {
                map.slots.add(&key, slot);
                map.len += 1;
            }
            text = object.next_key()?;
        }
        Ok(map)
    }
}

/// Reads what stands behind the mark's key.
fn read_mark<'de, K, V, A: MapAccess<'de>>(mut object: A) -> Result<Map<K, V>, A::Error> {
    let id: String = object.next_value()?;
    let id = MapId::parse(&id).ok_or_else(|| A::Error::custom(format!("`{id}` is the id of no map")))?;
    let len = match object.next_entry::<String, usize>()? {
        Some((key, len)) if key == LEN => len,
        _ => return Err(A::Error::custom("the mark of a map is `$map` and `len`")),
    };
    let Some(session) = in_context(|context| context.join(Some(id))) else {
        return Err(A::Error::custom("the entries of this map are in the store that its record is in"));
    };
    Ok(Map { id: OnceLock::from(id), is_stored: true, len, session: Some(session), ..Map::new() })
}
