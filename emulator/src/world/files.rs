//! Files that were sent, by their ids.

use std::{collections::HashMap, sync::Arc};

use serde_json::{Map, Value, json};

use super::file_ids;
use super::media::{MediaKind, Upload, photo_sizes};

/// How many bytes of files are kept together; the contents of the oldest are forgotten first.
const MOST_BYTES: usize = 256 << 20;
/// The largest file that bots may download, in bytes.
const LARGEST_DOWNLOAD: usize = 20 << 20;

/// Every file that was ever sent.
#[derive(Default)]
pub(crate) struct Files {
    all: Vec<StoredFile>,
    by_id: HashMap<String, usize>,
    /// How much of the contents is kept, and the first file whose content is.
    bytes: usize,
    first_kept: usize,
}

struct StoredFile {
    /// What a message shows: the object of its kind, or all sizes of a photo.
    kind: MediaKind,
    media: Value,
    unique_id: String,
    path: String,
    size: usize,
    content: Option<Arc<[u8]>>,
}

impl Files {
    /// Keeps a file, and gives the value of the message's field for it; or why it is refused.
    pub(crate) fn add(
        &mut self,
        kind: MediaKind,
        upload: &Upload,
        details: Map<String, Value>,
        thumbnail: Option<&Upload>,
    ) -> Result<Value, String> {
        if upload.content.is_empty() {
            return Err("file must be non-empty".to_owned());
        }
        let number = self.all.len();
        let ids = |at: usize| {
            let unique_id = format!("AQAD{number:08}_{at}");
            let file_id = format!("{}{unique_id}", kind.prefix());
            (file_id, unique_id)
        };
        let mut media = if kind == MediaKind::Photo {
            let sizes = photo_sizes(&upload.content)?;
            let sizes = sizes.into_iter().enumerate().map(|(at, size)| photo_size(ids(at), size, upload));
            Value::Array(sizes.collect())
        } else {
            let (file_id, unique_id) = ids(0);
            let mut media = Value::Object(kind.details(upload, details));
            media["file_id"] = json!(file_id);
            media["file_unique_id"] = json!(unique_id);
            media["file_size"] = json!(upload.content.len());
            media
        };
        let count = media.as_array().map_or(1, Vec::len);
        for at in 0..count {
            self.by_id.insert(ids(at).0, number);
        }
        self.store(kind, ids(0).1, upload);
        if let Some(thumbnail) = thumbnail.filter(|_| kind.has_thumbnail()) {
            let sizes = self.add(MediaKind::Photo, thumbnail, Map::new(), None)?;
            media["thumbnail"] = sizes[0].clone();
        }
        self.all[number].media = media.clone();
        Ok(media)
    }

    fn store(&mut self, kind: MediaKind, unique_id: String, upload: &Upload) {
        let number = self.all.len();
        let extension = upload.extension().map(|extension| format!(".{extension}")).unwrap_or_default();
        self.all.push(StoredFile {
            kind,
            media: Value::Null,
            unique_id,
            path: format!("{}/file_{number}{extension}", kind.folder()),
            size: upload.content.len(),
            content: Some(Arc::clone(&upload.content)),
        });
        self.bytes += upload.content.len();
        while self.bytes > MOST_BYTES && self.first_kept < number {
            let oldest = &mut self.all[self.first_kept];
            self.bytes -= oldest.content.take().map_or(0, |content| content.len());
            self.first_kept += 1;
        }
    }

    /// The value of the message's field for a file that was sent before; or why it can't be sent like this.
    pub(crate) fn again(&self, kind: MediaKind, file_id: &str) -> Result<Value, String> {
        let file = self.by_id.get(file_id).map(|number| &self.all[*number]);
        let file = file.ok_or_else(|| file_ids::refused(file_id))?;
        if file.kind != kind {
            return Err(format!("can't use file of type {} as {}", file.kind.title(), kind.title()));
        }
        Ok(file.media.clone())
    }

    /// The `File` object for `getFile`; or why there is none.
    pub(crate) fn describe(&self, file_id: &str) -> Result<Value, &'static str> {
        let file = self.by_id.get(file_id).map(|number| &self.all[*number]);
        let file = file.ok_or("invalid file_id")?;
        if file.size > LARGEST_DOWNLOAD {
            return Err("file is too big");
        }
        if file.content.is_none() {
            return Err("wrong file_id or the file is temporarily unavailable");
        }
        Ok(json!({
            "file_id": file_id, "file_unique_id": file.unique_id, "file_size": file.size, "file_path": file.path,
        }))
    }

    /// The content of the file at a path.
    pub(crate) fn content(&self, path: &str) -> Option<Arc<[u8]>> {
        self.all.iter().rfind(|file| file.path == path)?.content.clone()
    }
}

fn photo_size((file_id, unique_id): (String, String), (width, height): (u64, u64), upload: &Upload) -> Value {
    json!({
        "file_id": file_id, "file_unique_id": unique_id, "width": width, "height": height,
        // Pictures are not scaled: every size is the original's content.
        "file_size": upload.content.len(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::{Files, MOST_BYTES, MediaKind, Upload};

    fn file(name: &str, length: usize) -> Upload {
        Upload { name: name.to_owned(), mime: None, content: vec![0; length].into() }
    }

    #[test]
    fn old_contents_make_room_for_new_ones() {
        let mut files = Files::default();
        let mut add = |length| {
            let media = files.add(MediaKind::Document, &file("a.txt", length), Map::new(), None).unwrap();
            media["file_id"].as_str().unwrap().to_owned()
        };
        let (old, new) = (add(1), add(1));
        let large = add(MOST_BYTES - 1);
        assert!(files.describe(&old).is_err());
        assert_eq!(files.describe(&new).unwrap()["file_path"], "documents/file_1.txt");
        assert_eq!(files.describe(&large), Err("file is too big"));
    }
}
