//! A made-up lesson in a made-up window, for the tests of the whole workshop: passes of egui, and a finger.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bevy_egui::egui::{self, Event, PointerButton, RawInput, Rect, pos2, vec2};
use menagerie_core::prelude::*;

use crate::facts::{Facts, Wish};
use crate::places::Places;
use crate::portraits::Portraits;
use crate::tab_context::TabContext;
use crate::thumbnails::Thumbnails;
use crate::workshop_state::WorkshopState;
use crate::{english, theme, workshop};

/// A made-up lesson on a made-up screen.
pub(crate) struct MadeUpLesson {
    pub(crate) ctx: egui::Context,
    pub(crate) state: WorkshopState,
    pub(crate) thumbnails: Thumbnails,
    pub(crate) places: Places,
    pub(crate) wishes: Vec<Wish>,
    pub(crate) screen: egui::Vec2,
    pub(crate) now_secs: f32,
    pub(crate) album_changed: bool,
    pub(crate) classes: Classes,
    pub(crate) album: Album,
    pub(crate) project: ProjectFile,
    pub(crate) words: Words,
    pub(crate) sets: Vec<ReadyMadeSet>,
    pub(crate) work: Option<Work>,
    pub(crate) training: TrainingStatus,
    pub(crate) examination: LatestExamination,
    pub(crate) test: TestResult,
    pub(crate) pretraining: PretrainingStatus,
    pub(crate) undo: Option<String>,
    pub(crate) view: NetworkView,
    pub(crate) prepared: PreparedGame,
    pub(crate) played: PlayedGames,
    /// Every text of the last frame, and whether it is cut off on the left or on the right.
    pub(crate) said: Vec<(String, bool)>,
}

/// A window of 16 to 9, in points.
pub(crate) const WIDE: egui::Vec2 = vec2(1280.0, 720.0);
/// One of 4 to 3.
pub(crate) const NARROW: egui::Vec2 = vec2(1024.0, 768.0);

impl MadeUpLesson {
    /// A lesson of three classes with so many pictures each.
    pub(crate) fn new(pictures: u64) -> Self {
        let ctx = egui::Context::default();
        let font = |name: &str| {
            std::fs::read(format!("{}/../../assets/fonts/{name}.ttf", env!("CARGO_MANIFEST_DIR"))).unwrap()
        };
        let (medium, heavy) = (font("Nunito-SemiBold"), font("Nunito-ExtraBold"));
        ctx.set_fonts(theme::fonts(Some(&medium), Some(&heavy), Vec::new()));
        theme::dress(&ctx);
        let (mut classes, mut album) = (Classes::default(), Album::default());
        for number in 0..pictures * 3 {
            let class = ClassId((number % 3) as u16);
            let thumbnail = Arc::new(Picture::new(64, 64, vec![number as u8; 64 * 64 * 3]).unwrap());
            let file = thumbnail.to_png().unwrap().into();
            let picture = AlbumPicture {
                class,
                split: Split::Teach,
                thumbnail,
                file,
                source: "camera".into(),
                recording: None,
                worth: 1.0,
            };
            album.insert(ExampleId(number), picture);
        }
        for class in &mut classes.0 {
            class.counts.teach = pictures as usize;
        }
        let mut made_up = Self {
            ctx,
            state: WorkshopState::default(),
            thumbnails: Thumbnails::default(),
            places: Places::default(),
            wishes: Vec::new(),
            screen: WIDE,
            now_secs: 0.0,
            album_changed: true,
            classes,
            album,
            project: ProjectFile::default(),
            words: english::words(),
            sets: Vec::new(),
            work: None,
            training: TrainingStatus::default(),
            examination: LatestExamination::default(),
            test: TestResult::default(),
            pretraining: PretrainingStatus::default(),
            undo: None,
            view: NetworkView::default(),
            prepared: PreparedGame::default(),
            played: PlayedGames::default(),
            said: Vec::new(),
        };
        for _ in 0..3 {
            made_up.pass(Vec::new());
        }
        made_up
    }

