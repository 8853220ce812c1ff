//! Which class was taken for which.

use crate::ids::{ClassId, ExampleId};

/// A picture, the class it is of, and the class that was answered; `None`: never seen.
pub type Answered = (ExampleId, ClassId, Option<ClassId>);

/// Which class was taken for which, picture by picture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Confusion {
    /// The classes, of rows and of columns.
    pub classes: Vec<ClassId>,
    /// `[true class][answer]`: the pictures.
    pub cells: Vec<Vec<Vec<ExampleId>>>,
    /// By class: pictures that were called "never seen".
    pub unknown: Vec<Vec<ExampleId>>,
}

impl Confusion {
    /// The table of answers for these classes, in this order. Pictures of other classes do not count; an answer that is
    /// none of them counts as "never seen".
    #[must_use]
    pub fn of(classes: Vec<ClassId>, answers: impl IntoIterator<Item = Answered>) -> Self {
        let place = |class: ClassId| classes.iter().position(|id| *id == class);
        let mut cells = vec![vec![Vec::new(); classes.len()]; classes.len()];
        let mut unknown = vec![Vec::new(); classes.len()];
        for (picture, class, answer) in answers {
            let Some(row) = place(class) else { continue };
            match answer.and_then(place) {
                Some(column) => cells[row][column].push(picture),
                None => unknown[row].push(picture),
            }
        }
        Self { classes, cells, unknown }
    }

    /// The same for these classes, in this order, whatever has been deleted, added or moved since.
    #[must_use]
    pub fn in_order(&self, classes: Vec<ClassId>) -> Self {
        Self::of(classes, self.answers())
    }

    /// Every picture with what was answered, class by class.
    pub fn answers(&self) -> impl Iterator<Item = Answered> + '_ {
        self.classes.iter().enumerate().flat_map(move |(row, class)| {
            let known = self.cells[row].iter().zip(&self.classes);
            let known = known.flat_map(move |(ids, answer)| ids.iter().map(move |id| (*id, *class, Some(*answer))));
            known.chain(self.unknown[row].iter().map(move |id| (*id, *class, None)))
        })
    }

    /// Every misclassified picture, class by class.
    pub fn wrong(&self) -> impl Iterator<Item = Answered> + '_ {
        self.answers().filter(|(_, class, answer)| *answer != Some(*class))
    }

    /// Pictures of the class at a place.
    #[must_use]
    pub fn asked(&self, place: usize) -> usize {
        let answered: usize = self.cells.get(place).map_or(0, |row| row.iter().map(Vec::len).sum());
        answered + self.unknown.get(place).map_or(0, Vec::len)
    }

    /// Pictures of the class at a place that were named rightly.
    #[must_use]
    pub fn right(&self, place: usize) -> usize {
        self.cells.get(place).and_then(|row| row.get(place)).map_or(0, Vec::len)
    }

    /// Share of the pictures of the class at a place that were named rightly, 0..1; `None` without pictures.
    #[must_use]
    pub fn share(&self, place: usize) -> Option<f64> {
        let asked = self.asked(place);
        (asked > 0).then(|| self.right(place) as f64 / asked as f64)
    }

    /// Share of all pictures named rightly, 0..1; `None` without pictures.
    #[must_use]
    pub fn accuracy(&self) -> Option<f64> {
        let places = 0..self.classes.len();
        let asked: usize = places.clone().map(|place| self.asked(place)).sum();
        (asked > 0).then(|| places.map(|place| self.right(place)).sum::<usize>() as f64 / asked as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: ClassId = ClassId(0);
    const B: ClassId = ClassId(1);
    const C: ClassId = ClassId(2);

    fn table() -> Confusion {
        let answers = [
            (ExampleId(1), A, Some(A)),
            (ExampleId(2), A, Some(C)),
            (ExampleId(3), B, None),
            (ExampleId(4), ClassId(77), Some(A)),
        ];
        Confusion::of(vec![A, B, C], answers)
    }

    #[test]
    fn right_wrong_and_never_seen_stand_in_their_places() {
        let confusion = table();
        assert_eq!(confusion.cells[0][2], [ExampleId(2)]);
        assert_eq!(confusion.unknown[1], [ExampleId(3)]);
        assert_eq!((confusion.asked(0), confusion.right(0), confusion.share(2)), (2, 1, None));
        assert_eq!(confusion.accuracy(), Some(1.0 / 3.0), "a picture of a class that has gone does not count");
        assert_eq!(confusion.wrong().collect::<Vec<_>>(), [(ExampleId(2), A, Some(C)), (ExampleId(3), B, None)]);
    }

    #[test]
    fn rows_and_columns_follow_the_classes_wherever_they_stand() {
        let moved = table().in_order(vec![C, A]);
        assert_eq!((moved.classes.clone(), moved.cells[1][0].clone()), (vec![C, A], vec![ExampleId(2)]));
        assert_eq!((moved.asked(0), moved.asked(1), moved.right(1)), (0, 2, 1));
        assert_eq!(moved.in_order(vec![A, B, C]).cells[0][2], [ExampleId(2)]);
    }
}
