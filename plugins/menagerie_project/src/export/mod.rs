//! What others can use of a lesson: a folder of pictures for each class, and the head with a page that explains it.

mod folders;
mod head;
mod names;

pub use folders::export_folders;
pub use head::export_head;