    /// One frame with these events; how long it took.
    pub(crate) fn pass(&mut self, events: Vec<Event>) -> Duration {
        self.now_secs += 0.1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), self.screen)),
            time: Some(f64::from(self.now_secs)),
            events,
            ..RawInput::default()
        };
        let (capturing, settings) = (None, LessonSettings::default());
        let found = ["pim", "tuft", "bobo"].map(|name| CreatureEntry::new(name, ""));
        let creatures = CreatureCatalog(found.to_vec());
        let prediction = LatestPrediction::default();
        let facts = Facts {
            classes: &self.classes,
            creatures: &creatures,
            outputs: &Outputs::default(),
            album: &self.album,
            album_changed: std::mem::take(&mut self.album_changed),
            capturing,
            count_down: None,
            undo: self.undo.as_deref(),
            project: &self.project,
            sets: &self.sets,
            work: self.work.as_ref(),
            settings: &settings,
            training: &self.training,
            head: "ridge",
            examination: &self.examination,
            test: &self.test,
            pretraining: &self.pretraining,
            prediction: &prediction,
            opened_model: None,
            view: &self.view,
            scale: &ActivationScale::default(),
            mirror: None,
            prepared: &self.prepared,
            played: &self.played,
            has_challenges: true,
            now_secs: self.now_secs,
            lock_step: true,
        };
        let (state, thumbnails, places, wishes) =
            (&mut self.state, &mut self.thumbnails, &mut self.places, &mut self.wishes);
        let words = &self.words;
        thumbnails.begin_frame();
        let began = Instant::now();
        let output = self.ctx.run_ui(input, |ui| {
            *places = Places::default();
            let mut context = TabContext {
                words,
                facts: &facts,
                portraits: &Portraits::default(),
                state,
                thumbnails,
                places,
                wishes,
            };
            workshop::show(ui.ctx(), &mut context);
            context.state.hold.follow(facts.now_secs, context.wishes);
        });
        let took = began.elapsed();
        self.said = output.shapes.iter().flat_map(|clipped| texts(&clipped.shape, clipped.clip_rect)).collect();
        output.drop_without_applying_deltas();
        took
    }

    /// Whether a text stands on the screen.
    pub(crate) fn shows(&self, text: &str) -> bool {
        self.said.iter().any(|(said, _)| said == text)
    }

    pub(crate) fn centre(&self, name: &str) -> egui::Pos2 {
        let places = self.places.in_window(1.0);
        let rect = places.get(name).unwrap_or_else(|| panic!("{name} is not on the screen: {:?}", self.names()));
        pos2(rect.center().x, rect.center().y)
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.places.in_window(1.0).into_keys().collect();
        names.sort();
        names
    }

    /// Touches a control; what was wished for.
    pub(crate) fn tap(&mut self, name: &str) -> Vec<Wish> {
        self.wishes.clear();
        let pos = self.centre(name);
        let button = |pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        };
        self.pass(vec![Event::PointerMoved(pos), button(true)]);
        self.pass(Vec::new());
        self.pass(vec![button(false), Event::PointerGone]);
        // What was opened is measured first, and seen then.
        self.pass(Vec::new());
        self.pass(Vec::new());
        std::mem::take(&mut self.wishes)
    }

    pub(crate) fn key(&mut self, key: egui::Key) -> Vec<Wish> {
        self.wishes.clear();
        let event =
            Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: egui::Modifiers::NONE };
        self.pass(vec![event]);
        self.pass(Vec::new());
        std::mem::take(&mut self.wishes)
    }

    /// Measures as if somebody had taught it: one picture of the first class was taken for the second.
    pub(crate) fn examined(mut self) -> Self {
        let classes: Vec<ClassId> = self.classes.0.iter().map(|class| class.id).collect();
        let mut cells = vec![vec![Vec::new(); 3]; 3];
        for (id, picture) in self.album.iter() {
            let truth = usize::from(picture.class.0);
            cells[truth][if id.0 == 0 { 1 } else { truth }].push(id);
        }
        let confusion = Confusion { classes, cells, unknown: vec![Vec::new(); 3] };
        let map = self.album.iter().map(|(id, _)| (id, [(id.0 % 10) as f32 / 10.0, 0.5])).collect();
        let finding = Finding { kind: FindingKind::TooFew(ClassId(0)), pictures: vec![ExampleId(0)] };
        self.examination = LatestExamination {
            fresh: true,
            examination: Examination {
                held_out: confusion.clone(),
                expected_accuracy: confusion.accuracy(),
                remembered: Some(1.0),
                map,
                findings: vec![finding],
            },
        };
        self.test = TestResult { fresh: true, confusion };
        let epoch = |epoch| EpochRecord {
            epoch,
            loss: 1.0,
            accuracy: 0.5,
            validation_loss: Some(1.0),
            validation_accuracy: Some(0.5),
        };
        self.training.history = Arc::new((1..20).map(epoch).collect());
        self
    }
}

/// The texts of a shape, and whether they are cut off on the left or on the right.
fn texts(shape: &egui::Shape, clip: Rect) -> Vec<(String, bool)> {
    match shape {
        egui::Shape::Text(text) => {
            let rect = text.galley.rect.translate(text.pos.to_vec2());
            let is_cut = text.angle == 0.0 && (rect.left() < clip.left() - 1.0 || rect.right() > clip.right() + 1.0);
            vec![(text.galley.text().to_owned(), is_cut)]
        }
        egui::Shape::Vec(shapes) => shapes.iter().flat_map(|shape| texts(shape, clip)).collect(),
        _ => Vec::new(),
    }
}
