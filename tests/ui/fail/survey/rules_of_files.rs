use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Paper?", mime = "pdf", size = "5")]
    paper: Document,
    #[ask("Photo?", mime = "image/png")]
    photo: PhotoSize,
    #[ask("Name?", size = "5 MB")]
    name: String,
}

fn main() {}
