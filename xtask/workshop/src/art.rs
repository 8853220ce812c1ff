//! Draws everything that is seen: creatures and small pictures that move from posed rigs, scene and icons from plain
//! drawings.

mod creatures;
mod draw;
#[cfg(test)]
mod looping;
mod moving;
mod pictures;
mod pose;
mod rig;

use std::path::Path;

use crate::files;

/// Where plain drawings lie, among the drawings as in the assets.
const PLAIN: [&str; 4] = ["scene", "icons", "packs/garden/scene", "packs/laboratory/scene"];

/// Sizes of the plain drawings are their own; creatures get a sheet each, pictures a file that moves. The first argument
/// limits it to files whose path contains it: `pim`, `icons`, `packs/garden`, `pictures/heart`.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let only = args.first().map_or("", String::as_str);
    let drawings = files::drawings();
    let assets = files::repository().join("assets");

    for folder in PLAIN {
        for drawing in files::files_in(&drawings.join(folder), "svg")? {
            let name = drawing.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let target = Path::new(folder).join(format!("{name}.png"));
            if !contains(&target, only) {
                continue;
            }
            let picture = draw::rasterise(&files::read_text(&drawing)?, &drawing)?;
            let file = assets.join(target);
            let bytes = draw::png(&picture, &file)?;
            files::write(&file, &bytes)?;
            files::report(&file, bytes.len(), &format!("{} x {}", picture.width(), picture.height()));
        }
    }
    for creature in creatures::ALL.iter().filter(|creature| contains(&creature.home(), only)) {
        creatures::draw_sheet(creature, &assets)?;
    }
    for picture in pictures::ALL.iter().filter(|picture| contains(&picture.target(), only)) {
        pictures::draw(picture, &assets)?;
    }
    Ok(())
}

fn contains(path: &Path, part: &str) -> bool {
    path.to_string_lossy().contains(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a pack draws takes the place of the exhibit's own: same name, same size, same holes; and its ground ends in
    /// one colour, the one that its `pack.toml` gives as `below_ground`.
    #[test]
    fn drawings_of_packs_fit_in_the_places_of_the_exhibits_own() {
        let drawings = files::drawings();
        let draw = |file: &Path| {
            let text = files::read_text(file).expect("the drawing is there");
            draw::rasterise(&text, file).expect("it can be drawn")
        };
        for folder in PLAIN.iter().filter(|folder| folder.starts_with("packs/")) {
            for drawing in files::files_in(&drawings.join(folder), "svg").expect("the folder is there") {
                let name = drawing.file_name().unwrap_or_default();
                let (theirs, ours) = (draw(&drawing), draw(&drawings.join("scene").join(name)));
                let (width, height) = (theirs.width(), theirs.height());
                assert_eq!((width, height), (ours.width(), ours.height()), "{}", drawing.display());

                let alpha = |x, y| theirs.pixel(x, y).expect("it is inside").alpha();
                if name == "mirror_frame.svg" {
                    let window = (60..660).flat_map(|y| (60..660).map(move |x| (x, y)));
                    assert!(window.clone().all(|(x, y)| alpha(x, y) == 0), "{folder}: something hangs into the mirror");
                }
                if name == "ground.svg" {
                    let toml = files::repository().join("assets").join(folder).join("../pack.toml");
                    let toml = files::read_text(&toml).expect("a pack says what it is");
                    for x in 0..width {
                        let pixel = theirs.pixel(x, height - 1).expect("it is inside").demultiply();
                        let (red, green, blue) = (pixel.red(), pixel.green(), pixel.blue());
                        let line = format!("below_ground = \"#{red:02x}{green:02x}{blue:02x}\"");
                        assert!(toml.contains(&line), "{folder}: no line {line}");
                    }
                }
            }
        }
    }
}
