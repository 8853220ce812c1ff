//! Reading and writing projects, imports and exports.
