//! Draws everything that is seen: creatures from posed rigs, scene and icons from plain drawings.

mod creatures;
mod draw;
mod pose;
mod rig;

use crate::files;

/// Sizes of the plain drawings are their own; creatures get a sheet each. `only` limits it to names that contain it.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let only = args.first().map_or("", String::as_str);
    let drawings = files::drawings();
    let assets = files::repository().join("assets");

    for (folder, target) in [("scene", "scene"), ("icons", "icons")] {
        for drawing in files::files_in(&drawings.join(folder), "svg")? {
            let name = drawing.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if !name.contains(only) {
                continue;
            }
            let picture = draw::rasterise(&files::read_text(&drawing)?, &drawing)?;
            let file = assets.join(target).join(format!("{name}.png"));
            let bytes = draw::png(&picture, &file)?;
            files::write(&file, &bytes)?;
            files::report(&file, bytes.len(), &format!("{} x {}", picture.width(), picture.height()));
        }
    }
    for creature in creatures::ALL.iter().filter(|creature| creature.name.contains(only)) {
        creatures::draw_sheet(creature, &drawings, &assets)?;
    }
    Ok(())
}
