//! What others can use of a lesson: a folder of pictures for each class, the head with a page that
//! explains it, and a picture.

mod folders;
mod head;
mod names;
mod picture;

pub use folders::export_folders;
pub use head::export_head;
pub use picture::export_picture;
