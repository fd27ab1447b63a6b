//! Whether entities stand properly inside each other.

use super::{Entity, Kind};

/// Whether sorted entities can stay as they are; follows `are_entities_valid` of TDLib.
pub(super) fn is_proper(entities: &[Entity]) -> bool {
    let mut around: Vec<&Entity> = Vec::new();
    let mut ends = [None; Kind::SPLITTABLE.len()];
    for entity in entities {
        while around.last().is_some_and(|outer| entity.offset >= outer.end()) {
            around.pop();
        }
        if !fits(entity, &around) {
            return false;
        }
        if let Some(index) = entity.kind.splittable() {
            if ends[index].is_some_and(|end| end >= entity.offset) {
                return false;
            }
            ends[index] = Some(entity.end());
        }
        around.push(entity);
    }
    true
}

/// Whether an entity may stand in these, the innermost last.
fn fits(entity: &Entity, around: &[&Entity]) -> bool {
    let Some(parent) = around.last() else { return true };
    let kind = &entity.kind;
    let is_in = |test: &dyn Fn(&Kind) -> bool| around.iter().any(|outer| test(&outer.kind));
    let is_bound = kind.is_continuous() || kind.is_quote();
    let is_misplaced = entity.end() > parent.end()
        || parent.kind.is_pre()
        || is_in(&|outer| std::mem::discriminant(outer) == std::mem::discriminant(kind))
        || kind.is_pre() && is_in(&|outer| !outer.is_quote())
        || is_bound && is_in(&Kind::is_continuous)
        || is_in(&Kind::is_formatting);
    !is_misplaced
}

/// Keeps, of sorted entities that meet, the first.
pub(super) fn without_meeting(entities: Vec<Entity>) -> Vec<Entity> {
    let mut end = 0;
    let mut keep = |entity: &Entity| {
        let is_free = entity.offset >= end;
        end = if is_free { entity.end() } else { end };
        is_free
    };
    entities.into_iter().filter(|entity| keep(entity)).collect()
}

/// Drops what begins outside of a quote and ends inside, or the other way round.
pub(super) fn without_crossing(entities: Vec<Entity>, quotes: &[Entity]) -> Vec<Entity> {
    let crosses = |entity: &Entity| {
        let next = quotes.iter().find(|quote| quote.end() > entity.offset);
        next.is_some_and(|quote| {
            quote.end() < entity.end() || entity.offset < quote.offset && quote.offset < entity.end()
        })
    };
    entities.into_iter().filter(|entity| !crosses(entity)).collect()
}
