//! The page: a section for everything that is known, each drawing with a sentence that explains it. Every sentence comes
//! out of a phrasebook, by its key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use menagerie_lesson::{Args, Confusion, EpochRecord, LessonReport, Phrasebook, PretrainingComparison, picture_format};

use super::plots::{self, Bar, Curve};
use super::text::{direction, escaped, percent};

/// How every report begins.
pub(super) const BEGINNING: &str = "<!DOCTYPE html>";
const STYLE: &str = include_str!("style.css");
/// Wrong pictures shown, at most.
const MOST_WRONG: usize = 60;
/// Bytes of all wrong pictures together, at most: the page is to open everywhere.
const MOST_WRONG_BYTES: usize = 16 << 20;

/// The report as one page, in the language of this book.
#[must_use]
pub fn html(report: &LessonReport, book: &dyn Phrasebook) -> String {
    Page { report, book }.whole()
}

struct Page<'a> {
    report: &'a LessonReport,
    book: &'a dyn Phrasebook,
}

/// A name or a sentence of somebody's, already escaped: it runs in the direction of its own letters, whatever the page's.
fn own_way(escaped: &str) -> String {
    format!("<span dir=\"auto\">{escaped}</span>")
}

fn figure(drawing: &str, sentence: &str) -> String {
    let caption = if sentence.is_empty() { String::new() } else { format!("<figcaption>{sentence}</figcaption>") };
    format!("<figure>{drawing}{caption}</figure>")
}

