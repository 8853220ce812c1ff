//! The program `menagerie`: everything stands in the library of the same name.

fn main() -> std::process::ExitCode {
    menagerie::run()
}
