//! What a picture's file in a lesson looks like from outside: told by its first bytes, not by its name.

use menagerie_lesson::{PictureFormat, check_picture, picture_format};

/// What is wrong with the bytes of a picture of a lesson, as far as its header tells; `None`: nothing. A lesson keeps JPEG
/// and PNG, which every program reads.
pub(crate) fn picture_problem(bytes: &[u8]) -> Option<String> {
    if !picture_format(bytes).is_some_and(PictureFormat::is_common) {
        return Some("is not a JPEG or PNG picture".into());
    }
    let problem = check_picture(bytes, "it").err()?;
    Some(problem.to_string().trim_start_matches("it: ").to_owned())
}

/// The ending of its file.
pub(crate) fn picture_suffix(bytes: &[u8]) -> &'static str {
    picture_format(bytes).map_or("png", PictureFormat::extension)
}
