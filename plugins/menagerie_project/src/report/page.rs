//! The page: a section for everything that is known, each drawing with a sentence that explains it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use menagerie_lesson::{
    Class, Confusion, EpochRecord, LessonReport, PretrainingComparison, WrongPicture, picture_format,
};

use super::plots::{self, Bar, Curve};
use super::text::{escaped, percent, pictures};

/// How every report begins.
pub(super) const BEGINNING: &str = "<!DOCTYPE html>";
const STYLE: &str = include_str!("style.css");
/// Wrong pictures shown, at most.
const MOST_WRONG: usize = 60;
/// Bytes of all wrong pictures together, at most: the page is to open everywhere.
const MOST_WRONG_BYTES: usize = 16 << 20;

/// The report as one page.
#[must_use]
pub fn html(report: &LessonReport) -> String {
    let title = if report.name.trim().is_empty() { "A lesson" } else { &report.name };
    let sections = [
        classes(&report.classes),
        per_class(report),
        confusions(report),
        learning(&report.history),
        map(report),
        findings(&report.findings),
        report.comparison.as_ref().map(comparison).unwrap_or_default(),
        wrong(&report.wrong),
        settings(&report.settings),
    ];
    format!(
        "{BEGINNING}\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\"/>\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><title>{title}</title>\
        <style>\n{STYLE}</style></head>\n<body><main>\n{}{}\
        <footer>Made with Menagerie. Everything was measured on this machine; nothing left it.</footer>\n</main></body></html>\n",
        header(title, report),
        sections.concat(),
        title = escaped(title),
    )
}

fn section(title: &str, sentence: &str, inside: &str) -> String {
    format!("<section><h2>{title}</h2><p class=\"soft\">{sentence}</p>{inside}</section>\n")
}

fn figure(drawing: &str, sentence: &str) -> String {
    let caption = if sentence.is_empty() { String::new() } else { format!("<figcaption>{sentence}</figcaption>") };
    format!("<figure>{drawing}{caption}</figure>")
}

fn header(title: &str, report: &LessonReport) -> String {
    let taught: usize = report.classes.iter().map(|class| class.counts.teach).sum();
    let mut numbers = format!("<li><strong>{}</strong>classes</li>", report.classes.len());
    numbers += &format!("<li><strong>{taught}</strong>pictures taught</li>");
    if let Some(share) = report.taught.accuracy() {
        numbers += &format!(
            "<li><strong>{}</strong>of the taught pictures, each asked as if it were new</li>",
            percent(share)
        );
    }
    if let Some(share) = report.test.accuracy() {
        numbers += &format!("<li><strong>{}</strong>of the test pictures</li>", percent(share));
    }
    let head = match report.answered_by.trim() {
        "" => String::new(),
        head => format!("<p class=\"soft\">Answered by: {}</p>", escaped(head)),
    };
    format!("<header><h1>{}</h1>{head}<ul class=\"numbers\">{numbers}</ul></header>\n", escaped(title))
}

fn classes(classes: &[Class]) -> String {
    if classes.is_empty() {
        return String::new();
    }
    let rows = classes.iter().enumerate().map(|(place, class)| {
        format!(
            "<tr><td>{} {}</td><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>",
            plots::sign(place, class.color),
            escaped(&class.name),
            class.counts.teach,
            class.counts.test
        )
    });
    let table = format!(
        "<table><thead><tr><th>class</th><th class=\"number\">taught</th><th class=\"number\">test</th></tr></thead>\
        <tbody>{}</tbody></table>",
        rows.collect::<String>()
    );
    section("What was taught", "A lesson learns best from as many pictures of one class as of another.", &table)
}

fn per_class(report: &LessonReport) -> String {
    let has_test = report.test.accuracy().is_some();
    let has_taught = report.taught.accuracy().is_some();
    if !has_test && !has_taught {
        return String::new();
    }
    let groups: Vec<Vec<Bar>> = (report.classes.iter().enumerate())
        .map(|(place, class)| {
            let bar = |counts: &Confusion, style, name: &str| Bar {
                name: name.to_owned(),
                style,
                share: counts.share(place),
            };
            let mut group = Vec::new();
            if has_taught {
                group.push(bar(&report.taught, "bar", &class.name));
            }
            if has_test {
                group.push(bar(&report.test, "other", if has_taught { "in the test" } else { &class.name }));
            }
            group
        })
        .collect();
    let drawing = plots::bars(&groups, "Share of each class's pictures that were classified correctly");
    let which = match (has_taught, has_test) {
        (true, true) => "Dark: taught pictures, each asked as if it were new. Light: test pictures.",
        (true, false) => "Taught pictures, each asked as if it were new.",
        _ => "Test pictures.",
    };
    let sentence =
        format!("{which} Where one class is far behind the others, it needs more, or more varied, pictures.");
    section(
        "How well each class is known",
        "The share of each class's pictures that were named correctly.",
        &figure(&drawing, &sentence),
    )
}

fn confusions(report: &LessonReport) -> String {
    let one = |title: &str, counts: &Confusion| {
        counts.accuracy().map(|share| {
            let drawing = plots::confusion(counts, &report.classes, title);
            format!("<div><h3>{title}: {} right</h3>{}</div>", percent(share), figure(&drawing, ""))
        })
    };
    let both = [one("Taught pictures", &report.taught), one("Test pictures", &report.test)];
    let inside: String = both.into_iter().flatten().collect();
    if inside.is_empty() {
        return inside;
    }
    section(
        "What is mistaken for what",
        "Each row is what the pictures really show, each column what was answered. What is right lies on the diagonal; \
        a dark cell beside it is a pair of classes that look alike to the network.",
        &if report.classes.len() < 5 { format!("<div class=\"pair\">{inside}</div>") } else { inside },
    )
}