impl Page<'_> {
    /// A sentence, as HTML takes it.
    fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A sentence with something put into it, as HTML takes it.
    fn with(&self, key: &str, args: Args) -> String {
        escaped(&self.book.phrase(key, args))
    }

    /// A sentence as a drawing takes it, which escapes it itself.
    fn raw(&self, key: &str) -> String {
        self.book.phrase(key, &[])
    }

    fn percent(&self, share: f64) -> String {
        escaped(&percent(share, self.book))
    }

    fn whole(&self) -> String {
        let name = self.report.name.trim();
        let title = if name.is_empty() { self.say("report-untitled") } else { escaped(name) };
        let sections = [
            self.classes(),
            self.per_class(),
            self.confusions(),
            self.learning(),
            self.map(),
            self.findings(),
            self.report.comparison.as_ref().map(|comparison| self.comparison(comparison)).unwrap_or_default(),
            self.wrong(),
            self.settings(),
        ];
        format!(
            "{BEGINNING}\n<html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\"/>\
            <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\"/>\
            <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><title>{title}</title>\
            <style>\n{STYLE}</style></head>\n<body><main>\n{}{}\
            <footer>{}</footer>\n</main></body></html>\n",
            escaped(&self.report.language),
            direction(&self.report.language),
            self.header(&title),
            sections.concat(),
            self.say("report-made-with"),
        )
    }

    /// A section under its title and a sentence, both by key.
    fn section(&self, title: &str, sentence: &str, inside: &str) -> String {
        let (title, sentence) = (self.say(title), self.say(sentence));
        format!("<section><h2>{title}</h2><p class=\"soft\">{sentence}</p>{inside}</section>\n")
    }

    fn header(&self, title: &str) -> String {
        let report = self.report;
        let taught: usize = report.classes.iter().map(|class| class.counts.teach).sum();
        let number = |number: &str, words: &str| format!("<li><strong>{number}</strong>{words}</li>");
        let classes = report.classes.len();
        let mut numbers =
            number(&classes.to_string(), &self.with("report-number-classes", &[("classes", classes.into())]));
        numbers += &number(&taught.to_string(), &self.with("report-number-taught", &[("pictures", taught.into())]));
        if let Some(share) = report.taught.accuracy() {
            numbers += &number(&self.percent(share), &self.say("report-number-right-taught"));
        }
        if let Some(share) = report.test.accuracy() {
            numbers += &number(&self.percent(share), &self.say("report-number-right-test"));
        }
        let head = match report.answered_by.trim() {
            "" => String::new(),
            head => format!("<p class=\"soft\">{}</p>", self.with("report-answered-by", &[("head", head.into())])),
        };
        format!("<header><h1 dir=\"auto\">{title}</h1>{head}<ul class=\"numbers\">{numbers}</ul></header>\n")
    }

    fn classes(&self) -> String {
        let classes = &self.report.classes;
        if classes.is_empty() {
            return String::new();
        }
        let rows = classes.iter().enumerate().map(|(place, class)| {
            format!(
                "<tr><td>{} {}</td><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>",
                plots::sign(place, class.color),
                own_way(&escaped(&class.name)),
                class.counts.teach,
                class.counts.test
            )
        });
        let table = format!(
            "<table><thead><tr><th>{}</th><th class=\"number\">{}</th><th class=\"number\">{}</th></tr></thead>\
            <tbody>{}</tbody></table>",
            self.say("report-column-class"),
            self.say("report-column-taught"),
            self.say("report-column-test"),
            rows.collect::<String>()
        );
        self.section("report-classes", "report-classes-why", &table)
    }

    fn per_class(&self) -> String {
        let report = self.report;
        let has_test = report.test.accuracy().is_some();
        let has_taught = report.taught.accuracy().is_some();
        let which = match (has_taught, has_test) {
            (true, true) => "report-per-class-both",
            (true, false) => "report-per-class-taught",
            (false, true) => "report-per-class-test",
            (false, false) => return String::new(),
        };
        let in_test = self.raw("report-in-test");
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
                    group.push(bar(&report.test, "other", if has_taught { &in_test } else { &class.name }));
                }
                group
            })
            .collect();
        let drawing = plots::bars(&groups, &self.raw("report-per-class-drawing"), self.book);
        let sentence = format!("{} {}", self.say(which), self.say("report-per-class-behind"));
        self.section("report-per-class", "report-per-class-why", &figure(&drawing, &sentence))
    }

    fn confusions(&self) -> String {
        let one = |title: &str, counts: &Confusion| {
            counts.accuracy().map(|share| {
                let title = self.raw(title);
                let drawing = plots::confusion(counts, &self.report.classes, &title, self.book);
                let share = percent(share, self.book);
                let heading =
                    self.with("report-confusion-right", &[("pictures", title.into()), ("share", share.into())]);
                format!("<div><h3>{heading}</h3>{}</div>", figure(&drawing, ""))
            })
        };
        let both = [one("report-taught-pictures", &self.report.taught), one("report-test-pictures", &self.report.test)];
        let inside: String = both.into_iter().flatten().collect();
        if inside.is_empty() {
            return inside;
        }
        self.section(
            "report-confusion",
            "report-confusion-why",
            &if self.report.classes.len() < 5 { format!("<div class=\"pair\">{inside}</div>") } else { inside },
        )
    }

    fn learning(&self) -> String {
        let history = &self.report.history;
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
            None,
            &self.raw("report-loss-drawing"),
        );
        let accuracy = plots::curves(
            &pair(|point| point.accuracy, |point| point.validation_accuracy),
            Some(self.book),
            &self.raw("report-accuracy-drawing"),
        );
        let line = |style, words: &str| {
            let line =
                "viewBox=\"0 0 32 12\" style=\"display:inline-block;width:2em;height:.75em;vertical-align:-.05em\"";
            format!("<li><svg {line}><path class=\"curve {style}\" d=\"M1 6H31\"/></svg> {words}</li>")
        };
        let second = if kept_back { line("second", &self.say("report-curve-held-out")) } else { String::new() };
        let first = line("first", &self.say("report-curve-taught"));
        let lines = format!("<ul class=\"legend\">{first}{second}</ul>");
        let inside = format!(
            "<div class=\"pair\"><div><h3>{}</h3>{}</div><div><h3>{}</h3>{}</div></div>{lines}",
            self.say("report-loss"),
            figure(&loss, &self.say("report-loss-why")),
            self.say("report-accuracy"),
            figure(&accuracy, &self.say("report-accuracy-why"))
        );
        self.section("report-learning", "report-learning-why", &inside)
    }

    fn map(&self) -> String {
        let report = self.report;
        if report.map.is_empty() {
            return String::new();
        }
        let drawing = plots::map(&report.map, &report.classes, &self.raw("report-map-drawing"));
        let legend = report.classes.iter().enumerate().map(|(place, class)| {
            format!("<li>{} {}</li>", plots::sign(place, class.color), own_way(&escaped(&class.name)))
        });
        let inside = format!(
            "{}<ul class=\"legend\">{}</ul>",
            figure(&drawing, &self.say("report-map-reading")),
            legend.collect::<String>()
        );
        self.section("report-map", "report-map-why", &inside)
    }

    fn findings(&self) -> String {
        let findings = &self.report.findings;
        if findings.is_empty() {
            return String::new();
        }
        let list: String =
            findings.iter().map(|sentence| format!("<li dir=\"auto\">{}</li>", escaped(sentence))).collect();
        self.section("report-findings", "report-findings-why", &format!("<ul>{list}</ul>"))
    }

    fn comparison(&self, comparison: &PretrainingComparison) -> String {
        let bar = |name: &str, style, share| vec![Bar { name: self.raw(name), style, share: Some(share) }];
        let drawing = plots::bars(
            &[
                bar("report-pretrained", "bar", comparison.pretrained),
                bar("report-random", "other", comparison.random),
                bar("report-guessing", "other", comparison.chance),
            ],
            &self.raw("report-pretraining-drawing"),
            self.book,
        );
        let sentence = self.with("report-pretraining-measured", &[("pictures", comparison.asked.into())]);
        self.section("report-pretraining", "report-pretraining-why", &figure(&drawing, &sentence))
    }

    fn wrong(&self) -> String {
        let wrong = &self.report.wrong;
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
                "<figure><img alt=\"{caption}\" src=\"data:{};base64,{}\"/>\
                <figcaption dir=\"auto\">{caption}</figcaption></figure>",
                format.mime(),
                BASE64.encode(&picture.file)
            );
        }
        if shown == 0 {
            return String::new();
        }
        let more = match wrong.len().saturating_sub(shown) {
            0 => String::new(),
            more => {
                let sentence = self.with("report-wrong-more", &[("pictures", more.into())]);
                format!("<p class=\"soft\">{sentence}</p>")
            }
        };
        let inside = format!("<div class=\"album\">{album}</div>{more}");
        self.section("report-wrong-ones", "report-wrong-ones-why", &inside)
    }

    fn settings(&self) -> String {
        let settings = &self.report.settings;
        if settings.is_empty() {
            return String::new();
        }
        let row = |(name, value): &(String, String)| {
            format!("<tr><td>{}</td><td>{}</td></tr>", escaped(name), escaped(value))
        };
        let rows: String = settings.iter().map(row).collect();
        let table = format!(
            "<table><thead><tr><th>{}</th><th>{}</th></tr></thead><tbody>{rows}</tbody></table>",
            self.say("report-column-setting"),
            self.say("report-column-value")
        );
        self.section("report-settings", "report-settings-why", &table)
    }
}
