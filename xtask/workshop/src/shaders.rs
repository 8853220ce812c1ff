//! Parses and validates every shader, so that a slip shows here and not as a black square before a visitor.
//!
//! Bevy 0.20 takes `.wgsl` as it stands and `.wesl` with `import`s of its own modules. The first is checked as it
//! stands. In the second, imports of the structures listed in [`STUBS`] are replaced by copies of those structures;
//! any other import is refused, because a check that guesses proves nothing.

use std::path::Path;

use naga::valid::{Capabilities, ValidationFlags, Validator};

use crate::files;

/// What may be imported, and what stands in for it: copied from `bevy_ui_render` 0.20.1 (`ui_vertex_output.wesl`)
/// and `bevy_render` 0.20.1 (`globals.wesl`); only names, types and locations matter.
const STUBS: [(&str, &str); 2] = [
    (
        "bevy_ui_render::ui_vertex_output::UiVertexOutput",
        "struct UiVertexOutput { @location(0) uv: vec2<f32>, @location(1) border_widths: vec4<f32>, \
         @location(2) border_radius_x: vec4<f32>, @location(3) border_radius_y: vec4<f32>, \
         @location(4) @interpolate(flat) size: vec2<f32>, @builtin(position) position: vec4<f32> };",
    ),
    ("bevy_render::globals::Globals", "struct Globals { time: f32, delta_time: f32, frame_count: u32 };"),
];

/// Bevy fills this in when it compiles; any small number serves for a check.
const MATERIAL_GROUP: (&str, &str) = ("constants::MATERIAL_BIND_GROUP", "2");

/// Checks every shader and says each one's outcome; the first words of an error are the file.
pub(crate) fn run(_args: &[String]) -> Result<(), String> {
    let folder = files::repository().join("shaders");
    if !folder.exists() {
        println!("there are no shaders yet");
        return Ok(());
    }
    let mut shaders = files::files_in(&folder, "wgsl")?;
    shaders.extend(files::files_in(&folder, "wesl")?);
    let mut faults = Vec::new();
    for file in &shaders {
        let name = format!("shaders/{}", file.file_name().unwrap_or_default().to_string_lossy());
        match check(&files::read_text(file)?, file, &name) {
            Ok(()) => println!("{name}: valid"),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        println!("{} shaders checked", shaders.len());
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}

fn check(source: &str, file: &Path, name: &str) -> Result<(), String> {
    let source = if file.extension().is_some_and(|extension| extension == "wesl") {
        without_imports(source, name)?
    } else {
        source.to_owned()
    };
    let module = naga::front::wgsl::parse_str(&source)
        .map_err(|error| format!("{name}: {}", error.emit_to_string_with_path(&source, name)))?;
    Validator::new(ValidationFlags::all(), Capabilities::default())
        .validate(&module)
        .map_err(|error| format!("{name}: {}", error.emit_to_string_with_path(&source, name)))?;
    Ok(())
}

/// Puts a stub in the place of every import, on its own line, so that the line numbers of messages stay true.
fn without_imports(source: &str, name: &str) -> Result<String, String> {
    let mut plain = String::with_capacity(source.len());
    for (index, line) in source.lines().enumerate() {
        if let Some(import) = line.trim().strip_prefix("import ") {
            let path = import.trim().trim_end_matches(';').trim();
            let (_, stub) = STUBS.iter().find(|(known, _)| *known == path).ok_or_else(|| {
                format!(
                    "{name}:{}: cannot check the import `{path}`; declare what you need in the shader, or add a stub \
                     to xtask/workshop/src/shaders.rs",
                    index + 1
                )
            })?;
            plain.push_str(stub);
        } else {
            plain.push_str(&line.replace(MATERIAL_GROUP.0, MATERIAL_GROUP.1));
        }
        plain.push('\n');
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "@fragment fn fragment(@location(0) uv: vec2<f32>) -> @location(0) vec4<f32> {
    return vec4(uv, 0.0, 1.0);
}";

    #[test]
    fn a_sound_shader_passes_and_a_broken_one_is_named_with_its_line() {
        let wgsl = Path::new("a.wgsl");
        check(GOOD, wgsl, "a.wgsl").expect("it is valid");
        let unparsable = check(&GOOD.replace("vec4(uv", "vec5(uv"), wgsl, "a.wgsl").expect_err("vec5 is nothing");
        assert!(unparsable.contains("a.wgsl:2"), "{unparsable}");
        let mistyped = GOOD.replace("vec4(uv, 0.0, 1.0)", "uv");
        assert!(check(&mistyped, wgsl, "a.wgsl").is_err(), "a vec2 is no colour of four");
    }

    #[test]
    fn known_imports_are_replaced_and_others_refused() {
        let wesl = Path::new("a.wesl");
        let shader = "import bevy_ui_render::ui_vertex_output::UiVertexOutput;
@group(constants::MATERIAL_BIND_GROUP) @binding(0) var<uniform> tint: vec4<f32>;
@fragment fn fragment(in: UiVertexOutput) -> @location(0) vec4<f32> { return tint * in.uv.x; }";
        check(shader, wesl, "a.wesl").expect("the import is known");
        let unknown = check("import package::secrets::Secret;", wesl, "a.wesl").expect_err("no stub");
        assert!(unknown.contains("a.wesl:1") && unknown.contains("secrets"), "{unknown}");
    }
}
