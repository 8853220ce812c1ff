//! What others can use of a lesson: a folder of pictures for each class, the head with a page that
//! explains it, a picture, and a table.

mod folders;
mod head;
mod names;
mod picture;
mod table;

pub use folders::export_folders;
pub use head::export_head;
pub use picture::export_picture;
pub use table::export_table;
