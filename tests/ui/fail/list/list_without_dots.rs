use pouch::prelude::*;

mod admin {
    use pouch::prelude::*;

    #[message]
    fn echo(text: &str) -> &str {
        text
    }

    pub(crate) const HANDLERS: Handlers = handlers![echo];
}

fn main() {
    let _ = handlers![admin::HANDLERS];
}
