//! The workshop of teachers and staff.