fn learning(history: &[EpochRecord]) -> String {
    if history.is_empty() {
        return String::new();
    }
    let kept_back = history.iter().any(|point| point.validation_loss.is_some());
    let pair = |taught: fn(&EpochRecord) -> f64, kept: fn(&EpochRecord) -> Option<f64>| {
        let first = history.iter().map(|point| (point.epoch as f64, taught(point))).collect();
        let second = history.iter().filter_map(|point| Some((point.epoch as f64, kept(point)?))).collect();
        [Curve { style: "first", points: first }, Curve { style: "second", points: second }]
    };
    let loss = plots::curves(
        &pair(|point| point.loss, |point| point.validation_loss),
        false,
        "Loss after each pass over the pictures",
    );
    let accuracy = plots::curves(
        &pair(|point| point.accuracy, |point| point.validation_accuracy),
        true,
        "Accuracy after each pass over the pictures",
    );
    let line = |style, words| {
        let line = "viewBox=\"0 0 32 12\" style=\"display:inline-block;width:2em;height:.75em;vertical-align:-.05em\"";
        format!("<li><svg {line}><path class=\"curve {style}\" d=\"M1 6H31\"/></svg> {words}</li>")
    };
    let second =
        if kept_back { line("second", "pictures held out, to see how new ones would do") } else { String::new() };
    let lines = format!("<ul class=\"legend\">{}{second}</ul>", line("first", "pictures taught"));
    let inside = format!(
        "<div class=\"pair\"><div><h3>Loss</h3>{}</div><div><h3>Accuracy</h3>{}</div></div>{lines}",
        figure(
            &loss,
            "How surprised the head is by the right answers. It should fall; where the dashed line rises again while the \
            solid one falls, pictures are learned by heart."
        ),
        figure(&accuracy, "The share of pictures that are named correctly. It should rise, for the dashed line, too.")
    );
    section("How it learned", "From left to right: one pass after another over all pictures.", &inside)
}

fn map(report: &LessonReport) -> String {
    if report.map.is_empty() {
        return String::new();
    }
    let drawing = plots::map(&report.map, &report.classes, "Map of the taught pictures");
    let legend = report
        .classes
        .iter()
        .enumerate()
        .map(|(place, class)| format!("<li>{} {}</li>", plots::sign(place, class.color), escaped(&class.name)));
    let inside = format!(
        "{}<ul class=\"legend\">{}</ul>",
        figure(
            &drawing,
            "A cloud of one class that lies apart is easy to tell; a single sign far from its cloud is worth a look."
        ),
        legend.collect::<String>()
    );
    section("A map of the pictures", "Pictures that look alike to the network lie close together.", &inside)
}

fn findings(findings: &[String]) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let list: String = findings.iter().map(|sentence| format!("<li>{}</li>", escaped(sentence))).collect();
    section("What is worth a look", "Seen in the pictures themselves.", &format!("<ul>{list}</ul>"))
}

fn comparison(comparison: &PretrainingComparison) -> String {
    let bar = |name: &str, style, share| vec![Bar { name: name.into(), style, share: Some(share) }];
    let drawing = plots::bars(
        &[
            bar("pretrained", "bar", comparison.pretrained),
            bar("random weights", "other", comparison.random),
            bar("guessing", "other", comparison.chance),
        ],
        "Accuracy with a pretrained network, with three of random weights, and by guessing",
    );
    let sentence = format!(
        "Measured with {} that were not taught. The difference between the first two bars was not learned in this lesson: \
        the network brought it along from a million photographs that it had seen before.",
        pictures(comparison.asked)
    );
    section(
        "Where does it come from?",
        "The same few pictures, taught to the pretrained network and to three that have never seen anything (their mean).",
        &figure(&drawing, &sentence),
    )
}

fn wrong(wrong: &[WrongPicture]) -> String {
    let mut bytes = 0;
    let mut shown = 0;
    let mut album = String::new();
    for picture in wrong.iter().take(MOST_WRONG) {
        let Some(format) = picture_format(&picture.file) else { continue };
        bytes += picture.file.len();
        if bytes > MOST_WRONG_BYTES {
            break;
        }
        shown += 1;
        let caption = escaped(&picture.caption);
        album += &format!(
            "<figure><img alt=\"{caption}\" src=\"data:{};base64,{}\"/><figcaption>{caption}</figcaption></figure>",
            format.mime(),
            BASE64.encode(&picture.file)
        );
    }
    if shown == 0 {
        return String::new();
    }
    let more = match wrong.len().saturating_sub(shown) {
        0 => String::new(),
        more => format!("<p class=\"soft\">And {} more.</p>", pictures(more)),
    };
    let sentence = "To look at together: what did the network see in them?";
    section("Answered wrongly", sentence, &format!("<div class=\"album\">{album}</div>{more}"))
}

fn settings(settings: &[(String, String)]) -> String {
    if settings.is_empty() {
        return String::new();
    }
    let row =
        |(name, value): &(String, String)| format!("<tr><td>{}</td><td>{}</td></tr>", escaped(name), escaped(value));
    let rows: String = settings.iter().map(row).collect();
    let table = format!("<table><thead><tr><th>setting</th><th>value</th></tr></thead><tbody>{rows}</tbody></table>");
    section("Settings", "With these, anybody can repeat the lesson.", &table)
}
