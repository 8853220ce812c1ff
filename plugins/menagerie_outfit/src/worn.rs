//! What a class has.

use menagerie_core::prelude::*;

/// The output of a class of this kind, if it has one.
pub(super) fn output<'a>(class: &'a Class, kind: &str) -> Option<&'a ClassOutput> {
    class.outputs.iter().find(|output| output.kind == kind)
}
