//! What the entries of an archive are called, whatever program wrote their names and in which code page.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

/// Names from their bytes. A name that says itself that it is Unicode comes as `Ok`; for the others the code page is guessed
/// over all of them together, because one name is too short for that. Two different names stay different.
pub(crate) fn decode(raw: Vec<Result<String, Vec<u8>>>) -> Vec<String> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut high, mut dos) = (0, 0);
    for bytes in raw.iter().filter_map(|name| name.as_ref().err()) {
        detector.feed(bytes, false);
        detector.feed(b"\n", false);
        high += bytes.iter().filter(|byte| **byte >= 0x80).count();
        dos += bytes.iter().filter(|byte| (0x80..=0xa5).contains(*byte)).count();
    }
    detector.feed(b"", true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    // No browser knows DOS's code pages, so the detector does not either. Their accented letters stand where Windows has
    // quotation marks, which hardly anybody puts into a file's name.
    let is_dos =
        encoding.is_single_byte() && high > 0 && dos * 10 >= high * 9 && encoding.name().starts_with("windows-125");
    let guessed = |bytes: &[u8]| {
        if is_dos { code_page_850(bytes) } else { encoding.decode_without_bom_handling(bytes).0.into_owned() }
    };
    let names: Vec<String> = raw
        .iter()
        .map(|name| {
            slashes(match name {
                Ok(name) => name.clone(),
                Err(bytes) => guessed(bytes),
            })
        })
        .collect();
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort_unstable();
    if sorted.windows(2).all(|pair| pair[0] != pair[1]) {
        return names;
    }
    // A wrong guess gives wrong letters; it must not make one name of two.
    raw.into_iter().map(|name| slashes(name.unwrap_or_else(|bytes| code_page_850(&bytes)))).collect()
}

/// Some programs write backslashes between folders, others `./` before everything.
fn slashes(name: String) -> String {
    let mut name = name.replace('\\', "/");
    while let Some(rest) = name.strip_prefix("./") {
        name = rest.to_owned();
    }
    name
}

/// DOS's code page of western Europe, which Windows' own zip folders use for names there. Every byte is another letter.
fn code_page_850(bytes: &[u8]) -> String {
    const HIGH: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
    bytes
        .iter()
        .map(|byte| match byte.checked_sub(0x80) {
            Some(high) => HIGH.chars().nth(usize::from(high)).unwrap_or(char::REPLACEMENT_CHARACTER),
            None => char::from(*byte),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(names: &[&[u8]]) -> Vec<String> {
        let raw = names.iter().map(|bytes| String::from_utf8(bytes.to_vec()).map_err(|error| error.into_bytes()));
        decode(raw.collect())
    }

    #[test]
    fn names_are_read_in_the_code_page_that_they_were_written_in() {
        assert_eq!(
            read(&[b"\x8epfel/1.jpg", b"Caf\x82/1.jpg", b"M\x81sli/1.jpg"]),
            ["Äpfel/1.jpg", "Café/1.jpg", "Müsli/1.jpg"]
        );
        let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("Яблоко/один.jpg");
        let (other, _, _) = encoding_rs::WINDOWS_1251.encode("Апельсин/два.jpg");
        assert_eq!(read(&[&russian, &other]), ["Яблоко/один.jpg", "Апельсин/два.jpg"]);
        let (japanese, _, _) = encoding_rs::SHIFT_JIS.encode("りんご/写真.jpg");
        let (banana, _, _) = encoding_rs::SHIFT_JIS.encode("バナナ/写真.jpg");
        assert_eq!(read(&[&japanese, &banana]), ["りんご/写真.jpg", "バナナ/写真.jpg"]);
        assert_eq!(read(&[b"a\\b.png", b"./c/d.png", "ü.png".as_bytes()]), ["a/b.png", "c/d.png", "ü.png"]);
    }

    #[test]
    fn two_names_stay_two_whatever_is_guessed() {
        let every: Vec<Vec<u8>> = (0x80..=0xff).map(|byte| vec![b'x', byte]).collect();
        let every: Vec<&[u8]> = every.iter().map(Vec::as_slice).collect();
        let mut names = read(&every);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 128);
    }

    #[test]
    fn each_byte_of_the_code_page_is_a_letter_of_its_own() {
        let bytes: Vec<u8> = (0x80..=0xff).collect();
        assert_eq!(code_page_850(&bytes).chars().count(), 128);
    }
}
