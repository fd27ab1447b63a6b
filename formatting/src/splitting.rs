//! Cutting bold, italic and their like where other entities begin or end.

use super::{
    Entity, Kind,
    nesting::{is_proper, without_crossing, without_meeting},
};

const COUNT: usize = Kind::SPLITTABLE.len();

/// Entities as Telegram orders and nests them; follows `fix_entities` of TDLib.
pub(super) fn nested(mut entities: Vec<Entity>) -> Vec<Entity> {
    entities.sort_by_key(Entity::order);
    if is_proper(&entities) {
        return entities;
    }
    let Sorts { splittable, quotes, others } = Sorts::of(entities);
    let quotes = without_meeting(quotes);
    let others = without_crossing(without_meeting(others), &quotes);
    joined(&splittable, others, quotes)
}

/// Adds what the server found; what a bot gave goes before.
pub(super) fn with_found(entities: Vec<Entity>, found: Vec<Entity>) -> Vec<Entity> {
    if found.is_empty() {
        return entities;
    }
    let Sorts { splittable, quotes, mut others } = Sorts::of(entities);
    let found = without_crossing(found, &quotes);
    let is_free = |new: &Entity| !others.iter().any(|old| new.offset < old.end() && old.offset < new.end());
    let free: Vec<_> = found.into_iter().filter(is_free).collect();
    others.extend(free);
    joined(&splittable, others, quotes)
}

struct Sorts {
    splittable: Vec<Entity>,
    quotes: Vec<Entity>,
    others: Vec<Entity>,
}

impl Sorts {
    fn of(entities: Vec<Entity>) -> Self {
        let mut sorts = Self { splittable: Vec::new(), quotes: Vec::new(), others: Vec::new() };
        for entity in entities {
            let sort = match &entity.kind {
                kind if kind.splittable().is_some() => &mut sorts.splittable,
                kind if kind.is_quote() => &mut sorts.quotes,
                _ => &mut sorts.others,
            };
            sort.push(entity);
        }
        sorts
    }
}

fn joined(splittable: &[Entity], mut others: Vec<Entity>, quotes: Vec<Entity>) -> Vec<Entity> {
    others.extend(quotes);
    others.sort_by_key(Entity::order);
    let mut all = Splitter::new(splittable).split(&others);
    all.extend(others);
    all.sort_by_key(Entity::order);
    all
}

/// Follows `split_entities` of TDLib.
struct Splitter<'a> {
    waiting: std::iter::Peekable<std::slice::Iter<'a, Entity>>,
    /// Begin and end of what is open, for each kind.
    open: [Option<(usize, usize)>; COUNT],
    done: Vec<Entity>,
}

impl<'a> Splitter<'a> {
    fn new(splittable: &'a [Entity]) -> Self {
        Self { waiting: splittable.iter().peekable(), open: [None; COUNT], done: Vec::new() }
    }

    /// Cuts at the borders of the others; inside code there is no formatting.
    fn split(mut self, others: &[Entity]) -> Vec<Entity> {
        let mut around: Vec<&Entity> = Vec::new();
        for other in others {
            self.leave(&mut around, other.offset);
            self.advance(other.offset);
            around.push(other);
        }
        self.leave(&mut around, usize::MAX);
        self.advance(usize::MAX);
        self.done
    }

    fn leave(&mut self, around: &mut Vec<&Entity>, offset: usize) {
        while let Some(inner) = around.pop_if(|inner| offset >= inner.end()) {
            let before = self.done.len();
            self.advance(inner.end());
            if inner.kind.is_pre() {
                self.done.truncate(before);
            }
        }
    }

    fn advance(&mut self, to: usize) {
        while let Some(next) = self.waiting.next_if(|next| next.offset < to) {
            let Some(index) = next.kind.splittable() else { continue };
            match &mut self.open[index] {
                Some((_, end)) if next.offset <= *end => *end = next.end().max(*end),
                _ => {
                    self.flush(next.offset);
                    self.open[index] = Some((next.offset, next.end()));
                }
            }
        }
        self.flush(to);
    }

    /// Ends what is open, or what of it lies before this place.
    fn flush(&mut self, to: usize) {
        for (index, kind) in Kind::SPLITTABLE.into_iter().enumerate() {
            let Some((begin, end)) = self.open[index].filter(|(begin, _)| *begin < to) else { continue };
            let is_over = end <= to;
            let until = if is_over { end } else { to };
            self.done.push(Entity::new(kind, begin, until - begin));
            self.open[index] = (!is_over).then_some((to, end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Entity, Kind, nested, with_found};

    fn places(entities: &[Entity]) -> Vec<(Kind, usize, usize)> {
        entities.iter().map(|entity| (entity.kind.clone(), entity.offset, entity.length)).collect()
    }

    #[test]
    fn formatting_is_cut_where_other_formatting_begins() {
        let entities = vec![Entity::new(Kind::Italic, 5, 5), Entity::new(Kind::Bold, 0, 20)];
        let expected = [(Kind::Bold, 0, 5), (Kind::Bold, 5, 15), (Kind::Italic, 5, 5)];
        assert_eq!(places(&nested(entities)), expected);
    }

    #[test]
    fn neighbours_of_one_kind_become_one() {
        let entities = vec![Entity::new(Kind::Bold, 0, 3), Entity::new(Kind::Bold, 3, 3)];
        assert_eq!(places(&nested(entities)), [(Kind::Bold, 0, 6)]);
    }

    #[test]
    fn code_has_no_formatting_inside() {
        let entities = vec![Entity::new(Kind::Code, 2, 3), Entity::new(Kind::Bold, 0, 8)];
        let expected = [(Kind::Bold, 0, 2), (Kind::Code, 2, 3), (Kind::Bold, 5, 3)];
        assert_eq!(places(&nested(entities)), expected);
    }

    #[test]
    fn links_do_not_overlap() {
        let link = Kind::TextLink("http://a.b/".to_owned());
        let entities = vec![Entity::new(link.clone(), 0, 5), Entity::new(Kind::TextMention(1), 3, 5)];
        assert_eq!(places(&nested(entities)), [(link.clone(), 0, 5)]);
        let found = vec![Entity::new(Kind::Url, 2, 9), Entity::new(Kind::Hashtag, 12, 2)];
        let all = with_found(vec![Entity::new(link.clone(), 0, 5)], found);
        assert_eq!(places(&all), [(link, 0, 5), (Kind::Hashtag, 12, 2)]);
    }
}
